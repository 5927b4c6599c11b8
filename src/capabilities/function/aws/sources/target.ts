import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { CapabilityConstruct } from '../../../../engines/aws/capability-construct';
import { RoleView } from '../../../../engines/aws/role';
import { EncryptingKey } from '../../../../parts/data-key/brought';
import { FunctionChoices } from '../../decisions';
import { GoldenPathFunctionResources } from '../resources';

/** The function that sources call, and the queue for events that do not arrive. */
export interface CalledFunction {
  readonly owner: CapabilityConstruct;
  readonly choices: FunctionChoices;
  readonly alias: lambda.CfnAlias;
  readonly deadLetterQueue: sqs.CfnQueue;
  readonly key?: EncryptingKey;
}

/** The same, with what several sources share. */
export interface SourceTarget extends CalledFunction {
  /** The role of all schedules: made with the first of them. */
  readonly scheduleRole: () => ScheduleRole;
}

/** A role that schedules have. */
export interface ScheduleRole {
  readonly resource: iam.CfnRole;
  readonly view: RoleView;
}

/** The resources of all sources. */
export type SourceResources = Pick<
  GoldenPathFunctionResources,
  'eventSourceMappings' | 'rules' | 'rulePermissions' | 'schedules' | 'scheduleRole'
>;
