import { DbInstance } from '@cdktf/provider-aws/lib/db-instance';
import { DbParameterGroup } from '@cdktf/provider-aws/lib/db-parameter-group';
import { toldVersion } from './engine-version';
import { parameterBlocks } from './parameters';
import { keepData } from './protection';
import { Rendered } from './rendered';
import { monitoring, renderLogGroups, Surroundings } from './surroundings';
import { CapabilityConstruct } from '../../../terraform/capability-construct';
import { dependOn } from '../../../terraform/role';
import { DatabaseDecisions } from '../decisions';
import { engineName, lifecycleSupport, parameterFamily } from '../engine/parameters';

/** An RDS instance, with a standby in another zone if it is multi-AZ. */
export function renderInstance(owner: CapabilityConstruct, decided: DatabaseDecisions, around: Surroundings): Rendered {
  const { key, identifier } = around;
  const parameterGroup = owner._slot('parameterGroup', new DbParameterGroup(owner, 'ParameterGroup', {
    namePrefix: `${around.name}-`,
    description: 'Settings of a database.',
    family: parameterFamily(decided),
    parameter: parameterBlocks(decided),
    // A major upgrade takes another one, and this one cannot go as long as it is used.
    lifecycle: { createBeforeDestroy: true },
    tags: owner._tags,
  }));
  const logGroups = renderLogGroups(owner, decided, 'instance', around);

  const instance = new DbInstance(owner, 'Resource', {
    engine: engineName(decided),
    engineVersion: toldVersion(decided),
    engineLifecycleSupport: lifecycleSupport(decided),
    identifier,
    instanceClass: decided.instanceClass as string,
    dbName: decided.databaseName,
    port: decided.port,
    username: decided.masterUser,
    // Terraform takes a password of one's own beside nothing but silence.
    manageMasterUserPassword: decided.managedPassword || undefined,
    masterUserSecretKmsKeyId: key?.arn,
    iamDatabaseAuthenticationEnabled: decided.iamAuthentication,
    allocatedStorage: decided.storageGib as number,
    maxAllocatedStorage: decided.mostStorageGib as number,
    storageType: decided.storageType as string,
    storageEncrypted: decided.storageEncrypted,
    kmsKeyId: key?.arn,
    dbSubnetGroupName: around.subnetGroup.name,
    vpcSecurityGroupIds: [around.securityGroup.id],
    publiclyAccessible: decided.publiclyAccessible,
    multiAz: decided.multiAz,
    parameterGroupName: parameterGroup.name,
    autoMinorVersionUpgrade: decided.minorUpgrades,
    backupRetentionPeriod: decided.backupRetentionDays,
    copyTagsToSnapshot: decided.copyTagsToSnapshot,
    enabledCloudwatchLogsExports: decided.exportedLogs,
    databaseInsightsMode: decided.insightsMode,
    ...monitoring(decided, around),
    applyImmediately: false,
    ...keepData(decided, around),
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
