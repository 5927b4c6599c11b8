import { CloudwatchEventBus } from '@cdktf/provider-aws/lib/cloudwatch-event-bus';
import { CloudwatchEventBusPolicy } from '@cdktf/provider-aws/lib/cloudwatch-event-bus-policy';
import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy';
import { PlatformInsightsResources } from './resources';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { context } from '../../../engines/terraform/context';
import { json } from '../../../engines/terraform/json';
import { preventDestroy } from '../../../engines/terraform/lifecycle';
import { nameOf } from '../../../engines/terraform/names';
import { dependOn, rolePolicy, createServiceRole } from '../../../engines/terraform/role';
import { EncryptingKey } from '../../../parts/data-key/brought';
import { REDRIVE_ALLOW_POLICY } from '../../../parts/message-queue/policies';
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from '../../../support/durations';
import { InsightsChoices } from '../decisions';
import { eventPattern, forwardingPermissions, senders, undeliveredPolicy } from '../policies';

/** The resources that take events and give them to the delivery stream. */
export type Collection = Pick<
  PlatformInsightsResources,
  | 'eventBus'
  | 'eventBusPolicy'
  | 'rule'
  | 'ruleTarget'
  | 'forwardingRole'
  | 'forwardingRolePolicy'
  | 'undeliveredQueue'
  | 'undeliveredQueuePolicy'
>;

type Forwarding = Pick<Collection, 'forwardingRole' | 'forwardingRolePolicy'>;

/** The most characters that SQS takes, less those that Terraform adds to a prefix: 26, to make it unique. */
const LONGEST_PREFIX = 80 - 26;

export function renderCollection(
  owner: CapabilityConstruct,
  choices: InsightsChoices,
  streamArn: string,
  key: EncryptingKey | undefined,
): Collection {
  const bus = renderEventBus(owner, choices);
  const undeliveredQueue = renderUndeliveredQueue(owner, choices, key);
  const forwarding = renderForwardingRole(owner, streamArn);
  const rule = owner._slot(
    'rule',
    new CloudwatchEventRule(owner, 'Rule', {
      description: 'Deployment events, to the bucket.',
      eventBusName: bus.eventBus.name,
      eventPattern: json(eventPattern(choices)),
      state: 'ENABLED',
      tags: owner._tags,
    }),
  );
  const ruleTarget = renderTarget(owner, choices, streamArn, { ...bus, ...forwarding, undeliveredQueue, rule });
  const undeliveredQueuePolicy = owner._slot(
    'undeliveredQueuePolicy',
    new SqsQueuePolicy(owner, 'UndeliveredQueuePolicy', {
      queueUrl: undeliveredQueue.id,
      policy: json(undeliveredPolicy(undeliveredQueue.arn, rule.arn, choices)),
    }),
  );
  dependOn(ruleTarget, forwarding.forwardingRolePolicy, undeliveredQueuePolicy);
  return { ...bus, rule, ruleTarget, ...forwarding, undeliveredQueue, undeliveredQueuePolicy };
}

function renderEventBus(
  owner: CapabilityConstruct,
  choices: InsightsChoices,
): Pick<Collection, 'eventBus' | 'eventBusPolicy'> {
  const bus = new CloudwatchEventBus(owner, 'Resource', { name: choices.name, tags: owner._tags });
  const eventBus = owner._slot('eventBus', bus);
  const allowed = senders(choices, eventBus.arn, context(owner).partition);
  if (allowed === null) return { eventBus };
  const policy = new CloudwatchEventBusPolicy(owner, 'EventBusPolicy', {
    eventBusName: eventBus.name,
    policy: json({ Version: '2012-10-17', Statement: [allowed] }),
  });
  return { eventBus, eventBusPolicy: owner._slot('eventBusPolicy', policy) };
}

function renderUndeliveredQueue(
  owner: CapabilityConstruct,
  choices: InsightsChoices,
  key: EncryptingKey | undefined,
): SqsQueue {
  return owner._slot(
    'undeliveredQueue',
    new SqsQueue(owner, 'UndeliveredQueue', {
      namePrefix: `${nameOf(owner, 'undeliveredQueue', LONGEST_PREFIX - 1)}-`,
      messageRetentionSeconds: choices.undeliveredRetentionDays * SECONDS_PER_DAY,
      redriveAllowPolicy: JSON.stringify(REDRIVE_ALLOW_POLICY),
      ...(key ? { kmsMasterKeyId: key.arn } : { sqsManagedSseEnabled: true }),
      lifecycle: preventDestroy(choices.onRemoval === 'retain'),
      tags: owner._tags,
    }),
  );
}

function renderForwardingRole(owner: CapabilityConstruct, streamArn: string): Forwarding {
  const description = `EventBridge gives the events of ${owner.node.path} to Firehose.`;
  const forwardingRole = createServiceRole(owner, 'forwardingRole', 'events.amazonaws.com', description);
  const permissions = forwardingPermissions(streamArn);
  return {
    forwardingRole,
    forwardingRolePolicy: rolePolicy(owner, 'forwardingRolePolicy', forwardingRole, permissions),
  };
}

function renderTarget(
  owner: CapabilityConstruct,
  choices: InsightsChoices,
  streamArn: string,
  from: Pick<Collection, 'eventBus' | 'rule' | 'forwardingRole' | 'undeliveredQueue'>,
): CloudwatchEventTarget {
  return owner._slot(
    'ruleTarget',
    new CloudwatchEventTarget(owner, 'RuleTarget', {
      rule: from.rule.name,
      eventBusName: from.eventBus.name,
      targetId: 'DeliveryStream',
      arn: streamArn,
      roleArn: from.forwardingRole.arn,
      retryPolicy: {
        maximumRetryAttempts: choices.deliveryTries,
        maximumEventAgeInSeconds: choices.deliveryTryHours * SECONDS_PER_HOUR,
      },
      deadLetterConfig: { arn: from.undeliveredQueue.arn },
    }),
  );
}
