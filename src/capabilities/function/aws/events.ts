import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { EventSourceKind } from '../../../binding/binding';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { RoleView, serviceRole } from '../../../engines/aws/role';
import { throughService } from '../../../parts/data-key/policies';
import { description, upperFirst } from '../../../support/names';
import { FunctionChoices } from '../decisions';
import { invoke, sendTo, useKey } from '../permissions';
import { Source } from '../sources';

/** What calls a function. */
export interface EventResources {
  readonly eventSourceMappings: lambda.CfnEventSourceMapping[];
  readonly rules: events.CfnRule[];
  readonly rulePermissions: lambda.CfnPermission[];
  readonly schedules: scheduler.CfnSchedule[];
  readonly scheduleRole?: iam.CfnRole;
}

/** What events go to, and where those go that do not arrive. */
export interface EventProps {
  readonly choices: FunctionChoices;
  readonly alias: lambda.CfnAlias;
  readonly deadLetterQueue: sqs.CfnQueue;
  readonly key?: kms.CfnKey;
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
    rulePermissions: buckets.map(({ permission }) => permission),
    ...schedulesOf(owner, scheduled, props),
  };
}

function mapping(
  owner: CapabilityConstruct,
  source: Source,
  { alias, deadLetterQueue }: EventProps,
): lambda.CfnEventSourceMapping {
  const { name, kind, arn, choices, filters, fifo } = source;
  const slot = `${name}EventSource`;
  const ofKind: Partial<lambda.CfnEventSourceMappingProps> =
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
          destinationConfig: { onFailure: { destination: deadLetterQueue.attrArn } },
        };
  return owner._slot(
    slot,
    new lambda.CfnEventSourceMapping(owner, upperFirst(slot), {
      functionName: alias.ref,
      eventSourceArn: arn,
      functionResponseTypes: choices.partialBatchResponses ? ['ReportBatchItemFailures'] : undefined,
      filterCriteria: filters.length > 0 ? { filters: filters.map(pattern => ({ pattern })) } : undefined,
      ...ofKind,
    }),
  );
}

function bucketEvents(
  owner: CapabilityConstruct,
  { name, path, pattern }: Source,
  { choices, alias, deadLetterQueue }: EventProps,
) {
  const [slot, permissionSlot] = [`${name}Rule`, `${name}RulePermission`];
  const rule = owner._slot(
    slot,
    new events.CfnRule(owner, upperFirst(slot), {
      description: description(`Objects made in ${path} call ${owner.node.path}`),
      eventPattern: pattern,
      targets: [
        {
          id: 'function',
          arn: alias.ref,
          retryPolicy: {
            maximumRetryAttempts: choices.deliveryRetries,
            maximumEventAgeInSeconds: choices.deliveryMaxAgeSeconds,
          },
          deadLetterConfig: { arn: deadLetterQueue.attrArn },
        },
      ],
    }),
  );
  const permission = owner._slot(
    permissionSlot,
    new lambda.CfnPermission(owner, upperFirst(permissionSlot), {
      action: 'lambda:InvokeFunction',
      functionName: alias.ref,
      principal: 'events.amazonaws.com',
      sourceArn: rule.attrArn,
    }),
  );
  return { rule, permission };
}

/** EventBridge Scheduler: a role instead of a permission for everybody's rules, time zones, and a key of one's own. */
function schedulesOf(
  owner: CapabilityConstruct,
  sources: Source[],
  { choices, alias, deadLetterQueue, key }: EventProps,
): Pick<EventResources, 'schedules' | 'scheduleRole'> {
  if (sources.length === 0) return { schedules: [] };
  const { region } = Stack.of(owner);
  const scheduleRole = serviceRole(
    owner,
    'scheduleRole',
    'scheduler.amazonaws.com',
    `Calls ${owner.node.path} when it is time`,
  );
  const role = new RoleView(owner, 'ScheduleRoleView', scheduleRole, 'schedulePolicy');
  const permissions = [
    invoke(alias.ref),
    sendTo(deadLetterQueue.attrArn),
    ...(key
      ? [
          useKey(key.attrArn, ['kms:Decrypt', 'kms:GenerateDataKey'], throughService('sqs', region)),
          useKey(key.attrArn, ['kms:Decrypt'], throughService('scheduler', region)),
        ]
      : []),
  ];
  for (const { actions, resources, conditions } of permissions) {
    role.addToPrincipalPolicy(new iam.PolicyStatement({ actions, resources, conditions }));
  }
  const schedules = sources.map(({ name, expression, timeZone }) => {
    const slot = name ? `${name}Schedule` : 'schedule';
    const schedule = owner._slot(
      slot,
      new scheduler.CfnSchedule(owner, upperFirst(slot), {
        description: description(`Calls ${owner.node.path}`),
        scheduleExpression: expression!,
        scheduleExpressionTimezone: timeZone,
        flexibleTimeWindow: { mode: 'OFF' },
        kmsKeyArn: key?.attrArn,
        target: {
          arn: alias.ref,
          roleArn: scheduleRole.attrArn,
          retryPolicy: {
            maximumRetryAttempts: choices.deliveryRetries,
            maximumEventAgeInSeconds: choices.deliveryMaxAgeSeconds,
          },
          deadLetterConfig: { arn: deadLetterQueue.attrArn },
        },
      }),
    );
    schedule.node.addDependency(role.dependable);
    return schedule;
  });
  return { schedules, scheduleRole };
}
