import { QueueDecisions } from './decisions';
import { ManagedQueueProps } from './props';
import { SECONDS_PER_DAY } from '../../support/durations';
import { Refuse } from '../../support/input';

/** Refuses choices with which a message would be deleted before anybody could see that it failed. */
export function checkChoices(choices: QueueDecisions, _props: ManagedQueueProps, refuse: Refuse): void {
  const { fifo, visibilityTimeoutSeconds, maxReceiveCount, retentionDays, deadLetterRetentionDays } = choices;
  const tries = visibilityTimeoutSeconds * maxReceiveCount;
  if (tries >= retentionDays * SECONDS_PER_DAY) {
    refuse(
      `${maxReceiveCount} tries of ${visibilityTimeoutSeconds} seconds take longer than the ${retentionDays} days ` +
        'that a message is kept: it would be deleted before it reached the dead-letter queue.',
      'Give fewer tries, a shorter visibilityTimeoutSeconds or more retentionDays.',
    );
  }
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
  if (!fifo && retentionDays >= deadLetterRetentionDays) {
    refuse(
      `retentionDays is ${retentionDays}, and the dead-letter queue keeps ${deadLetterRetentionDays} days, ` +
        'counted from when a message was first sent: it could be deleted on its arrival there.',
      `Give at most ${deadLetterRetentionDays - 1} days.`,
    );
  }
}
