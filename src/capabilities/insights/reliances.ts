import { Reliance, ReliedOnBy } from '../../binding/reliance';
import { bucketKeyReliance, keyPolicyReliance, keyReliance } from '../../parts/data-key/reliances';

/** The properties of the insights that the rest of them relies on. */
export const reliances: Reliance[] = [
  keyPolicyReliance('key', ReliedOnBy.ITSELF),
  bucketKeyReliance(ReliedOnBy.ITSELF),
  keyReliance(
    'undelivered events',
    { slot: 'undeliveredQueue', cloudformation: 'KmsMasterKeyId', terraform: 'kms_master_key_id' },
    ReliedOnBy.ITSELF,
  ),
  {
    slot: 'deliveryStream',
    cloudformation: 'ExtendedS3DestinationConfiguration.Prefix',
    terraform: 'extended_s3_configuration.prefix',
    by: ReliedOnBy.ITSELF,
    breaks: 'the tables look for events where the path writes them.',
    instead: 'Leave the prefix to the path, and read the events by its tables and views.',
  },
  {
    slot: 'deliveryStream',
    cloudformation: 'ExtendedS3DestinationConfiguration.ErrorOutputPrefix',
    terraform: 'extended_s3_configuration.error_output_prefix',
    by: ReliedOnBy.ITSELF,
    breaks: 'its role may write below the prefixes of the path alone.',
    instead: 'Leave the prefix to the path.',
  },
  ...['rawTable', 'database'].map(slot => ({
    slot,
    cloudformation: slot === 'database' ? 'DatabaseInput.Name' : 'TableInput.Name',
    terraform: 'name',
    by: ReliedOnBy.ITSELF,
    breaks: 'the views select from it by its name.',
    instead: 'Leave the name to the path; a view of your own may have any.',
  })),
];
