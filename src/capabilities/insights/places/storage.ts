import { dataBucketPlaces } from '../../../parts/data-bucket/places';
import { keyPlaces } from '../../../parts/data-key/places';
import { inRule } from '../../../parts/private-bucket/places';
import { Place, PRESENCE } from '../../../record/place';
import { InsightsChoices } from '../decisions';

const ON_REMOVAL = { cloudformation: 'DeletionPolicy', terraform: 'lifecycle.prevent_destroy', unit: 'on-removal' };

/** Where the decisions about the bucket, its key and the other data are seen. */
export const storagePlaces: Place<InsightsChoices>[] = [
  ...dataBucketPlaces,
  {
    decision: 'tlsRequired',
    slot: 'undeliveredQueuePolicy',
    cloudformation: 'PolicyDocument',
    terraform: 'policy',
    unit: 'tls-only',
  },
  { decision: 'errorRetentionDays', ...inRule('bucket', 'errors', 'expireAfterDays') },
  { decision: 'ownKey', slot: 'key', ...PRESENCE },
  {
    decision: 'ownKey',
    slot: 'deliveryStream',
    cloudformation: 'DeliveryStreamEncryptionConfigurationInput.KeyARN',
    terraform: 'server_side_encryption.key_arn',
    unit: 'present',
  },
  {
    decision: 'ownKey',
    slot: 'undeliveredQueue',
    cloudformation: 'KmsMasterKeyId',
    terraform: 'kms_master_key_id',
    unit: 'present',
  },
  {
    decision: 'ownKey',
    slot: 'workGroup',
    cloudformation: 'WorkGroupConfiguration.ResultConfiguration.EncryptionConfiguration.KmsKey',
    terraform: 'configuration.result_configuration.encryption_configuration.kms_key_arn',
    unit: 'present',
  },
  ...keyPlaces({ ownKey: true }),
  { decision: 'accessLogs', slot: 'accessLogBucket', ...PRESENCE },
  { decision: 'onRemoval', slot: 'bucket', ...ON_REMOVAL },
  { decision: 'onRemoval', slot: 'undeliveredQueue', ...ON_REMOVAL },
  {
    decision: 'onRemoval',
    slot: 'workGroup',
    cloudformation: 'RecursiveDeleteOption',
    terraform: 'force_destroy',
    unit: 'on-forced-removal',
  },
];
