/**
 * One rule of a bucket's lifecycle, in terms of no engine. What is left out does not happen.
 *
 * @internal
 */
export interface LifecycleRule {
  readonly id: string;
  /** What the keys begin with. Empty for all objects. */
  readonly prefix: string;
  readonly expireAfterDays?: number;
  /** Removes the markers of deleted objects that no version is left of. S3 does that by itself where objects expire. */
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
 * Who owns what others write into a bucket. Where there are no ACLs, all is its account's, and policies alone say who
 * may do what.
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
