import { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { RoleView, serviceRole } from '../../../engines/aws/role';
import { FunctionChoices } from '../decisions';
import { shiftTraffic } from '../permissions';

/** What shifts calls to a new version, little by little. */
export interface DeploymentResources {
  readonly deploymentApplication: codedeploy.CfnApplication;
  readonly deploymentGroup: codedeploy.CfnDeploymentGroup;
  readonly deploymentRole: iam.CfnRole;
}

/** CodeDeploy, which CloudFormation asks to move the alias. */
export function deployment(
  owner: CapabilityConstruct,
  choices: FunctionChoices,
  fn: lambda.CfnFunction,
  alarms: cloudwatch.CfnAlarm[],
): DeploymentResources {
  const { partition, region, account } = Stack.of(owner);
  const deploymentRole = serviceRole(
    owner,
    'deploymentRole',
    'codedeploy.amazonaws.com',
    `Shifts the calls of ${owner.node.path} to a new version`,
  );
  const role = new RoleView(owner, 'DeploymentRoleView', deploymentRole, 'deploymentPolicy');
  for (const { actions, resources } of shiftTraffic(
    fn.attrArn,
    `arn:${partition}:cloudwatch:${region}:${account}:alarm:*`,
  )) {
    role.addToPrincipalPolicy(new iam.PolicyStatement({ actions, resources }));
  }
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
      alarmConfiguration: choices.rollbackOnAlarm
        ? { enabled: true, alarms: alarms.map(({ ref }) => ({ name: ref })) }
        : undefined,
      autoRollbackConfiguration: {
        enabled: true,
        events: [
          'DEPLOYMENT_FAILURE',
          'DEPLOYMENT_STOP_ON_REQUEST',
          ...(choices.rollbackOnAlarm ? ['DEPLOYMENT_STOP_ON_ALARM'] : []),
        ],
      },
    }),
  );
  deploymentGroup.node.addDependency(role.dependable);
  return { deploymentApplication, deploymentGroup, deploymentRole };
}
