import { Reliance, ReliedOnBy } from '../../binding/reliance';
import { keyPolicyReliance, keyReliance } from '../../parts/data-key/reliances';

/** The properties of a topic that others rely on. */
export const reliances: Reliance[] = [
  keyPolicyReliance(),
  keyReliance('messages', { slot: 'topic', cloudformation: 'KmsMasterKeyId', terraform: 'kms_master_key_id' }),
  {
    slot: 'topic',
    cloudformation: 'FifoTopic',
    terraform: 'fifo_topic',
    by: ReliedOnBy.CONSUMERS,
    breaks: 'its subscribers were checked for a topic without an order, or with one.',
    instead: 'Give the prop fifo.',
  },
];
