import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { deadLetterStatements, PlannedSubscription, planSubscription, SubscribedTopic } from './plan';
import { ITopicSubscriber, SubscriptionOptions } from '../../binding/subscription';
import { CapabilityConstruct } from '../../engines/aws/capability-construct';
import { environmentOf, stackOf } from '../../engines/aws/environment';
import { SECONDS_PER_DAY } from '../../support/durations';
import { upperFirst } from '../../support/names';

/**
 * Joins a subscriber to a topic. The resources stand in slots of the subscriber, and so in its stack: there is no way
 * for the two stacks to refer to each other.
 */
export function subscribe(topic: SubscribedTopic, subscriber: ITopicSubscriber, options: SubscriptionOptions): void {
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
    new sns.CfnSubscription(owner, `${upperFirst(slot)}Subscription`, {
      topicArn: topic.arn,
      protocol: endpoint.protocol,
      endpoint: endpoint.arn,
      filterPolicy,
      filterPolicyScope,
      rawMessageDelivery: raw,
      redrivePolicy: deadLetterQueue && { deadLetterTargetArn: deadLetterQueue.attrArn },
    }),
  );
}

function renderDeadLetters(
  owner: CapabilityConstruct,
  planned: PlannedSubscription,
  topic: SubscribedTopic,
): sqs.CfnQueue {
  const slot = `${planned.slot}DeadLetterQueue`;
  const queue = owner._slot(
    slot,
    new sqs.CfnQueue(owner, upperFirst(slot), {
      // False is refused by SQS: it stands for a standard queue only where it is left out.
      fifoQueue: planned.endpoint.fifo || undefined,
      messageRetentionPeriod: topic.choices.subscriptionDeadLetterRetentionDays * SECONDS_PER_DAY,
      ...(topic.keyArn ? { kmsMasterKeyId: topic.keyArn } : { sqsManagedSseEnabled: true }),
    }),
  );
  owner._slot(
    `${slot}Policy`,
    new sqs.CfnQueuePolicy(owner, `${upperFirst(slot)}Policy`, {
      queues: [queue.ref],
      policyDocument: { Version: '2012-10-17', Statement: deadLetterStatements(queue.attrArn, topic.arn) },
    }),
  );
  return queue;
}

function renderPermission(owner: CapabilityConstruct, slot: string, functionName: string, topic: SubscribedTopic) {
  owner._slot(
    slot,
    new lambda.CfnPermission(owner, upperFirst(slot), {
      action: 'lambda:InvokeFunction',
      functionName,
      principal: 'sns.amazonaws.com',
      sourceArn: topic.arn,
    }),
  );
}
