import { Surroundings } from './surroundings';
import { DatabaseDecisions } from '../decisions';
import { engineName, lifecycleSupport } from '../engine/parameters';

/** What an Aurora cluster and an RDS instance are told in the same words. */
export function clusterOrInstance(decided: DatabaseDecisions, { key, subnetGroup }: Surroundings) {
  return {
    engine: engineName(decided),
    engineVersion: decided.engineRelease,
    engineLifecycleSupport: lifecycleSupport(decided),
    masterUsername: decided.masterUser,
    manageMasterUserPassword: decided.managedPassword,
    masterUserSecret: key && { kmsKeyId: key.attrArn },
    enableIamDatabaseAuthentication: decided.iamAuthentication,
    storageEncrypted: decided.storageEncrypted,
    kmsKeyId: key?.attrArn,
    dbSubnetGroupName: subnetGroup.ref,
    autoMinorVersionUpgrade: decided.minorUpgrades,
    backupRetentionPeriod: decided.backupRetentionDays,
    deleteAutomatedBackups: decided.deleteAutomatedBackups,
    copyTagsToSnapshot: decided.copyTagsToSnapshot,
    deletionProtection: decided.deletionProtection,
    enableCloudwatchLogsExports: decided.exportedLogs,
    databaseInsightsMode: decided.insightsMode,
  };
}
