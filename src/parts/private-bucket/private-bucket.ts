/**
 * One rule of a bucket's lifecycle, in terms of no engine. A property that is left out does nothing.
 *
 * @internal
 */
export interface LifecycleRule {
  readonly id: string;
  /** The beginning of the keys of its objects: `exports/`. Empty for all objects. */
  readonly prefix: string;
  readonly expireAfterDays?: number;
  /** Whether the markers of deleted objects go once no version is left. S3 does that by itself where objects expire. */
  readonly removeMarkers?: boolean;
  readonly oldVersionDays?: number;
  readonly uploadDays?: number;
  readonly tieringAfterDays?: number;
}

/**
 * Every way in which a bucket could become public.
 *
 * @internal
 */
export function publicAccess(blocked: boolean) {
  return {
    blockPublicAcls: blocked,
    blockPublicPolicy: blocked,
    ignorePublicAcls: blocked,
    restrictPublicBuckets: blocked,
  };
}

/**
 * Who owns what others write into a bucket. Without ACLs its own account does, and policies alone say who may do what.
 *
 * @internal
 */
export function objectOwnership(aclsDisabled: boolean): string {
  return aclsDisabled ? 'BucketOwnerEnforced' : 'BucketOwnerPreferred';
}

/**
 * The statement of a bucket's policy that lets nobody in without TLS.
 *
 * @internal
 */
export function tlsOnly(bucketArn: string) {
  return {
    Sid: 'TlsOnly',
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: [bucketArn, `${bucketArn}/*`],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
}
