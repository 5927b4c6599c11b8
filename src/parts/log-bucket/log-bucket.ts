import { LogBucketChoices } from './decisions';
import { LifecycleRule, tlsOnly } from '../private-bucket/private-bucket';

/**
 * When logs go.
 *
 * @internal
 */
export function logBucketRules({
  accessLogRetentionDays,
  accessLogVersionDays,
  accessLogUploadDays,
}: LogBucketChoices): LifecycleRule[] {
  return [
    {
      id: 'expire',
      prefix: '',
      expireAfterDays: accessLogRetentionDays,
      oldVersionDays: accessLogVersionDays,
      uploadDays: accessLogUploadDays,
    },
  ];
}

/**
 * The service of AWS that delivers logs, and for whom.
 *
 * @internal
 */
export interface LogDelivery {
  /** The id of its statement in the policy: `LoadBalancerLogs`. */
  readonly sid: string;
  /** The service, as a principal. */
  readonly service: string;
  /** The beginning of the keys of its objects: `AWSLogs/`. Empty for all of the bucket. */
  readonly prefix: string;
  /** The ARN of the resource that the logs are about. */
  readonly sourceArn: string;
  /** The account of that resource. */
  readonly account: string;
  /** The ARN of who delivers them where the service does not do it in its own name. */
  readonly deliverer?: string;
}

/**
 * Lets one service write its logs, and nobody in without TLS.
 *
 * @internal
 */
export function logBucketPolicy(bucketArn: string, delivery: LogDelivery) {
  const { sid, service, prefix, sourceArn, account, deliverer } = delivery;
  const write = { Action: 's3:PutObject', Resource: `${bucketArn}/${prefix}*` };
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: sid,
        Effect: 'Allow',
        Principal: { Service: service },
        ...write,
        Condition: { StringEquals: { 'aws:SourceAccount': account }, ArnLike: { 'aws:SourceArn': sourceArn } },
      },
      // It sends neither condition along.
      ...(deliverer === undefined
        ? []
        : [{ Sid: `${sid}ByAccount`, Effect: 'Allow', Principal: { AWS: deliverer }, ...write }]),
      tlsOnly(bucketArn),
    ],
  };
}
