import { Stack } from 'aws-cdk-lib';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import { CalledFunction, ScheduleRole, SourceResources, SourceTarget } from './target';
import { RoleView, createServiceRole } from '../../../../engines/aws/role';
import { description, upperFirst } from '../../../../support/names';
import { schedulePermissions } from '../../permissions';
import { ScheduleSource } from '../../sources/schedule';
import { allow } from '../allow';

/** Lets EventBridge Scheduler call the function when it is time. */
export function renderScheduleSource(
  { name, expression, timeZone }: ScheduleSource,
  { owner, choices, alias, deadLetterQueue, key, scheduleRole }: SourceTarget,
): Partial<SourceResources> {
  const role = scheduleRole();
  const slot = name ? `${name}Schedule` : 'schedule';
  const schedule = owner._slot(
    slot,
    new scheduler.CfnSchedule(owner, upperFirst(slot), {
      description: description(`Calls ${owner.node.path}`),
      scheduleExpression: expression,
      scheduleExpressionTimezone: timeZone,
      flexibleTimeWindow: { mode: 'OFF' },
      kmsKeyArn: key?.arn,
      target: {
        arn: alias.ref,
        roleArn: role.resource.attrArn,
        retryPolicy: {
          maximumRetryAttempts: choices.deliveryRetries,
          maximumEventAgeInSeconds: choices.deliveryMaxAgeSeconds,
        },
        deadLetterConfig: { arn: deadLetterQueue.attrArn },
      },
    }),
  );
  schedule.node.addDependency(role.view.dependable);
  return { schedules: [schedule], scheduleRole: role.resource };
}

/** The role of schedules: a rule would need a permission on the function instead, and knows no time zones. */
export function renderScheduleRole({ owner, alias, deadLetterQueue, key }: CalledFunction): ScheduleRole {
  const text = `Calls ${owner.node.path} when it is time`;
  const resource = createServiceRole(owner, 'scheduleRole', 'scheduler.amazonaws.com', text);
  const view = new RoleView(owner, 'ScheduleRoleView', resource, 'schedulePolicy');
  const { region } = Stack.of(owner);
  allow(
    view,
    schedulePermissions(alias.ref, { region, deadLetterQueueArn: deadLetterQueue.attrArn, keyArn: key?.arn }),
  );
  return { resource, view };
}
