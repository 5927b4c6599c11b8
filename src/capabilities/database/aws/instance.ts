import * as rds from 'aws-cdk-lib/aws-rds';
import { Rendered } from './rendered';
import { monitoring, renderLogGroups, Surroundings } from './surroundings';
import { CapabilityConstruct } from '../../../aws/capability-construct';
import { withRemovalPolicy } from '../../../aws/removal';
import { DatabaseDecisions } from '../decisions';
import { engineName, lifecycleSupport, parameterFamily, parameters } from '../engine/parameters';

/** An RDS instance, with a standby in another zone if it is multi-AZ. */
export function renderInstance(owner: CapabilityConstruct, decided: DatabaseDecisions, around: Surroundings): Rendered {
  const { key, identifier } = around;
  const parameterGroup = owner._slot('parameterGroup', new rds.CfnDBParameterGroup(owner, 'ParameterGroup', {
    description: 'Settings of a database.',
    family: parameterFamily(decided),
    parameters: parameters(decided),
  }));
  const logGroups = renderLogGroups(owner, decided, 'instance', around);

  const instance = owner._slot('instance', withRemovalPolicy(new rds.CfnDBInstance(owner, 'Resource', {
    engine: engineName(decided),
    engineVersion: decided.engineRelease,
    engineLifecycleSupport: lifecycleSupport(decided),
    dbInstanceIdentifier: identifier,
    dbInstanceClass: decided.instanceClass as string,
    dbName: decided.databaseName,
    port: String(decided.port),
    masterUsername: decided.masterUser,
    manageMasterUserPassword: decided.managedPassword,
    masterUserSecret: key && { kmsKeyId: key.attrArn },
    enableIamDatabaseAuthentication: decided.iamAuthentication,
    allocatedStorage: String(decided.storageGib),
    maxAllocatedStorage: decided.mostStorageGib as number,
    storageType: decided.storageType as string,
    storageEncrypted: decided.storageEncrypted,
    kmsKeyId: key?.attrArn,
    dbSubnetGroupName: around.subnetGroup.ref,
    vpcSecurityGroups: [around.securityGroup.attrGroupId],
    publiclyAccessible: decided.publiclyAccessible,
    multiAz: decided.multiAz,
    dbParameterGroupName: parameterGroup.ref,
    autoMinorVersionUpgrade: decided.minorUpgrades,
    backupRetentionPeriod: decided.backupRetentionDays,
    deleteAutomatedBackups: decided.deleteAutomatedBackups,
    copyTagsToSnapshot: decided.copyTagsToSnapshot,
    deletionProtection: decided.deletionProtection,
    enableCloudwatchLogsExports: decided.exportedLogs,
    databaseInsightsMode: decided.insightsMode,
    ...monitoring(decided, around),
  }), decided.onRemoval));
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
