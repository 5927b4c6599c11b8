import { DbInstance } from '@cdktf/provider-aws/lib/db-instance';
import { DbParameterGroup } from '@cdktf/provider-aws/lib/db-parameter-group';
import { clusterOrInstance } from './cluster-or-instance';
import { parameterGroupProps } from './parameters';
import { RenderedServer } from './server';
import { monitoring, renderLogGroups, Surroundings } from './surroundings';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { dependOn } from '../../../engines/terraform/role';
import { DatabaseDecisions } from '../decisions';

/** Makes an RDS instance, with a standby in another zone if it is multi-AZ. */
export function renderInstance(
  owner: CapabilityConstruct,
  choices: DatabaseDecisions,
  around: Surroundings,
): RenderedServer {
  const { identifier } = around;
  const parameterGroup = owner._slot(
    'parameterGroup',
    new DbParameterGroup(owner, 'ParameterGroup', parameterGroupProps(owner, choices, around)),
  );
  const logGroups = renderLogGroups(owner, choices, around, { kind: 'instance', database: () => instance });

  const instance = new DbInstance(owner, 'Resource', {
    ...clusterOrInstance(choices, around),
    identifier,
    instanceClass: choices.instanceClass as string,
    dbName: choices.databaseName,
    username: choices.masterUser,
    allocatedStorage: choices.storageGib as number,
    maxAllocatedStorage: choices.mostStorageGib as number,
    storageType: choices.storageType as string,
    publiclyAccessible: choices.publiclyAccessible,
    multiAz: choices.multiAz,
    parameterGroupName: parameterGroup.name,
    autoMinorVersionUpgrade: choices.minorUpgrades,
    ...monitoring(choices, around),
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
