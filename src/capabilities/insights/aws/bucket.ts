import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { createAccessLogs, DataBucket, createDataBucket } from '../../../parts/data-bucket/aws';
import { EncryptingKey } from '../../../parts/data-key/brought';
import { LogBucket } from '../../../parts/log-bucket/aws';
import { InsightsChoices } from '../decisions';
import { lifecycleRules } from '../lifecycle';

/** The bucket of all that is collected, its policy, and the bucket of its access logs. */
export interface RenderedBucket extends DataBucket, Partial<LogBucket> {}

export function renderBucket(
  owner: CapabilityConstruct,
  choices: InsightsChoices,
  key: EncryptingKey | undefined,
): RenderedBucket {
  const rendered = createDataBucket(owner, choices, { id: 'Bucket', key, rules: lifecycleRules(choices) });
  return { ...rendered, ...createAccessLogs(owner, choices, rendered.bucket) };
}
