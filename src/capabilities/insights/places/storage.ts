import { dataBucketPlaces } from '../../../parts/data-bucket/places';
import { broughtKeyPlace } from '../../../parts/data-key/brought';
import { keyPlaces } from '../../../parts/data-key/places';
import { inRule } from '../../../parts/private-bucket/places';
import { Place, PRESENCE } from '../../../record/place';
import { InsightsChoices } from '../decisions';

const ON_REMOVAL = { cloudformation: 'DeletionPolicy', terraform: 'lifecycle.prevent_destroy', unit: 'on-removal' };
const STREAM = {
  slot: 'deliveryStream',
  cloudformation: 'DeliveryStreamEncryptionConfigurationInput.KeyARN',
  terraform: 'server_side_encryption.key_arn',
};
const QUEUE = {
  slot: 'undeliveredQueue',
  cloudformation: 'KmsMasterKeyId',
  terraform: 'kms_master_key_id',
};
const WORK_GROUP = {
  slot: 'workGroup',
  cloudformation: 'WorkGroupConfiguration.ResultConfiguration.EncryptionConfiguration.KmsKey',
  terraform: 'configuration.result_configuration.encryption_configuration.kms_key_arn',
};

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
  { decision: 'ownKey', slot: 'key', ...PRESENCE, when: { broughtKey: null } },
  { decision: 'ownKey', ...STREAM, unit: 'present' },
  { decision: 'ownKey', ...QUEUE, unit: 'present' },
  { decision: 'ownKey', ...WORK_GROUP, unit: 'present' },
  ...[STREAM, QUEUE, WORK_GROUP].map(place => broughtKeyPlace(place)),
  ...keyPlaces,
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
