import { QueueDecisions } from './decisions';
import { KeyUsers } from '../../core/key-policy';

/** Who may use the key of a queue. */
export function keyUsers({ keySenders }: QueueDecisions): KeyUsers {
  return { services: ['sqs'], senders: keySenders };
}

/** What the path says in the policy of a queue. Who may send and receive is said in the policies of IAM. */
export function ownStatements({ tlsRequired }: QueueDecisions, queueArn: string): object[] {
  if (!tlsRequired) return [];
  return [{
    Sid: 'TlsOnly',
    Effect: 'Deny',
    Principal: { AWS: '*' },
    Action: 'sqs:*',
    Resource: queueArn,
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  }];
}
