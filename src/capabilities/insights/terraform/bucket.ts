import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { AccessLogs, accessLogs, DataBucket, dataBucket } from '../../../parts/data-bucket/terraform';
import { InsightsDecisions } from '../decisions';
import { lifecycleRules } from '../lifecycle';

/** The bucket of all that is collected, and what Terraform has resources of its own for. */
export interface BucketResources extends DataBucket, AccessLogs {}

export function renderBucket(
  owner: CapabilityConstruct,
  decided: InsightsDecisions,
  key: KmsKey | undefined,
): BucketResources {
  const rendered = dataBucket(owner, decided, { id: 'Bucket', key, rules: lifecycleRules(decided) });
  return { ...rendered, ...accessLogs(owner, decided, rendered.bucket) };
}
