import { CloudwatchDashboard } from '@cdktf/provider-aws/lib/cloudwatch-dashboard';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { LambdaAlias } from '@cdktf/provider-aws/lib/lambda-alias';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { BacklogAlarms, CallerAlarms } from './alarms';
import { DeadLetterResources } from './dead-letters';
import { EventResources } from './events';
import { FunctionHttpResources } from './http';

/** Every resource of a function, typed. What a choice leaves out is undefined. */
export interface FunctionResources
  extends
    DeadLetterResources,
    EventResources,
    Partial<FunctionHttpResources>,
    Partial<CallerAlarms>,
    Partial<BacklogAlarms> {
  /** The function. Each change publishes a version. */
  readonly function: LambdaFunction;
  /** The name that all callers use. */
  readonly alias: LambdaAlias;
  /** The role of the program. */
  readonly role: IamRole;
  /** The log group of the program. */
  readonly logGroup: CloudwatchLogGroup;
  /** The key of variables, logs, dead letters and schedules. */
  readonly key?: KmsKey;
  /** The page for the person on call. */
  readonly dashboard?: CloudwatchDashboard;
}
