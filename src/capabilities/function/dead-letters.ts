import { FunctionChoices } from './decisions';
import { EventSourceKind } from '../../binding/binding';
import { tlsOnly } from '../../parts/message-queue/policies';

/**
 * Whether EventBridge sends dead letters: events of a bucket that it could not deliver. It does so in its own name, and
 * not with a role, so the queue and its key have to let it in.
 */
export function fromEventBridge({ eventSources }: FunctionChoices): boolean {
  return eventSources.includes(EventSourceKind.BUCKET);
}

/** The queue that a policy is about, and who sends to it. */
export interface DeadLetterSubject {
  readonly queueArn: string;
  readonly account: string;
  readonly fromEventBridge: boolean;
}

/** Lets nobody in without TLS. Who sends with a role has its permission there. */
export function deadLetterPolicy(subject: DeadLetterSubject) {
  const { queueArn, account } = subject;
  return {
    Version: '2012-10-17',
    Statement: [
      // Everybody, as its editions say it: to SQS the same.
      { ...tlsOnly(queueArn), Principal: '*' },
      ...(subject.fromEventBridge
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
