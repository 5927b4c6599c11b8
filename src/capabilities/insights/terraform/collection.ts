import { CloudwatchEventBus } from '@cdktf/provider-aws/lib/cloudwatch-event-bus';
import { CloudwatchEventBusPolicy } from '@cdktf/provider-aws/lib/cloudwatch-event-bus-policy';
import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { context } from '../../../engines/terraform/context';
import { json } from '../../../engines/terraform/json';
import { preventDestroy } from '../../../engines/terraform/lifecycle';
import { nameOf } from '../../../engines/terraform/names';
import { dependOn, rolePolicy, serviceRole } from '../../../engines/terraform/role';
import { REDRIVE_ALLOW_POLICY } from '../../../parts/message-queue/policies';
import { InsightsDecisions } from '../decisions';
import { eventPattern, forwardingPermissions, senders, undeliveredPolicy } from '../policies';

/** What takes events, and gives them to the delivery stream. */
export interface Collection {
  /** Takes the events. */
  readonly eventBus: CloudwatchEventBus;
  /** Who of other accounts may send, if anybody. */
  readonly eventBusPolicy?: CloudwatchEventBusPolicy;
  /** What of the events is kept. */
  readonly rule: CloudwatchEventRule;
  /** Where it goes. */
  readonly ruleTarget: CloudwatchEventTarget;
  /** With what the rule gives events to the delivery stream. */
  readonly forwardingRole: IamRole;
  /** What that role may do. */
  readonly forwardingRolePolicy: IamRolePolicy;
  /** Events that the rule could not deliver. */
  readonly undeliveredQueue: SqsQueue;
  /** Who may leave something there. */
  readonly undeliveredQueuePolicy: SqsQueuePolicy;
}

const DAY = 86_400;

/** What SQS takes, less what Terraform adds to a prefix: 26 characters to make it unique. */
const LONGEST_PREFIX = 80 - 26;

export function renderCollection(
  owner: CapabilityConstruct,
  decided: InsightsDecisions,
  streamArn: string,
  key: KmsKey | undefined,
): Collection {
  const eventBus = owner._slot(
    'eventBus',
    new CloudwatchEventBus(owner, 'Resource', { name: decided.name, tags: owner._tags }),
  );
  const statement = senders(decided, eventBus.arn, context(owner).partition);
  const eventBusPolicy = statement
    ? owner._slot(
        'eventBusPolicy',
        new CloudwatchEventBusPolicy(owner, 'EventBusPolicy', {
          eventBusName: eventBus.name,
          policy: json({ Version: '2012-10-17', Statement: [statement] }),
        }),
      )
    : undefined;

  const undeliveredQueue = owner._slot(
    'undeliveredQueue',
    new SqsQueue(owner, 'UndeliveredQueue', {
      namePrefix: `${nameOf(owner, 'undeliveredQueue', LONGEST_PREFIX - 1)}-`,
      messageRetentionSeconds: decided.undeliveredRetentionDays * DAY,
      redriveAllowPolicy: JSON.stringify(REDRIVE_ALLOW_POLICY),
      ...(key ? { kmsMasterKeyId: key.arn } : { sqsManagedSseEnabled: true }),
      lifecycle: preventDestroy(decided.onRemoval === 'retain'),
      tags: owner._tags,
    }),
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
    new CloudwatchEventRule(owner, 'Rule', {
      description: 'Deployment events, to the bucket.',
      eventBusName: eventBus.name,
      eventPattern: json(eventPattern(decided)),
      state: 'ENABLED',
      tags: owner._tags,
    }),
  );
  const ruleTarget = owner._slot(
    'ruleTarget',
    new CloudwatchEventTarget(owner, 'RuleTarget', {
      rule: rule.name,
      eventBusName: eventBus.name,
      targetId: 'DeliveryStream',
      arn: streamArn,
      roleArn: forwardingRole.arn,
      retryPolicy: {
        maximumRetryAttempts: decided.deliveryTries,
        maximumEventAgeInSeconds: decided.deliveryTryHours * 3600,
      },
      deadLetterConfig: { arn: undeliveredQueue.arn },
    }),
  );
  const undeliveredQueuePolicy = owner._slot(
    'undeliveredQueuePolicy',
    new SqsQueuePolicy(owner, 'UndeliveredQueuePolicy', {
      queueUrl: undeliveredQueue.id,
      policy: json(undeliveredPolicy(undeliveredQueue.arn, rule.arn, decided)),
    }),
  );
  dependOn(ruleTarget, forwardingRolePolicy, undeliveredQueuePolicy);
  return {
    eventBus,
    eventBusPolicy,
    rule,
    ruleTarget,
    forwardingRole,
    forwardingRolePolicy,
    undeliveredQueue,
    undeliveredQueuePolicy,
  };
}
