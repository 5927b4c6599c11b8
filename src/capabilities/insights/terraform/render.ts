import { renderBucket } from './bucket';
import { renderCollection } from './collection';
import { renderDelivery } from './delivery';
import { renderQueries } from './queries';
import { PlatformInsightsResources } from './resources';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { renderAlarms } from '../../../parts/alarm/terraform';
import { createDataKey } from '../../../parts/data-key/terraform';
import { insightsAlarms } from '../alarms';
import { InsightsChoices } from '../decisions';
import { KEY_USERS } from '../policies';

export function renderInsights(owner: CapabilityConstruct, choices: InsightsChoices): PlatformInsightsResources {
  const { path } = owner.node;
  const key = createDataKey(owner, choices, `Events of ${path}.`, KEY_USERS, choices.onRemoval === 'retain');
  const bucket = renderBucket(owner, choices, key);
  const delivery = renderDelivery(owner, choices, bucket, key);
  const { deliveryStream } = delivery;
  const collection = renderCollection(owner, choices, deliveryStream.arn, key);
  const queries = renderQueries(owner, choices, bucket.bucket, key);
  const alarms = insightsAlarms(path, choices, collection.undeliveredQueue.name, deliveryStream.name);
  return {
    ...bucket,
    ...delivery,
    ...collection,
    ...queries,
    key: key?.made,
    ...renderAlarms(owner, alarms),
  };
}
