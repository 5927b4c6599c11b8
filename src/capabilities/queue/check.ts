import { QueueDecisions } from './decisions';
import { ManagedQueueProps } from './props';
import { checkOwner } from '../../path/owner';
import { refusal, said } from '../../support/input';

export const PAGE = 'guides/queue.md';

/** Refuses props that cannot be right, before anything is made. Ranges are checked with the decisions. */
export function checkProps(props: ManagedQueueProps, where: string): void {
  const refuse = refusal(where, PAGE);
  const { owner, fifo, visibilityTimeoutSeconds, maxReceiveCount, retentionDays } = props ?? {};
  checkOwner(owner, refuse);
  if (![undefined, null, true, false].includes(fifo)) refuse(`fifo is ${said(fifo)}.`, 'Give true or false.');
  for (const [name, value] of Object.entries({ visibilityTimeoutSeconds, maxReceiveCount, retentionDays })) {
    if (value !== undefined && value !== null && !Number.isInteger(value)) {
      refuse(`${name} is ${said(value)}.`, 'Give a whole number, known at synth.');
    }
  }
}

/** Refuses choices with which a message would be deleted before anybody could see that it failed. */
export function checkChoices(
  { fifo, visibilityTimeoutSeconds, maxReceiveCount, retentionDays, deadLetterRetentionDays }: QueueDecisions,
  where: string,
): void {
  const refuse = refusal(where, PAGE);
  const tries = visibilityTimeoutSeconds * maxReceiveCount;
  if (tries >= retentionDays * 86_400) {
    refuse(
      `${maxReceiveCount} tries of ${visibilityTimeoutSeconds} seconds take longer than the ${retentionDays} days ` +
        'that a message is kept: it would be deleted before it reached the dead-letter queue.',
      'Give fewer tries, a shorter visibilityTimeoutSeconds or more retentionDays.',
    );
  }
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html#understanding-message-retention-periods
  if (!fifo && retentionDays >= deadLetterRetentionDays) {
    refuse(
      `retentionDays is ${retentionDays}, and the dead-letter queue keeps ${deadLetterRetentionDays} days, ` +
        'counted from when a message was first sent: it could be deleted on its arrival there.',
      `Give at most ${deadLetterRetentionDays - 1} days.`,
    );
  }
}
