import { Reliance, ReliedOnBy } from '../../binding/reliance';

/** A property that names the key of data. */
type KeyPlace = Pick<Reliance, 'slot' | 'cloudformation' | 'terraform' | 'terraformSlot'>;

/**
 * The key of data: whoever uses the data may use the key that was brought or made, and no other.
 *
 * @param data what the key encrypts: `messages`
 * @internal
 */
export function keyReliance(data: string, place: KeyPlace, by = ReliedOnBy.USERS): Reliance {
  return {
    ...place,
    by,
    breaks: `the permissions are for the key that the path knows, and with another the ${data} are denied at run time.`,
    instead: 'Give the prop encryptionKeyArn.',
  };
}

const BUCKET_KEY = 'BucketEncryption.ServerSideEncryptionConfiguration.ServerSideEncryptionByDefault.KMSMasterKeyID';

/**
 * The key of a bucket in the slot `bucket`.
 *
 * @internal
 */
export function bucketKeyReliance(by?: ReliedOnBy): Reliance {
  return keyReliance(
    'objects',
    {
      slot: 'bucket',
      cloudformation: BUCKET_KEY,
      terraformSlot: 'bucketEncryption',
      terraform: 'rule.apply_server_side_encryption_by_default.kms_master_key_id',
    },
    by,
  );
}
