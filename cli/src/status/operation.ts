import type { StackEvent } from '@aws-sdk/client-cloudformation';

/** A resource that an operation could not make, change or delete. */
export interface Failure {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
  readonly at: Date;
  /** What AWS says, word for word. */
  readonly reason: string;
}

/** The last thing that was done to a stack. */
export interface Operation {
  readonly kind: 'first deployment' | 'deployment' | 'deletion' | 'import';
  readonly outcome: 'succeeded' | 'failed' | 'running';
  readonly startedAt: Date;
  /** When it ended; undefined as long as it runs. */
  readonly endedAt: Date | undefined;
  readonly made: readonly string[];
  readonly changed: readonly string[];
  readonly replaced: readonly string[];
  readonly removed: readonly string[];
  /** What failed by itself, the first one first. What was cancelled because of it is not among these. */
  readonly failures: readonly Failure[];
  /** How many resources were cancelled because of the failures. */
  readonly cancelled: number;
  /** What could not be taken back. */
  readonly leftByRollback: readonly Failure[];
  /** What CloudFormation says of the stack itself, where no resource says more. */
  readonly stackReason: string | undefined;
}

const STACK = 'AWS::CloudFormation::Stack';
const BEGINS: { readonly [status: string]: Operation['kind'] } = {
  CREATE_IN_PROGRESS: 'first deployment',
  UPDATE_IN_PROGRESS: 'deployment',
  DELETE_IN_PROGRESS: 'deletion',
  IMPORT_IN_PROGRESS: 'import',
};

/** Whether an operation on the stack begins with this event. Events of its resources never do. */
export function begins(event: StackEvent): boolean {
  return isOfStack(event) && (event.ResourceStatus ?? '') in BEGINS;
}

/**
 * Reads the last operation from the events of a stack.
 *
 * @param events the events of the last operation, the oldest first
 * @returns undefined where there is none: a change set was made, and never executed
 */
export function operationOf(events: readonly StackEvent[]): Operation | undefined {
  const start = events.findLastIndex(begins);
  if (start < 0) return undefined;
  const own = events.slice(start);
  const turn = own.findIndex(event => isOfStack(event) && /ROLLBACK_IN_PROGRESS$/.test(event.ResourceStatus!));
  const forward = own.slice(0, turn < 0 ? undefined : turn + 1);
  const back = turn < 0 ? [] : own.slice(turn + 1);
  const last = own.findLast(isOfStack)!;
  const kind = BEGINS[own[0]!.ResourceStatus!]!;
  const failed = turn >= 0 || /FAILED$/.test(last.ResourceStatus!);
  const running = /IN_PROGRESS$/.test(last.ResourceStatus!) && !/CLEANUP_IN_PROGRESS$/.test(last.ResourceStatus!);
  // Resources that failed at the same time may come after the event with which the rollback begins.
  const failures = [...failuresIn(forward), ...failuresIn(back).filter(({ status }) => status !== 'DELETE_FAILED')];
  const changed = idsWith(forward, 'UPDATE_COMPLETE');
  const removed = idsWith(own, 'DELETE_COMPLETE');
  return {
    kind,
    outcome: running ? 'running' : failed ? 'failed' : 'succeeded',
    startedAt: own[0]!.Timestamp!,
    endedAt: running ? undefined : last.Timestamp!,
    made: failed ? [] : idsWith(forward, 'CREATE_COMPLETE', 'IMPORT_COMPLETE'),
    changed: failed ? [] : changed.filter(id => !removed.includes(id)),
    replaced: failed ? [] : changed.filter(id => removed.includes(id)),
    removed: failed && kind !== 'deletion' ? [] : removed.filter(id => !changed.includes(id)),
    failures: failures.filter(({ reason }) => !CANCELLED.test(reason)).map(plain),
    cancelled: failures.filter(({ reason }) => CANCELLED.test(reason)).length,
    leftByRollback: failuresIn(back)
      .filter(({ status }) => status === 'DELETE_FAILED')
      .map(plain),
    stackReason: (turn < 0 ? last : own[turn]!).ResourceStatusReason,
  };
}

const CANCELLED = /^Resource (creation|update|deletion|import) cancelled/i;

interface FailedEvent extends Failure {
  readonly status: string;
}

function failuresIn(events: readonly StackEvent[]): FailedEvent[] {
  return events
    .filter(event => !isOfStack(event) && /_FAILED$/.test(event.ResourceStatus ?? ''))
    .map(event => ({
      logicalId: event.LogicalResourceId!,
      type: event.ResourceType!,
      physicalId: event.PhysicalResourceId ?? '',
      at: event.Timestamp!,
      reason: event.ResourceStatusReason ?? '',
      status: event.ResourceStatus!,
    }));
}

function plain({ status: _, ...failure }: FailedEvent): Failure {
  return failure;
}

function idsWith(events: readonly StackEvent[], ...statuses: readonly string[]): string[] {
  const found = events.filter(event => !isOfStack(event) && statuses.includes(event.ResourceStatus ?? ''));
  return [...new Set(found.map(({ LogicalResourceId }) => LogicalResourceId!))];
}

function isOfStack({ ResourceType, PhysicalResourceId, StackId }: StackEvent): boolean {
  return ResourceType === STACK && PhysicalResourceId === StackId;
}
