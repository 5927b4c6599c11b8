import { CfnDeletionPolicy, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { CapabilityConstruct } from '../../../aws/capability-construct';
import { deadLetterPolicy, REDRIVE_ALLOW_POLICY } from '../dead-letters';
import { FunctionChoices } from '../decisions';

/** The queue of what nobody could work on, and who may send there. */
export interface DeadLetterResources {
  readonly deadLetterQueue: sqs.CfnQueue;
  readonly deadLetterQueuePolicy: sqs.CfnQueuePolicy;
}

/** A queue for all that gets lost: calls that nobody waits for, changes of a table, events and schedules that could not be handed over. */
export function deadLetters(owner: CapabilityConstruct, choices: FunctionChoices, key: kms.CfnKey | undefined, fromEventBridge: boolean): DeadLetterResources {
  const queue = new sqs.CfnQueue(owner, 'DeadLetterQueue', {
    messageRetentionPeriod: choices.deadLetterRetentionDays * 86_400,
    kmsMasterKeyId: key?.attrArn,
    redriveAllowPolicy: REDRIVE_ALLOW_POLICY,
    sqsManagedSseEnabled: key ? undefined : true,
  });
  const policy = choices.onRemoval === 'retain' ? CfnDeletionPolicy.RETAIN : CfnDeletionPolicy.DELETE;
  queue.cfnOptions.deletionPolicy = policy;
  queue.cfnOptions.updateReplacePolicy = policy;
  owner._slot('deadLetterQueue', queue);
  const deadLetterQueuePolicy = new sqs.CfnQueuePolicy(owner, 'DeadLetterQueuePolicy', {
    queues: [queue.ref],
    policyDocument: deadLetterPolicy({ queueArn: queue.attrArn, account: Stack.of(owner).account, fromEventBridge }),
  });
  // A queue that is kept stays guarded.
  deadLetterQueuePolicy.cfnOptions.deletionPolicy = policy;
  deadLetterQueuePolicy.cfnOptions.updateReplacePolicy = policy;
  return { deadLetterQueue: queue, deadLetterQueuePolicy: owner._slot('deadLetterQueuePolicy', deadLetterQueuePolicy) };
}
