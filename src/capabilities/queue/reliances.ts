import { Reliance, ReliedOnBy } from '../../binding/reliance';
import { keyPolicyReliance, keyReliance } from '../../parts/data-key/reliances';

const KEY = { cloudformation: 'KmsMasterKeyId', terraform: 'kms_master_key_id' };

/** The properties of a queue that others rely on. */
export const reliances: Reliance[] = [
  keyPolicyReliance(),
  keyReliance('messages', { slot: 'queue', ...KEY }),
  keyReliance('messages', { slot: 'deadLetterQueue', ...KEY }),
  {
    slot: 'queuePolicy',
    cloudformation: 'PolicyDocument.Statement.Condition.ArnEquals',
    terraform: 'policy',
    by: ReliedOnBy.SENDERS,
    breaks: 'its topics send by a statement of their own in it.',
    instead: 'Add statements to it: queue.addToResourcePolicy on AWS CDK, addToResourcePolicy on Terraform.',
  },
  {
    slot: 'queue',
    cloudformation: 'FifoQueue',
    terraform: 'fifo_queue',
    by: ReliedOnBy.USERS,
    breaks: 'its users and its topics were checked for a queue without an order, or with one.',
    instead: 'Give the prop fifo.',
  },
  {
    slot: 'queue',
    cloudformation: 'VisibilityTimeout',
    terraform: 'visibility_timeout_seconds',
    by: ReliedOnBy.CONSUMERS,
    breaks: 'the timeouts of its consumers were checked against it.',
    instead: 'Give the prop visibilityTimeoutSeconds.',
  },
  {
    slot: 'queue',
    cloudformation: 'RedrivePolicy.maxReceiveCount',
    terraform: 'redrive_policy',
    by: ReliedOnBy.CONSUMERS,
    breaks: 'its consumers were checked for how often a message is tried.',
    instead: 'Give the prop maxReceiveCount.',
  },
];
