import { Stack } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { GoldenPathFunctionResources } from './resources';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { guarding, withRemovalPolicy } from '../../../engines/aws/removal';
import { EncryptingKey } from '../../../parts/data-key/brought';
import { REDRIVE_ALLOW_POLICY } from '../../../parts/message-queue/policies';
import { SECONDS_PER_DAY } from '../../../support/durations';
import { deadLetterPolicy, fromEventBridge } from '../dead-letters';
import { FunctionChoices } from '../decisions';

/** The dead-letter queue, and its policy. */
export type DeadLetterResources = Pick<GoldenPathFunctionResources, 'deadLetterQueue' | 'deadLetterQueuePolicy'>;

/**
 * Makes one queue for all dead letters: failed asynchronous calls, changes of a table, and events and schedules that
 * could not be delivered.
 */
export function renderDeadLetters(
  owner: CapabilityConstruct,
  choices: FunctionChoices,
  key: EncryptingKey | undefined,
): DeadLetterResources {
  const queue = new sqs.CfnQueue(owner, 'DeadLetterQueue', {
    messageRetentionPeriod: choices.deadLetterRetentionDays * SECONDS_PER_DAY,
    kmsMasterKeyId: key?.arn,
    redriveAllowPolicy: REDRIVE_ALLOW_POLICY,
    sqsManagedSseEnabled: key ? undefined : true,
  });
  const deadLetterQueue = owner._slot('deadLetterQueue', withRemovalPolicy(queue, choices.onRemoval));
  const policy = new sqs.CfnQueuePolicy(owner, 'DeadLetterQueuePolicy', {
    queues: [deadLetterQueue.ref],
    policyDocument: deadLetterPolicy({
      queueArn: deadLetterQueue.attrArn,
      account: Stack.of(owner).account,
      fromEventBridge: fromEventBridge(choices),
    }),
  });
  const deadLetterQueuePolicy = owner._slot('deadLetterQueuePolicy', guarding(policy, deadLetterQueue));
  return { deadLetterQueue, deadLetterQueuePolicy };
}
