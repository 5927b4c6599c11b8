import * as rds from 'aws-cdk-lib/aws-rds';
import { clusterOrInstance } from './cluster-or-instance';
import { RenderedServer } from './server';
import { monitoring, renderLogGroups, Surroundings } from './surroundings';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { withRemovalPolicy } from '../../../engines/aws/removal';
import { DatabaseDecisions } from '../decisions';
import { parameterFamily, parameters } from '../engine/parameters';

/** Makes an RDS instance, with a standby in another zone if it is multi-AZ. */
export function renderInstance(
  owner: CapabilityConstruct,
  choices: DatabaseDecisions,
  around: Surroundings,
): RenderedServer {
  const { identifier } = around;
  const parameterGroup = owner._slot(
    'parameterGroup',
    new rds.CfnDBParameterGroup(owner, 'ParameterGroup', {
      description: 'Settings of a database.',
      family: parameterFamily(choices),
      parameters: parameters(choices),
    }),
  );
  const logGroups = renderLogGroups(owner, choices, around, { kind: 'instance', database: () => instance });

  const instance = owner._slot(
    'instance',
    withRemovalPolicy(
      new rds.CfnDBInstance(owner, 'Resource', {
        ...clusterOrInstance(choices, around),
        dbInstanceIdentifier: identifier,
        dbInstanceClass: choices.instanceClass as string,
        dbName: choices.databaseName,
        port: String(choices.port),
        allocatedStorage: String(choices.storageGib),
        maxAllocatedStorage: choices.mostStorageGib as number,
        storageType: choices.storageType as string,
        vpcSecurityGroups: [around.securityGroup.attrGroupId],
        publiclyAccessible: choices.publiclyAccessible,
        multiAz: choices.multiAz,
        dbParameterGroupName: parameterGroup.ref,
        ...monitoring(choices, around),
      }),
      choices.onRemoval,
    ),
  );
  logGroups.forEach(group => instance.addResourceDependency(group));
  if (around.monitoringRolePolicy) instance.addResourceDependency(around.monitoringRolePolicy);

  return {
    parameterGroup,
    writer: instance,
    readers: [],
    logGroups,
    endpoint: instance.attrEndpointAddress,
    readyPort: instance.attrEndpointPort,
    secretArn: instance.attrMasterUserSecretSecretArn,
    resourceId: instance.attrDbiResourceId,
  };
}
