import { QueueDecisions } from './decisions';
import { KeyUsers } from '../../core/key-policy';
import { tlsOnly } from '../../core/private-queue';

/** Who may use the key of a queue. */
export function keyUsers({ keySenders }: QueueDecisions): KeyUsers {
  return { services: ['sqs'], senders: keySenders };
}

/** What the path says in the policy of a queue. Who may send and receive is said in the policies of IAM. */
export function ownStatements({ tlsRequired }: QueueDecisions, queueArn: string): object[] {
  return tlsRequired ? [tlsOnly(queueArn)] : [];
}
