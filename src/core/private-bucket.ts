/**
 * Every way in which a bucket could become public, shut.
 *
 * @internal
 */
export const NO_PUBLIC_ACCESS = { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true };

/**
 * Who owns what others write into a bucket: its account. There are no ACLs then, and policies alone say who may do what.
 *
 * @internal
 */
export const OWNED_BY_THE_BUCKET = 'BucketOwnerEnforced';

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
