import { BindingPermission } from '../../binding/binding';

/**
 * To write log streams into a group. `streams` is the ARN of all streams of the group: it ends in `:*`.
 *
 * @internal
 */
export function writeLogs(streams: string): BindingPermission {
  return { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [streams] };
}
