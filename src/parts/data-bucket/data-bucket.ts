import { LogBucketChoices, LogDelivery } from '../log-bucket/log-bucket';
import { tlsOnly } from '../private-bucket/private-bucket';

/**
 * The choices about a bucket of data that every capability with one makes under these names.
 *
 * @internal
 */
export interface DataBucketChoices extends LogBucketChoices {
  readonly publicAccessBlocked: boolean;
  readonly aclsDisabled: boolean;
  readonly tlsRequired: boolean;
  readonly minimumTlsVersion: string;
  readonly bucketKey: boolean;
  readonly versioned: boolean;
  readonly objectLock: boolean;
  /** What every new object is locked for, and how. Nothing where none is by itself. */
  readonly lockDays?: number | null;
  readonly lockMode?: string | null;
  readonly eventBridge: boolean;
  readonly accessLogs: boolean;
  readonly onRemoval: string;
}

/**
 * Nobody gets in without TLS, or with an old one.
 *
 * @internal
 */
export function dataBucketPolicy(bucketArn: string, { tlsRequired, minimumTlsVersion }: DataBucketChoices) {
  const required = tlsOnly(bucketArn);
  return {
    Version: '2012-10-17',
    Statement: [
      ...(tlsRequired ? [required] : []),
      { ...required, Sid: 'RecentTlsOnly', Condition: { NumericLessThan: { 's3:TlsVersion': minimumTlsVersion } } },
    ],
  };
}

/**
 * How long an object is locked by itself, as S3 says it.
 *
 * @internal
 */
export function defaultRetention({ lockDays, lockMode }: DataBucketChoices) {
  return typeof lockDays === 'number' ? { days: lockDays, mode: lockMode!.toUpperCase() } : undefined;
}

/**
 * S3 delivers the access logs of one bucket, and of no other.
 *
 * @internal
 */
export function accessLogDelivery(sourceArn: string, account: string): LogDelivery {
  return { sid: 'AccessLogs', service: 'logging.s3.amazonaws.com', prefix: '', sourceArn, account };
}
