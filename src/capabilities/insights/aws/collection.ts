import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { guarding, withRemovalPolicy } from '../../../engines/aws/removal';
import { rolePolicy, serviceRole } from '../../../engines/aws/role';
import { REDRIVE_ALLOW_POLICY } from '../../../parts/message-queue/policies';
import { InsightsDecisions } from '../decisions';
import { eventPattern, forwardingPermissions, senders, undeliveredPolicy } from '../policies';

/** What takes events, and gives them to the delivery stream. */
export interface Collection {
  readonly eventBus: events.CfnEventBus;
  readonly eventBusPolicy?: events.CfnEventBusPolicy;
  readonly forwardingRole: iam.CfnRole;
  readonly forwardingRolePolicy: iam.CfnRolePolicy;
  readonly undeliveredQueue: sqs.CfnQueue;
  readonly undeliveredQueuePolicy: sqs.CfnQueuePolicy;
  readonly rule: events.CfnRule;
}

const DAY = 86_400;

export function renderCollection(
  owner: CapabilityConstruct,
  decided: InsightsDecisions,
  streamArn: string,
  key: kms.CfnKey | undefined,
): Collection {
  const eventBus = owner._slot('eventBus', new events.CfnEventBus(owner, 'Resource', { name: decided.name }));
  const { Sid: statementId, ...statement } = senders(decided, eventBus.attrArn, Stack.of(owner).partition) ?? {};
  const eventBusPolicy =
    statementId &&
    owner._slot(
      'eventBusPolicy',
      new events.CfnEventBusPolicy(owner, 'EventBusPolicy', { eventBusName: eventBus.ref, statementId, statement }),
    );

  const undeliveredQueue = owner._slot(
    'undeliveredQueue',
    withRemovalPolicy(
      new sqs.CfnQueue(owner, 'UndeliveredQueue', {
        messageRetentionPeriod: decided.undeliveredRetentionDays * DAY,
        redriveAllowPolicy: REDRIVE_ALLOW_POLICY,
        ...(key ? { kmsMasterKeyId: key.attrArn } : { sqsManagedSseEnabled: true }),
      }),
      decided.onRemoval,
    ),
  );

  const forwardingRole = serviceRole(
    owner,
    'forwardingRole',
    'events.amazonaws.com',
    `EventBridge gives the events of ${owner.node.path} to Firehose.`,
  );
  const forwardingRolePolicy = rolePolicy(
    owner,
    'forwardingRolePolicy',
    forwardingRole,
    forwardingPermissions(streamArn),
  );
  const rule = owner._slot(
    'rule',
    new events.CfnRule(owner, 'Rule', {
      description: 'Deployment events, to the bucket.',
      eventBusName: eventBus.ref,
      eventPattern: eventPattern(decided),
      state: 'ENABLED',
      targets: [
        {
          id: 'DeliveryStream',
          arn: streamArn,
          roleArn: forwardingRole.attrArn,
          retryPolicy: {
            maximumRetryAttempts: decided.deliveryTries,
            maximumEventAgeInSeconds: decided.deliveryTryHours * 3600,
          },
          deadLetterConfig: { arn: undeliveredQueue.attrArn },
        },
      ],
    }),
  );
  rule.addResourceDependency(forwardingRolePolicy);
  const undeliveredQueuePolicy = owner._slot(
    'undeliveredQueuePolicy',
    guarding(
      new sqs.CfnQueuePolicy(owner, 'UndeliveredQueuePolicy', {
        queues: [undeliveredQueue.ref],
        policyDocument: undeliveredPolicy(undeliveredQueue.attrArn, rule.attrArn, decided),
      }),
      undeliveredQueue,
    ),
  );
  return {
    eventBus,
    eventBusPolicy: eventBusPolicy || undefined,
    forwardingRole,
    forwardingRolePolicy,
    undeliveredQueue,
    undeliveredQueuePolicy,
    rule,
  };
}
