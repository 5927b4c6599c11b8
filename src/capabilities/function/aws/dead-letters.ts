import { Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { guarding, withRemovalPolicy } from '../../../engines/aws/removal';
import { REDRIVE_ALLOW_POLICY } from '../../../parts/message-queue/policies';
import { deadLetterPolicy } from '../dead-letters';
import { FunctionChoices } from '../decisions';

/** The queue of what nobody could work on, and who may send there. */
export interface DeadLetterResources {
  readonly deadLetterQueue: sqs.CfnQueue;
  readonly deadLetterQueuePolicy: sqs.CfnQueuePolicy;
}

/**
 * A queue for all that gets lost: calls that nobody waits for, changes of a table, events and schedules that could not
 * be handed over.
 */
export function deadLetters(
  owner: CapabilityConstruct,
  choices: FunctionChoices,
  key: kms.CfnKey | undefined,
  fromEventBridge: boolean,
): DeadLetterResources {
  const deadLetterQueue = owner._slot(
    'deadLetterQueue',
    withRemovalPolicy(
      new sqs.CfnQueue(owner, 'DeadLetterQueue', {
        messageRetentionPeriod: choices.deadLetterRetentionDays * 86_400,
        kmsMasterKeyId: key?.attrArn,
        redriveAllowPolicy: REDRIVE_ALLOW_POLICY,
        sqsManagedSseEnabled: key ? undefined : true,
      }),
      choices.onRemoval,
    ),
  );
  const deadLetterQueuePolicy = owner._slot(
    'deadLetterQueuePolicy',
    guarding(
      new sqs.CfnQueuePolicy(owner, 'DeadLetterQueuePolicy', {
        queues: [deadLetterQueue.ref],
        policyDocument: deadLetterPolicy({
          queueArn: deadLetterQueue.attrArn,
          account: Stack.of(owner).account,
          fromEventBridge,
        }),
      }),
      deadLetterQueue,
    ),
  );
  return { deadLetterQueue, deadLetterQueuePolicy };
}
