import * as kms from 'aws-cdk-lib/aws-kms';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { accessLogs, DataBucket, dataBucket } from '../../../parts/data-bucket/aws';
import { LogBucket } from '../../../parts/log-bucket/aws';
import { InsightsDecisions } from '../decisions';
import { lifecycleRules } from '../lifecycle';

/** The bucket of all that is collected. */
export interface RenderedBucket extends DataBucket, Partial<LogBucket> {}

/** The bucket, in the slot `bucket`, its policy, and the bucket of its access logs. */
export function renderBucket(
  owner: CapabilityConstruct,
  decided: InsightsDecisions,
  key: kms.CfnKey | undefined,
): RenderedBucket {
  const rendered = dataBucket(owner, decided, { id: 'Bucket', key, rules: lifecycleRules(decided) });
  return { ...rendered, ...accessLogs(owner, decided, rendered.bucket) };
}
