import { DataBucketChoices } from './decisions';
import { LogDelivery } from '../log-bucket/log-bucket';
import { tlsOnly } from '../private-bucket/private-bucket';

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
