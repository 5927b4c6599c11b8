import { always } from '../../path/decision';
import { Settled } from '../../path/ledger';

/**
 * How a topic's messages get to a subscriber, where the subscriber says nothing else.
 *
 * @internal
 */
export function subscriptionDecisions() {
  return {
    subscriptionRaw: always(true)
      .oneOf(true, false)
      .because('A queue gets the message as it was sent, and its consumer need not know of SNS.'),
    subscriptionDeadLetters: always(true)
      .oneOf(true, false)
      .because('After its retries SNS gives a message up: it would be gone.'),
    subscriptionDeadLetterRetentionDays: always(14).whole(1, 14).because('The longest there is: somebody has to look.'),
  };
}

/** @internal */
export type SubscriptionChoices = Settled<ReturnType<typeof subscriptionDecisions>>;
