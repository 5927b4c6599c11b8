import { SubscriptionChoices } from './decisions';
import { Place } from '../../record/place';

const DEAD_LETTERS = { slots: 'TopicDeadLetterQueue$', elsewhere: true } as const;

/**
 * Where the decisions about subscriptions are seen: in slots of the subscribers.
 *
 * @internal
 */
export function subscriptionPlaces(): Place<SubscriptionChoices>[] {
  return [
    {
      decision: 'subscriptionRaw',
      slots: 'TopicSubscription$',
      elsewhere: true,
      cloudformation: 'RawMessageDelivery',
      terraform: 'raw_message_delivery',
    },
    { decision: 'subscriptionDeadLetters', ...DEAD_LETTERS, cloudformation: '', terraform: '', gather: 'any' },
    {
      decision: 'subscriptionDeadLetterRetentionDays',
      ...DEAD_LETTERS,
      cloudformation: 'MessageRetentionPeriod',
      terraform: 'message_retention_seconds',
      unit: 'days-in-seconds',
    },
  ];
}
