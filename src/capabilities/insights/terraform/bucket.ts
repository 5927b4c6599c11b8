import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { AccessLogs, createAccessLogs, DataBucket, createDataBucket } from '../../../parts/data-bucket/terraform';
import { EncryptingKey } from '../../../parts/data-key/brought';
import { InsightsChoices } from '../decisions';
import { lifecycleRules } from '../lifecycle';

/** The bucket of all that is collected, and the resources that Terraform has for its properties. */
export interface RenderedBucket extends DataBucket, AccessLogs {}

export function renderBucket(
  owner: CapabilityConstruct,
  choices: InsightsChoices,
  key: EncryptingKey | undefined,
): RenderedBucket {
  const rendered = createDataBucket(owner, choices, { id: 'Bucket', key, rules: lifecycleRules(choices) });
  return { ...rendered, ...createAccessLogs(owner, choices, rendered.bucket) };
}
