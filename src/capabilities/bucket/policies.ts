import { BucketDecisions } from './decisions';
import { KeyUsers } from '../../core/key-policy';
import { LogDelivery } from '../../core/log-bucket';
import { tlsOnly } from '../../core/private-bucket';

/** Who may use the key of a bucket: who reads and writes objects, through S3; and the log of what empties it. */
export function keyUsers({ onRemoval }: BucketDecisions): KeyUsers {
  return { services: ['s3'], logGroups: onRemoval === 'delete' ? '*' : undefined };
}

/** Nobody gets in without TLS, or with an old one. */
export function bucketPolicy(bucketArn: string, { tlsRequired, minimumTlsVersion }: BucketDecisions) {
  const required = tlsOnly(bucketArn);
  return {
    Version: '2012-10-17',
    Statement: [
      ...(tlsRequired ? [required] : []),
      { ...required, Sid: 'RecentTlsOnly', Condition: { NumericLessThan: { 's3:TlsVersion': minimumTlsVersion } } },
    ],
  };
}

/** Lets S3 deliver the access logs of one bucket, and of no other. */
export function accessLogs(sourceArn: string, account: string): LogDelivery {
  return { sid: 'AccessLogs', service: 'logging.s3.amazonaws.com', prefix: '', sourceArn, account };
}

/** What a function looks for on a bucket before it empties it. Whoever takes it away keeps the objects. */
export const EMPTIED_ON_REMOVAL = 'goldenpath:emptied-on-removal';

/** What a function that empties a bucket may do with it. */
export function emptyingStatements(bucketArn: string): object[] {
  return [
    { Effect: 'Allow', Action: ['s3:GetBucketTagging', 's3:ListBucketVersions'], Resource: bucketArn },
    { Effect: 'Allow', Action: ['s3:DeleteObject', 's3:DeleteObjectVersion'], Resource: `${bucketArn}/*` },
  ];
}
