import * as scaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kms from 'aws-cdk-lib/aws-kms';

/** Every resource of a table, as its L1. */
export interface ManagedTableResources {
  /** The table, with its indexes. */
  readonly table: dynamodb.CfnTable;
  /**
   * The key of its data.
   *
   * @default - a key of AWS
   */
  readonly key?: kms.CfnKey;
  /** The bounds of each capacity: of reads and writes of the table, then of each index. Empty on demand. */
  readonly scalingTargets: scaling.CfnScalableTarget[];
  /** The policies that move each capacity, in the same order. */
  readonly scalingPolicies: scaling.CfnScalingPolicy[];
  /**
   * The alarm of the table for reads or writes that are turned away.
   *
   * @default - no alarm
   */
  readonly throttleAlarm?: cloudwatch.CfnAlarm;
  /** The same alarm for each index. */
  readonly indexThrottleAlarms: cloudwatch.CfnAlarm[];
  /**
   * The alarm for requests that DynamoDB fails by itself.
   *
   * @default - no alarm
   */
  readonly systemErrorsAlarm?: cloudwatch.CfnAlarm;
}
