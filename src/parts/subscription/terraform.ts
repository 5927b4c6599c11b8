import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy';
import { deadLetterStatements, PlannedSubscription, planSubscription, SubscribedTopic } from './plan';
import { ITopicSubscriber, SubscriptionOptions } from '../../binding/subscription';
import { CapabilityConstruct } from '../../engines/terraform/capability-construct';
import { environmentOf, stackOf } from '../../engines/terraform/environment';
import { permittedFunction } from '../../engines/terraform/function-arn';
import { json } from '../../engines/terraform/json';
import { nameOf } from '../../engines/terraform/names';
import { withoutTokenTraces } from '../../engines/terraform/token-traces';
import { SECONDS_PER_DAY } from '../../support/durations';
import { upperFirst } from '../../support/names';

/**
 * Joins a subscriber to a topic. The resources stand in slots of the subscriber, and so in its stack: there is no way
 * for the two stacks to refer to each other.
 */
export function subscribe(topic: SubscribedTopic, subscriber: ITopicSubscriber, options: SubscriptionOptions): void {
  using _untraced = withoutTokenTraces();
  const planned = planSubscription(topic, subscriber, options, { environmentOf, stackOf });
  subscriber.acceptTopic(topic.arn);
  render(subscriber as any as CapabilityConstruct, planned, topic);
}

function render(owner: CapabilityConstruct, planned: PlannedSubscription, topic: SubscribedTopic): void {
  const { slot, endpoint, filterPolicy, filterPolicyScope, raw } = planned;
  const deadLetterQueue = planned.deadLetters ? renderDeadLetters(owner, planned, topic) : undefined;
  if (endpoint.protocol === 'lambda') renderPermission(owner, `${slot}Permission`, endpoint.arn, topic);
  owner._slot(
    `${slot}Subscription`,
    new SnsTopicSubscription(owner, `${upperFirst(slot)}Subscription`, {
      topicArn: topic.arn,
      protocol: endpoint.protocol,
      endpoint: endpoint.arn,
      filterPolicy: filterPolicy && json(filterPolicy),
      filterPolicyScope,
      rawMessageDelivery: raw,
      redrivePolicy: deadLetterQueue && json({ deadLetterTargetArn: deadLetterQueue.arn }),
    }),
  );
}

/** The longest name of SQS, less what Terraform adds to a prefix: 26 characters to make it unique, and `.fifo`. */
const LONGEST_PREFIX = 80 - 26 - '.fifo'.length;

function renderDeadLetters(owner: CapabilityConstruct, planned: PlannedSubscription, topic: SubscribedTopic): SqsQueue {
  const slot = `${planned.slot}DeadLetterQueue`;
  const queue = owner._slot(
    slot,
    new SqsQueue(owner, upperFirst(slot), {
      namePrefix: `${nameOf(owner, slot, LONGEST_PREFIX - 1)}-`,
      fifoQueue: planned.endpoint.fifo || undefined,
      messageRetentionSeconds: topic.choices.subscriptionDeadLetterRetentionDays * SECONDS_PER_DAY,
      ...(topic.keyArn ? { kmsMasterKeyId: topic.keyArn } : { sqsManagedSseEnabled: true }),
      tags: owner._tags,
    }),
  );
  owner._slot(
    `${slot}Policy`,
    new SqsQueuePolicy(owner, `${upperFirst(slot)}Policy`, {
      queueUrl: queue.id,
      policy: json({ Version: '2012-10-17', Statement: deadLetterStatements(queue.arn, topic.arn) }),
    }),
  );
  return queue;
}

function renderPermission(owner: CapabilityConstruct, slot: string, functionArn: string, topic: SubscribedTopic) {
  owner._slot(
    slot,
    new LambdaPermission(owner, upperFirst(slot), {
      action: 'lambda:InvokeFunction',
      ...permittedFunction(functionArn),
      principal: 'sns.amazonaws.com',
      sourceArn: topic.arn,
    }),
  );
}
