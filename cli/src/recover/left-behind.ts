import type { StackEvent } from '@aws-sdk/client-cloudformation';

/** A resource that a failed deployment made, and that outlived it. */
export interface LeftBehind {
  readonly type: string;
  readonly id: string;
  readonly logicalId: string;
  /** Why AWS did not delete it. */
  readonly reason: string;
}

/** What the events of a stack say about failed deployments. */
export interface StackHistory {
  /** Whether the stack ever stood: one whose first deployment failed never did. */
  readonly stood: boolean;
  readonly leftBehind: readonly LeftBehind[];
}

const STACK = 'AWS::CloudFormation::Stack';
/** The events with which an operation on a stack begins. */
const BEGINS = new Set(['CREATE_IN_PROGRESS', 'UPDATE_IN_PROGRESS', 'DELETE_IN_PROGRESS']);

/**
 * Reads from the events of a stack what its failed deployments made and could not delete again. A resource counts only
 * if it was made by the very operation that was rolled back: what stood before has data, and is nobody's to delete.
 *
 * @param events all events, the oldest first
 */
export function historyOf(events: readonly StackEvent[]): StackHistory {
  let stood = false;
  let madeNow = new Set<string>();
  let rolledBack = false;
  const left = new Map<string, LeftBehind>();
  for (const { ResourceType, ResourceStatus = '', PhysicalResourceId, StackId, ...event } of events) {
    if (ResourceType === STACK && PhysicalResourceId === StackId) {
      if (BEGINS.has(ResourceStatus)) {
        rolledBack = false;
        // What a stack that never stood has, its first deployment made.
        if (stood) madeNow = new Set();
      }
      if (/ROLLBACK_IN_PROGRESS$/.test(ResourceStatus)) rolledBack = true;
      if (/^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(ResourceStatus)) stood = true;
      continue;
    }
    if (!PhysicalResourceId) continue;
    if (ResourceStatus === 'CREATE_COMPLETE') madeNow.add(PhysicalResourceId);
    if (ResourceStatus === 'DELETE_COMPLETE') left.delete(PhysicalResourceId);
    if (ResourceStatus === 'DELETE_FAILED' && madeNow.has(PhysicalResourceId) && (rolledBack || !stood)) {
      left.set(PhysicalResourceId, {
        type: ResourceType!,
        id: PhysicalResourceId,
        logicalId: event.LogicalResourceId!,
        reason: event.ResourceStatusReason ?? '',
      });
    }
  }
  return { stood, leftBehind: [...left.values()] };
}
