import type { AlarmState } from './alarms.js';
import { NOT_DEPLOYED, type ExplainedFailure } from './model.js';
import type { ServiceState } from './services.js';

/** What a stack needs in a status that is not the end of a deployment that went well. */
const BY_STATUS: { readonly [status: string]: (stack: string) => string } = {
  [NOT_DEPLOYED]: stack => `Nothing stands: cdk deploy ${stack}`,
  REVIEW_IN_PROGRESS: stack => `A change set was made, and never executed: execute it, or cdk deploy ${stack}`,
  ROLLBACK_COMPLETE: stack => `All was taken back. After the correction: cdk deploy ${stack}`,
  ROLLBACK_FAILED: stack => `Something protected stayed: goldenpath recover ${stack} --yes, then cdk deploy ${stack}`,
  DELETE_FAILED: stack =>
    `What could not be deleted is named above; goldenpath recover ${stack} helps where it is new.`,
  UPDATE_ROLLBACK_COMPLETE: stack =>
    `What stood before stands. After the correction: cdk deploy ${stack}; then goldenpath recover ${stack} says ` +
    'what the failed attempt left.',
  UPDATE_ROLLBACK_FAILED: stack =>
    `What stood before could not be restored: take the reason away, then cdk rollback ${stack}`,
};

/** What to do next, in order: the causes first, then the stack, then what runs in it. */
export function nextSteps(
  stack: string,
  status: string,
  failures: readonly ExplainedFailure[],
  services: readonly ServiceState[],
  alarms: readonly AlarmState[],
): string[] {
  const speaking = alarms.filter(({ now }) => now === 'ALARM').map(({ name }) => name);
  const short = services.filter(({ running, desired }) => running < desired).map(({ name }) => name);
  return [
    ...new Set([
      ...failures.map(({ logicalId, todo, behind }) =>
        behind?.decisions.length || behind?.escapes.length
          ? todo
          : `${todo} More: goldenpath explain --property '${logicalId}'`,
      ),
      ...(BY_STATUS[status] ? [BY_STATUS[status](stack)] : []),
      ...(short.length > 0 && failures.length === 0
        ? [`Fewer tasks run than are wanted (${short.join(', ')}): read why they stopped.`]
        : []),
      ...(speaking.length > 0 ? [`Look at what is in ALARM before the next deployment: ${speaking.join(', ')}.`] : []),
    ]),
  ];
}
