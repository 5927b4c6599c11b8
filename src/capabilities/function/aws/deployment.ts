import { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { allow } from './allow';
import { GoldenPathFunctionResources } from './resources';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { RoleView, createServiceRole } from '../../../engines/aws/role';
import { FunctionChoices } from '../decisions';
import { shiftTraffic } from '../permissions';

/** The resources of CodeDeploy. */
export type DeploymentResources = Required<
  Pick<GoldenPathFunctionResources, 'deploymentApplication' | 'deploymentGroup' | 'deploymentRole'>
>;

/** Lets CodeDeploy move the alias to a new version, when CloudFormation asks for it. */
export function renderDeployment(
  owner: CapabilityConstruct,
  choices: FunctionChoices,
  fn: lambda.CfnFunction,
  alarms: cloudwatch.CfnAlarm[],
): DeploymentResources {
  const { partition, region, account } = Stack.of(owner);
  const deploymentRole = createServiceRole(
    owner,
    'deploymentRole',
    'codedeploy.amazonaws.com',
    `Shifts the calls of ${owner.node.path} to a new version`,
  );
  const role = new RoleView(owner, 'DeploymentRoleView', deploymentRole, 'deploymentPolicy');
  allow(role, shiftTraffic(fn.attrArn, `arn:${partition}:cloudwatch:${region}:${account}:alarm:*`));
  const deploymentApplication = owner._slot(
    'deploymentApplication',
    new codedeploy.CfnApplication(owner, 'DeploymentApplication', { computePlatform: 'Lambda' }),
  );
  const deploymentGroup = owner._slot(
    'deploymentGroup',
    new codedeploy.CfnDeploymentGroup(owner, 'DeploymentGroup', {
      applicationName: deploymentApplication.ref,
      serviceRoleArn: deploymentRole.attrArn,
      deploymentConfigName: `CodeDeployDefault.Lambda${choices.trafficShift}`,
      deploymentStyle: { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
      ...rollback(choices, alarms),
    }),
  );
  deploymentGroup.node.addDependency(role.dependable);
  return { deploymentApplication, deploymentGroup, deploymentRole };
}

/** When the old version comes back. */
function rollback(
  { rollbackOnAlarm }: FunctionChoices,
  alarms: cloudwatch.CfnAlarm[],
): Partial<codedeploy.CfnDeploymentGroupProps> {
  const events = ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_REQUEST'];
  return {
    alarmConfiguration: rollbackOnAlarm
      ? { enabled: true, alarms: alarms.map(({ ref }) => ({ name: ref })) }
      : undefined,
    autoRollbackConfiguration: {
      enabled: true,
      events: rollbackOnAlarm ? [...events, 'DEPLOYMENT_STOP_ON_ALARM'] : events,
    },
  };
}
