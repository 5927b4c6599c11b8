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

/**
 * The statements of the path in the policy of a key that it makes. Whoever adds statements to it breaks nothing.
 *
 * @param slot the slot of the key
 * @internal
 */
export function keyPolicyReliance(slot = 'key', by = ReliedOnBy.USERS): Reliance {
  return {
    slot,
    cloudformation: 'KeyPolicy.Statement',
    terraform: 'policy',
    by,
    keeps: true,
    breaks: 'services of AWS use the key by statements of the path in it, and roles by that of the account.',
    instead: "Add statements: Patch.append('KeyPolicy.Statement', ...) on AWS CDK; or bring a key: encryptionKeyArn.",
  };
}
