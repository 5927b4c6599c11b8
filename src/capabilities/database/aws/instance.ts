import * as rds from 'aws-cdk-lib/aws-rds';
import { engineName, parameterFamily, parameters } from './parameters';
import { Rendered } from './rendered';
import { holdsNoData, keepData, monitoring, renderLogGroups, Surroundings } from './surroundings';
import { CapabilityConstruct } from '../../../aws/capability-construct';
import { DatabaseDecisions } from '../decisions';

/** An RDS instance, with a standby in another zone if it is multi-AZ, and read replicas. */
export function renderInstance(owner: CapabilityConstruct, decided: DatabaseDecisions, around: Surroundings): Rendered {
  const { key, identifier } = around;
  const parameterGroup = owner._slot('parameterGroup', new rds.CfnDBParameterGroup(owner, 'ParameterGroup', {
    description: 'Settings of a database.',
    family: parameterFamily(decided),
    parameters: parameters(decided),
  }));
  const logGroups = renderLogGroups(owner, decided, 'instance', around);
  // What a replica has as well.
  const common: rds.CfnDBInstanceProps = {
    engine: engineName(decided),
    dbInstanceClass: decided.instanceClass as string,
    port: String(decided.port),
    storageType: decided.storageType as string,
    maxAllocatedStorage: decided.mostStorageGib as number,
    enableIamDatabaseAuthentication: decided.iamAuthentication,
    publiclyAccessible: decided.publiclyAccessible,
    vpcSecurityGroups: [around.securityGroup.attrGroupId],
    dbParameterGroupName: parameterGroup.ref,
    autoMinorVersionUpgrade: decided.minorUpgrades,
    copyTagsToSnapshot: decided.copyTagsToSnapshot,
    deletionProtection: decided.deletionProtection,
    enableCloudwatchLogsExports: decided.exportedLogs,
    databaseInsightsMode: decided.insightsMode,
    ...monitoring(decided, around),
  };

  const instance = owner._slot('instance', keepData(new rds.CfnDBInstance(owner, 'Resource', {
    ...common,
    engineVersion: decided.engineRelease,
    engineLifecycleSupport: decided.extendedSupport ? 'open-source-rds-extended-support' : 'open-source-rds-extended-support-disabled',
    dbInstanceIdentifier: identifier,
    dbName: decided.databaseName,
    allocatedStorage: String(decided.storageGib),
    masterUsername: decided.masterUser,
    manageMasterUserPassword: decided.managedPassword,
    masterUserSecret: key && { kmsKeyId: key.attrArn },
    storageEncrypted: decided.storageEncrypted,
    kmsKeyId: key?.attrArn,
    dbSubnetGroupName: around.subnetGroup.ref,
    multiAz: decided.multiAz,
    backupRetentionPeriod: decided.backupRetentionDays,
    deleteAutomatedBackups: decided.deleteAutomatedBackups,
  }), decided));
  logGroups.forEach(group => instance.addResourceDependency(group));
  if (around.monitoringRolePolicy) instance.addResourceDependency(around.monitoringRolePolicy);

  const readers = Array.from({ length: decided.replicas }, (_, index) => {
    const slot = `reader${index + 1}`;
    const groups = renderLogGroups(owner, decided, 'instance', around, slot);
    logGroups.push(...groups);
    const reader = owner._slot(slot, holdsNoData(new rds.CfnDBInstance(owner, `Reader${index + 1}`, {
      ...common,
      // Version, password, encryption, storage and subnets are the source's.
      dbInstanceIdentifier: identifier && `${identifier}-${slot}`,
      sourceDbInstanceIdentifier: instance.ref,
      // Who only reads depends on it as others do on the writer.
      multiAz: decided.multiAz,
    })));
    groups.forEach(group => reader.addResourceDependency(group));
    if (around.monitoringRolePolicy) reader.addResourceDependency(around.monitoringRolePolicy);
    return reader;
  });
  const everyId = [instance, ...readers].map(each => each.attrDbiResourceId);
  return {
    main: instance,
    parameterGroup,
    writer: instance,
    readers,
    logGroups,
    endpoint: instance.attrEndpointAddress,
    readerEndpoint: readers[0]?.attrEndpointAddress,
    readyPort: instance.attrEndpointPort,
    secretArn: instance.attrMasterUserSecretSecretArn,
    resourceIds: everyId,
    readerResourceIds: readers.length > 0 ? everyId.slice(1) : everyId,
  };
}
