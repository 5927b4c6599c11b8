import { QueueDecisions } from './decisions';
import { KeyUsers } from '../../parts/data-key/policies';
import { tlsOnly } from '../../parts/message-queue/policies';

/** Who may use the key of a queue. */
export function keyUsers({ keySenders }: QueueDecisions): KeyUsers {
  return { services: ['sqs'], senders: keySenders };
}

/** The path's own statements in the policy of a queue. Who may send and receive is said in policies of IAM. */
export function ownStatements({ tlsRequired }: QueueDecisions, queueArn: string): object[] {
  return tlsRequired ? [tlsOnly(queueArn)] : [];
}
