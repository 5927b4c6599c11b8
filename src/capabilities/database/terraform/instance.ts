import { DbInstance } from '@cdktf/provider-aws/lib/db-instance';
import { DbParameterGroup } from '@cdktf/provider-aws/lib/db-parameter-group';
import { clusterOrInstance } from './cluster-or-instance';
import { parameterGroupProps } from './parameters';
import { Rendered } from './rendered';
import { monitoring, renderLogGroups, Surroundings } from './surroundings';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { dependOn } from '../../../engines/terraform/role';
import { DatabaseDecisions } from '../decisions';

/** An RDS instance, with a standby in another zone if it is multi-AZ. */
export function renderInstance(owner: CapabilityConstruct, decided: DatabaseDecisions, around: Surroundings): Rendered {
  const { identifier } = around;
  const parameterGroup = owner._slot(
    'parameterGroup',
    new DbParameterGroup(owner, 'ParameterGroup', parameterGroupProps(owner, decided, around)),
  );
  const logGroups = renderLogGroups(owner, decided, 'instance', around);

  const instance = new DbInstance(owner, 'Resource', {
    ...clusterOrInstance(decided, around),
    identifier,
    instanceClass: decided.instanceClass as string,
    dbName: decided.databaseName,
    username: decided.masterUser,
    allocatedStorage: decided.storageGib as number,
    maxAllocatedStorage: decided.mostStorageGib as number,
    storageType: decided.storageType as string,
    publiclyAccessible: decided.publiclyAccessible,
    multiAz: decided.multiAz,
    parameterGroupName: parameterGroup.name,
    autoMinorVersionUpgrade: decided.minorUpgrades,
    ...monitoring(decided, around),
    tags: owner._tags,
  });
  dependOn(instance, ...logGroups, ...(around.monitoringRolePolicy ? [around.monitoringRolePolicy] : []));
  owner._slot('instance', instance);

  return {
    parameterGroup,
    writer: instance,
    readers: [],
    logGroups,
    endpoint: instance.address,
    readyPort: instance.getStringAttribute('port'),
    secretArn: instance.masterUserSecret.get(0).secretArn,
    resourceId: instance.resourceId,
  };
}
