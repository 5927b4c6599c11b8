import { Place } from '../../record/place';

/** Each property of a `LifecycleRule`, below the rule. Terraform writes a block as a list of one. */
const PROPERTIES = {
  expireAfterDays: ['ExpirationInDays', 'expiration[0].days'],
  oldVersionDays: ['NoncurrentVersionExpiration.NoncurrentDays', 'noncurrent_version_expiration[0].noncurrent_days'],
  uploadDays: [
    'AbortIncompleteMultipartUpload.DaysAfterInitiation',
    'abort_incomplete_multipart_upload[0].days_after_initiation',
  ],
  tieringAfterDays: ['Transitions[StorageClass=INTELLIGENT_TIERING].TransitionInDays', 'transition[0].days'],
} as const;

/**
 * Where a property of one rule of a bucket's lifecycle is seen.
 *
 * @param slot of the bucket: `bucket`
 * @param id of the rule: `all`
 * @param property of the `LifecycleRule`
 * @internal
 */
export function inRule(
  slot: string,
  id: string,
  property: keyof typeof PROPERTIES,
): Pick<Place, 'cloudformation' | 'terraform'> {
  const [cloudformation, terraform] = PROPERTIES[property];
  return {
    cloudformation: { slot, path: `LifecycleConfiguration.Rules[Id=${id}].${cloudformation}` },
    terraform: { slot: `${slot}Lifecycle`, path: `rule[id=${id}].${terraform}` },
  };
}
