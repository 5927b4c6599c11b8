import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import {
  LambdaEventSourceMapping,
  LambdaEventSourceMappingConfig,
} from '@cdktf/provider-aws/lib/lambda-event-source-mapping';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import { SchedulerSchedule } from '@cdktf/provider-aws/lib/scheduler-schedule';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { Program } from './program';
import { EventSourceKind } from '../../../binding/binding';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { context } from '../../../engines/terraform/context';
import { json } from '../../../engines/terraform/json';
import { nameOf } from '../../../engines/terraform/names';
import { RolePermissions, serviceRole } from '../../../engines/terraform/role';
import { throughService } from '../../../parts/data-key/policies';
import { description, upperFirst } from '../../../support/names';
import { FunctionChoices } from '../decisions';
import { invoke, sendTo, useKey } from '../permissions';
import { Source } from '../sources';

/** What calls a function. */
export interface EventResources {
  readonly eventSourceMappings: LambdaEventSourceMapping[];
  readonly rules: CloudwatchEventRule[];
  readonly ruleTargets: CloudwatchEventTarget[];
  readonly rulePermissions: LambdaPermission[];
  readonly schedules: SchedulerSchedule[];
  readonly scheduleRole?: IamRole;
}

/** What events go to, and where those go that do not arrive. */
export interface EventProps {
  readonly choices: FunctionChoices;
  readonly program: Program;
  readonly deadLetterQueue: SqsQueue;
  readonly key?: KmsKey;
}

export function eventSources(owner: CapabilityConstruct, sources: Source[], props: EventProps): EventResources {
  const polled = sources.filter(({ kind }) => kind === EventSourceKind.QUEUE || kind === EventSourceKind.STREAM);
  const buckets = sources
    .filter(({ kind }) => kind === EventSourceKind.BUCKET)
    .map(source => bucketEvents(owner, source, props));
  const scheduled = sources.filter(({ kind }) => kind === undefined);
  return {
    eventSourceMappings: polled.map(source => mapping(owner, source, props)),
    rules: buckets.map(({ rule }) => rule),
    ruleTargets: buckets.map(({ target }) => target),
    rulePermissions: buckets.map(({ permission }) => permission),
    ...schedulesOf(owner, scheduled, props),
  };
}

function mapping(
  owner: CapabilityConstruct,
  source: Source,
  { program, deadLetterQueue }: EventProps,
): LambdaEventSourceMapping {
  const { name, kind, arn, choices, filters, fifo } = source;
  const slot = `${name}EventSource`;
  const ofKind: Partial<LambdaEventSourceMappingConfig> =
    kind === EventSourceKind.QUEUE
      ? {
          batchSize: choices.queueBatchSize,
          // A FIFO queue knows no window.
          maximumBatchingWindowInSeconds: fifo ? undefined : choices.queueBatchWindowSeconds,
          scalingConfig: { maximumConcurrency: choices.queueMaxConcurrency },
        }
      : {
          batchSize: choices.streamBatchSize,
          maximumBatchingWindowInSeconds: choices.streamBatchWindowSeconds,
          startingPosition: choices.streamStart === 'oldest' ? 'TRIM_HORIZON' : 'LATEST',
          maximumRetryAttempts: choices.streamRetries,
          bisectBatchOnFunctionError: choices.streamBisect,
          parallelizationFactor: choices.streamParallelism,
          destinationConfig: { onFailure: { destinationArn: deadLetterQueue.arn } },
        };
  return owner._slot(
    slot,
    new LambdaEventSourceMapping(owner, upperFirst(slot), {
      functionName: program.alias.arn,
      eventSourceArn: arn,
      functionResponseTypes: choices.partialBatchResponses ? ['ReportBatchItemFailures'] : undefined,
      filterCriteria: filters.length > 0 ? { filter: filters.map(pattern => ({ pattern })) } : undefined,
      ...ofKind,
      tags: owner._tags,
    }),
  );
}

function bucketEvents(
  owner: CapabilityConstruct,
  { name, path, pattern }: Source,
  { choices, program, deadLetterQueue }: EventProps,
) {
  const [slot, targetSlot, permissionSlot] = [`${name}Rule`, `${name}RuleTarget`, `${name}RulePermission`];
  const rule = owner._slot(
    slot,
    new CloudwatchEventRule(owner, upperFirst(slot), {
      description: description(`Objects made in ${path} call ${owner.node.path}`),
      eventPattern: json(pattern),
      tags: owner._tags,
    }),
  );
  const target = owner._slot(
    targetSlot,
    new CloudwatchEventTarget(owner, upperFirst(targetSlot), {
      rule: rule.name,
      targetId: 'function',
      arn: program.alias.arn,
      retryPolicy: {
        maximumRetryAttempts: choices.deliveryRetries,
        maximumEventAgeInSeconds: choices.deliveryMaxAgeSeconds,
      },
      deadLetterConfig: { arn: deadLetterQueue.arn },
    }),
  );
  const permission = owner._slot(
    permissionSlot,
    new LambdaPermission(owner, upperFirst(permissionSlot), {
      action: 'lambda:InvokeFunction',
      functionName: program.function.functionName,
      qualifier: program.alias.name,
      principal: 'events.amazonaws.com',
      sourceArn: rule.arn,
    }),
  );
  return { rule, target, permission };
}

/** EventBridge Scheduler: a role instead of a permission for everybody's rules, time zones, and a key of one's own. */
function schedulesOf(
  owner: CapabilityConstruct,
  sources: Source[],
  { choices, program, deadLetterQueue, key }: EventProps,
): Pick<EventResources, 'schedules' | 'scheduleRole'> {
  if (sources.length === 0) return { schedules: [] };
  const { region } = context(owner);
  const scheduleRole = serviceRole(
    owner,
    'scheduleRole',
    'scheduler.amazonaws.com',
    `Calls ${owner.node.path} when it is time`,
  );
  const role = new RolePermissions(owner, scheduleRole, 'schedulePolicy');
  role.add(invoke(program.alias.arn));
  role.add(sendTo(deadLetterQueue.arn));
  if (key) {
    role.add(useKey(key.arn, ['kms:Decrypt', 'kms:GenerateDataKey'], throughService('sqs', region)));
    role.add(useKey(key.arn, ['kms:Decrypt'], throughService('scheduler', region)));
  }
  const schedules = sources.map(({ name, expression, timeZone }) => {
    const slot = name ? `${name}Schedule` : 'schedule';
    const schedule = owner._slot(
      slot,
      new SchedulerSchedule(owner, upperFirst(slot), {
        name: nameOf(owner, slot, 64),
        description: description(`Calls ${owner.node.path}`),
        scheduleExpression: expression!,
        scheduleExpressionTimezone: timeZone,
        flexibleTimeWindow: { mode: 'OFF' },
        kmsKeyArn: key?.arn,
        target: {
          arn: program.alias.arn,
          roleArn: scheduleRole.arn,
          retryPolicy: {
            maximumRetryAttempts: choices.deliveryRetries,
            maximumEventAgeInSeconds: choices.deliveryMaxAgeSeconds,
          },
          deadLetterConfig: { arn: deadLetterQueue.arn },
        },
      }),
    );
    role.requiredBy(schedule);
    return schedule;
  });
  return { schedules, scheduleRole };
}
