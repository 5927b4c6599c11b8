import { BindingPermission } from '../../binding/binding';

/**
 * The permission to write log streams into a group.
 *
 * @param streams the ARN of all streams of the group: it ends in `:*`
 *
 * @internal
 */
export function writeLogs(streams: string): BindingPermission {
  return { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [streams] };
}
