import { AppautoscalingPolicy } from '@cdktf/provider-aws/lib/appautoscaling-policy';
import { AppautoscalingTarget } from '@cdktf/provider-aws/lib/appautoscaling-target';
import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { DynamodbContributorInsights } from '@cdktf/provider-aws/lib/dynamodb-contributor-insights';
import { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';

/** Every resource of a table. */
export interface ManagedTableResources {
  /** The table, with its indexes. */
  readonly table: DynamodbTable;
  /** The key of its data, where a key of AWS is not enough. */
  readonly key?: KmsKey;
  /** Contributor Insights, which name the keys that are asked for: of the table, then of each index. */
  readonly contributorInsights: DynamodbContributorInsights[];
  /** The bounds of each capacity: of reads and writes of the table, then of each index. Empty on demand. */
  readonly scalingTargets: AppautoscalingTarget[];
  /** The policies that move each capacity, in the same order. */
  readonly scalingPolicies: AppautoscalingPolicy[];
  /** The alarm of the table for reads or writes that are turned away. */
  readonly throttleAlarm?: CloudwatchMetricAlarm;
  /** The same alarm for each index. */
  readonly indexThrottleAlarms: CloudwatchMetricAlarm[];
  /** The alarm for requests that DynamoDB fails by itself. */
  readonly systemErrorsAlarm?: CloudwatchMetricAlarm;
}
