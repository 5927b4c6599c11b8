import { Reliance, ReliedOnBy } from '../../binding/reliance';
import { keyPolicyReliance, keyReliance } from '../../parts/data-key/reliances';

const STREAM = {
  slot: 'table',
  cloudformation: 'StreamSpecification.StreamViewType',
  by: ReliedOnBy.CONSUMERS,
  breaks: 'its consumers read this stream.',
  instead: 'Give the prop stream.',
};

/** The properties of a table that others rely on. */
export const reliances: Reliance[] = [
  keyPolicyReliance(),
  keyReliance('items', {
    slot: 'table',
    cloudformation: 'SSESpecification.KMSMasterKeyId',
    terraform: 'server_side_encryption.kms_key_arn',
  }),
  {
    slot: 'table',
    cloudformation: 'GlobalSecondaryIndexes.IndexName',
    terraform: 'global_secondary_index.name',
    by: ReliedOnBy.USERS,
    breaks: 'its users may query the indexes of the prop, and no others.',
    instead: 'Give the prop indexes.',
  },
  {
    slot: 'table',
    cloudformation: 'GlobalSecondaryIndexes.IndexName',
    terraform: 'global_secondary_index.name',
    by: ReliedOnBy.ITSELF,
    keeps: true,
    breaks: 'alarms and scaling have the name of each index of the prop.',
    instead: 'Give the prop indexes.',
  },
  { ...STREAM, terraform: 'stream_view_type' },
  { ...STREAM, terraform: 'stream_enabled' },
];
