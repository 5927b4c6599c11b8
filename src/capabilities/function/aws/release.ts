import * as lambda from 'aws-cdk-lib/aws-lambda';
import { CallerAlarms, renderCallerAlarms } from './alarms';
import { DeploymentResources, renderDeployment } from './deployment';
import { renderVersion } from './version';
import { ReliedOnBy } from '../../../binding/reliance';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { FunctionChoices } from '../decisions';
import { TrafficShift } from '../deployment';
import { FunctionMetrics } from '../metrics';

/** The version of a function, the alias in front of it, and how the alias goes over to another version. */
export interface Release {
  readonly version: lambda.CfnVersion;
  readonly alias: lambda.CfnAlias;
  readonly deployment?: DeploymentResources;
  readonly callerAlarms?: CallerAlarms;
}

export function renderRelease(
  owner: CapabilityConstruct,
  choices: FunctionChoices,
  fn: lambda.CfnFunction,
  metrics: FunctionMetrics,
): Release {
  const shifts = choices.trafficShift !== TrafficShift.ALL_AT_ONCE;
  const watched = choices.alarms || (shifts && choices.rollbackOnAlarm);
  const alarms = watched ? renderCallerAlarms(owner, choices, metrics) : undefined;
  const deployment = shifts ? renderDeployment(owner, choices, fn, Object.values(alarms ?? {})) : undefined;
  const version = renderVersion(owner, choices, fn);
  const alias = new lambda.CfnAlias(owner, 'Alias', {
    name: choices.aliasName,
    functionName: fn.ref,
    functionVersion: version.attrVersion,
  });
  alias.cfnOptions.updatePolicy = deployment && {
    codeDeployLambdaAliasUpdate: {
      applicationName: deployment.deploymentApplication.ref,
      deploymentGroupName: deployment.deploymentGroup.ref,
    },
  };
  owner._slot('alias', alias);
  if (shifts) owner._relyOn([ReliedOnBy.SHIFTED]);
  return { version, alias, deployment, callerAlarms: alarms };
}
