import { SchedulerSchedule } from '@cdktf/provider-aws/lib/scheduler-schedule';
import { CalledFunction, ScheduleRole, SourceResources, SourceTarget } from './target';
import { context } from '../../../../engines/terraform/context';
import { nameOf } from '../../../../engines/terraform/names';
import { RolePermissions, createServiceRole } from '../../../../engines/terraform/role';
import { description, upperFirst } from '../../../../support/names';
import { schedulePermissions } from '../../permissions';
import { ScheduleSource } from '../../sources/schedule';

/** Lets EventBridge Scheduler call the function when it is time. */
export function renderScheduleSource(
  { name, expression, timeZone }: ScheduleSource,
  { owner, choices, alias, deadLetterQueue, key, scheduleRole }: SourceTarget,
): Partial<SourceResources> {
  const role = scheduleRole();
  const slot = name ? `${name}Schedule` : 'schedule';
  const schedule = owner._slot(
    slot,
    new SchedulerSchedule(owner, upperFirst(slot), {
      name: nameOf(owner, slot, 64),
      description: description(`Calls ${owner.node.path}`),
      scheduleExpression: expression,
      scheduleExpressionTimezone: timeZone,
      flexibleTimeWindow: { mode: 'OFF' },
      kmsKeyArn: key?.arn,
      target: {
        arn: alias.arn,
        roleArn: role.resource.arn,
        retryPolicy: {
          maximumRetryAttempts: choices.deliveryRetries,
          maximumEventAgeInSeconds: choices.deliveryMaxAgeSeconds,
        },
        deadLetterConfig: { arn: deadLetterQueue.arn },
      },
    }),
  );
  role.permissions.requiredBy(schedule);
  return { schedules: [schedule], scheduleRole: role.resource };
}

/** The role of schedules: a rule would need a permission on the function instead, and knows no time zones. */
export function renderScheduleRole({ owner, alias, deadLetterQueue, key }: CalledFunction): ScheduleRole {
  const text = `Calls ${owner.node.path} when it is time`;
  const resource = createServiceRole(owner, 'scheduleRole', 'scheduler.amazonaws.com', text);
  const permissions = new RolePermissions(owner, resource, 'schedulePolicy');
  const { region } = context(owner);
  const around = { region, deadLetterQueueArn: deadLetterQueue.arn, keyArn: key?.arn };
  for (const permission of schedulePermissions(alias.arn, around)) permissions.add(permission);
  return { resource, permissions };
}
