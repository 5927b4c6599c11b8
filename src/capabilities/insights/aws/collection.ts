import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { PlatformInsightsResources } from './resources';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { guarding, withRemovalPolicy } from '../../../engines/aws/removal';
import { rolePolicy, createServiceRole } from '../../../engines/aws/role';
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
  | 'forwardingRole'
  | 'forwardingRolePolicy'
  | 'undeliveredQueue'
  | 'undeliveredQueuePolicy'
  | 'rule'
>;

type Forwarding = Pick<Collection, 'forwardingRole' | 'forwardingRolePolicy'>;

export function renderCollection(
  owner: CapabilityConstruct,
  choices: InsightsChoices,
  streamArn: string,
  key: EncryptingKey | undefined,
): Collection {
  const bus = renderEventBus(owner, choices);
  const undeliveredQueue = renderUndeliveredQueue(owner, choices, key);
  const forwarding = renderForwardingRole(owner, streamArn);
  const target = {
    id: 'DeliveryStream',
    arn: streamArn,
    roleArn: forwarding.forwardingRole.attrArn,
    retryPolicy: {
      maximumRetryAttempts: choices.deliveryTries,
      maximumEventAgeInSeconds: choices.deliveryTryHours * SECONDS_PER_HOUR,
    },
    deadLetterConfig: { arn: undeliveredQueue.attrArn },
  };
  const rule = owner._slot(
    'rule',
    new events.CfnRule(owner, 'Rule', {
      description: 'Deployment events, to the bucket.',
      eventBusName: bus.eventBus.ref,
      eventPattern: eventPattern(choices),
      state: 'ENABLED',
      targets: [target],
    }),
  );
  rule.addResourceDependency(forwarding.forwardingRolePolicy);
  const policy = new sqs.CfnQueuePolicy(owner, 'UndeliveredQueuePolicy', {
    queues: [undeliveredQueue.ref],
    policyDocument: undeliveredPolicy(undeliveredQueue.attrArn, rule.attrArn, choices),
  });
  const undeliveredQueuePolicy = owner._slot('undeliveredQueuePolicy', guarding(policy, undeliveredQueue));
  return { ...bus, ...forwarding, undeliveredQueue, undeliveredQueuePolicy, rule };
}

function renderEventBus(
  owner: CapabilityConstruct,
  choices: InsightsChoices,
): Pick<Collection, 'eventBus' | 'eventBusPolicy'> {
  const eventBus = owner._slot('eventBus', new events.CfnEventBus(owner, 'Resource', { name: choices.name }));
  const allowed = senders(choices, eventBus.attrArn, Stack.of(owner).partition);
  if (allowed === null) return { eventBus };
  const { Sid: statementId, ...statement } = allowed;
  const policy = new events.CfnEventBusPolicy(owner, 'EventBusPolicy', {
    eventBusName: eventBus.ref,
    statementId,
    statement,
  });
  return { eventBus, eventBusPolicy: owner._slot('eventBusPolicy', policy) };
}

function renderUndeliveredQueue(
  owner: CapabilityConstruct,
  choices: InsightsChoices,
  key: EncryptingKey | undefined,
): sqs.CfnQueue {
  const queue = new sqs.CfnQueue(owner, 'UndeliveredQueue', {
    messageRetentionPeriod: choices.undeliveredRetentionDays * SECONDS_PER_DAY,
    redriveAllowPolicy: REDRIVE_ALLOW_POLICY,
    ...(key ? { kmsMasterKeyId: key.arn } : { sqsManagedSseEnabled: true }),
  });
  return owner._slot('undeliveredQueue', withRemovalPolicy(queue, choices.onRemoval));
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
