import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { LambdaAlias } from '@cdktf/provider-aws/lib/lambda-alias';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { CapabilityConstruct } from '../../../../engines/terraform/capability-construct';
import { RolePermissions } from '../../../../engines/terraform/role';
import { EncryptingKey } from '../../../../parts/data-key/brought';
import { FunctionChoices } from '../../decisions';
import { GoldenPathFunctionResources } from '../resources';

/** The function that sources call, and the queue for events that do not arrive. */
export interface CalledFunction {
  readonly owner: CapabilityConstruct;
  readonly choices: FunctionChoices;
  readonly function: LambdaFunction;
  readonly alias: LambdaAlias;
  readonly deadLetterQueue: SqsQueue;
  readonly key?: EncryptingKey;
}

/** The same, with what several sources share. */
export interface SourceTarget extends CalledFunction {
  /** The role of all schedules: made with the first of them. */
  readonly scheduleRole: () => ScheduleRole;
}

/** A role that schedules have. */
export interface ScheduleRole {
  readonly resource: IamRole;
  readonly permissions: RolePermissions;
}

/** The resources of all sources. */
export type SourceResources = Pick<
  GoldenPathFunctionResources,
  'eventSourceMappings' | 'rules' | 'ruleTargets' | 'rulePermissions' | 'schedules' | 'scheduleRole'
>;
