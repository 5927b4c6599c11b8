/**
 * The statement of a queue's policy that lets nobody in without TLS.
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
 * Says that it is a dead-letter queue, as AWS has it where nothing is said. Lambda, EventBridge and its Scheduler ask
 * for no more.
 *
 * @internal
 */
export const REDRIVE_ALLOW_POLICY = { redrivePermission: 'allowAll' };
