/**
 * The statement of a queue's policy that refuses calls without TLS.
 *
 * @internal
 */
export function tlsOnly(queueArn: string) {
  return {
    Sid: 'TlsOnly',
    Effect: 'Deny',
    Principal: { AWS: '*' },
    Action: 'sqs:*',
    Resource: queueArn,
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
}

/**
 * Lets any queue use this one as its dead-letter queue, as AWS does where nothing is said. Lambda, EventBridge and its
 * Scheduler ask for no more.
 *
 * @internal
 */
export const REDRIVE_ALLOW_POLICY = { redrivePermission: 'allowAll' };

/**
 * Lets a topic send to a queue.
 *
 * @internal
 */
export function topicMaySend(topicArn: string, queueArn: string) {
  return {
    Effect: 'Allow',
    Principal: { Service: 'sns.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: queueArn,
    Condition: { ArnEquals: { 'aws:SourceArn': topicArn } },
  };
}
