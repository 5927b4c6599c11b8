import type { AlarmState } from './alarms.js';
import type { Behind } from './behind.js';
import type { Operation } from './operation.js';
import type { ServiceState } from './services.js';

/** A failure, and what is known of it. */
export interface ExplainedFailure {
  readonly logicalId: string;
  readonly type: string;
  /** The nested stack that it happened in; undefined in the stack itself. */
  readonly nestedStack: string | undefined;
  readonly at: Date;
  /** The reason in a sentence. */
  readonly sentence: string;
  /** What AWS says, word for word. */
  readonly reason: string;
  readonly todo: string;
  readonly behind: Behind | undefined;
}

/** What became of a stack. */
export interface StackStatus {
  readonly stack: string;
  /** The id of the construct, where an assembly says it: `Production/Orders`. */
  readonly construct: string | undefined;
  readonly region: string;
  /** The status of CloudFormation; `NOT_DEPLOYED` where there is no such stack. */
  readonly status: string;
  readonly operation: Operation | undefined;
  /** What failed by itself, the root cause first. */
  readonly failures: readonly ExplainedFailure[];
  readonly services: readonly ServiceState[];
  readonly alarms: readonly AlarmState[];
  /** What to do next, in order. */
  readonly next: readonly string[];
}

export const NOT_DEPLOYED = 'NOT_DEPLOYED';

/** Whether something is to be looked at: a deployment that failed, or an alarm that speaks. */
export function isFinding({ operation, status, alarms }: StackStatus): boolean {
  return operation?.outcome === 'failed' || /FAILED$/.test(status) || alarms.some(({ now }) => now === 'ALARM');
}
