/** What the policy of an access-log bucket speaks of. */
export interface AccessLogPolicyProps {
  readonly bucketArn: string;
  readonly account: string;
  readonly partition: string;
}

/** Lets load balancers of the account write their access logs, and nobody in without TLS. */
export function accessLogPolicy({ bucketArn, account, partition }: AccessLogPolicyProps) {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'LoadBalancerLogs',
        Effect: 'Allow',
        Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
        Action: 's3:PutObject',
        Resource: `${bucketArn}/AWSLogs/${account}/*`,
        Condition: { StringEquals: { 'aws:SourceAccount': account }, ArnLike: { 'aws:SourceArn': `arn:${partition}:elasticloadbalancing:*:${account}:loadbalancer/*` } },
      },
      {
        Sid: 'TlsOnly',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [bucketArn, `${bucketArn}/*`],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
  };
}

/** The fields of an access-log line of an HTTP API: who asked what, when, and what became of it. */
export const HTTP_API_LOG_FORMAT = JSON.stringify({
  requestId: '$context.requestId',
  time: '$context.requestTime',
  ip: '$context.identity.sourceIp',
  method: '$context.httpMethod',
  path: '$context.path',
  status: '$context.status',
  latency: '$context.responseLatency',
  integrationStatus: '$context.integrationStatus',
  integrationError: '$context.integrationErrorMessage',
  bytes: '$context.responseLength',
});
