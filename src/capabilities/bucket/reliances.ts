import { Reliance, ReliedOnBy } from '../../binding/reliance';
import { bucketKeyReliance, keyPolicyReliance } from '../../parts/data-key/reliances';

/** The properties of a bucket that others rely on. */
export const reliances: Reliance[] = [
  keyPolicyReliance(),
  bucketKeyReliance(),
  {
    slot: 'bucket',
    cloudformation: 'NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled',
    terraformSlot: 'bucketNotification',
    terraform: 'eventbridge',
    by: ReliedOnBy.CONSUMERS,
    breaks: 'without EventBridge no event of an object reaches its consumers.',
    instead: "Leave the decision 'bucket.eventBridge' on, as the path has it.",
  },
];
