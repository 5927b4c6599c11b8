import { fromEventBridge } from './dead-letters';
import { FunctionChoices } from './decisions';
import { KeyUsers } from '../../parts/data-key/policies';

/** Who may use the key of a function. */
export function keyUsers(choices: FunctionChoices): KeyUsers {
  const senders = fromEventBridge(choices) ? ['events'] : [];
  return { services: ['lambda', 'scheduler', 'sqs'], logGroups: '*', senders, certain: ['logs', ...senders] };
}

/** The description of that key. */
export function keyDescription(path: string): string {
  return `Variables, logs, dead letters and schedules of ${path}`;
}
