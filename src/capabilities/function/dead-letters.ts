import { tlsOnly } from '../../parts/message-queue/policies';

/** What the policy of a dead-letter queue speaks of. */
export interface DeadLetterPolicyProps {
  readonly queueArn: string;
  readonly account: string;
  /** Whether EventBridge sends what it could not hand over: it does so in its own name. */
  readonly fromEventBridge: boolean;
}

/** Lets nobody in without TLS. Who sends with a role has its permission there. */
export function deadLetterPolicy({ queueArn, account, fromEventBridge }: DeadLetterPolicyProps) {
  return {
    Version: '2012-10-17',
    Statement: [
      // Everybody, as its editions say it: to SQS the same.
      { ...tlsOnly(queueArn), Principal: '*' },
      ...(fromEventBridge
        ? [
            {
              Sid: 'EventBridge',
              Effect: 'Allow',
              Principal: { Service: 'events.amazonaws.com' },
              Action: 'sqs:SendMessage',
              Resource: queueArn,
              Condition: { StringEquals: { 'aws:SourceAccount': account } },
            },
          ]
        : []),
    ],
  };
}
