import * as rds from 'aws-cdk-lib/aws-rds';
import { clusterOrInstance } from './cluster-or-instance';
import { Rendered } from './rendered';
import { monitoring, renderLogGroups, Surroundings } from './surroundings';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { withRemovalPolicy } from '../../../engines/aws/removal';
import { DatabaseDecisions } from '../decisions';
import { parameterFamily, parameters } from '../engine/parameters';

/** An RDS instance, with a standby in another zone if it is multi-AZ. */
export function renderInstance(owner: CapabilityConstruct, decided: DatabaseDecisions, around: Surroundings): Rendered {
  const { identifier } = around;
  const parameterGroup = owner._slot(
    'parameterGroup',
    new rds.CfnDBParameterGroup(owner, 'ParameterGroup', {
      description: 'Settings of a database.',
      family: parameterFamily(decided),
      parameters: parameters(decided),
    }),
  );
  const logGroups = renderLogGroups(owner, decided, 'instance', around);

  const instance = owner._slot(
    'instance',
    withRemovalPolicy(
      new rds.CfnDBInstance(owner, 'Resource', {
        ...clusterOrInstance(decided, around),
        dbInstanceIdentifier: identifier,
        dbInstanceClass: decided.instanceClass as string,
        dbName: decided.databaseName,
        port: String(decided.port),
        allocatedStorage: String(decided.storageGib),
        maxAllocatedStorage: decided.mostStorageGib as number,
        storageType: decided.storageType as string,
        vpcSecurityGroups: [around.securityGroup.attrGroupId],
        publiclyAccessible: decided.publiclyAccessible,
        multiAz: decided.multiAz,
        dbParameterGroupName: parameterGroup.ref,
        ...monitoring(decided, around),
      }),
      decided.onRemoval,
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
