import { Surroundings } from './surroundings';
import { DatabaseDecisions } from '../decisions';
import { engineName, lifecycleSupport } from '../engine/parameters';

/** The properties that an Aurora cluster and an RDS instance have under the same names. */
export function clusterOrInstance(choices: DatabaseDecisions, { key, subnetGroup }: Surroundings) {
  return {
    engine: engineName(choices),
    engineVersion: choices.engineRelease,
    engineLifecycleSupport: lifecycleSupport(choices),
    masterUsername: choices.masterUser,
    manageMasterUserPassword: choices.managedPassword,
    masterUserSecret: key && { kmsKeyId: key.arn },
    enableIamDatabaseAuthentication: choices.iamAuthentication,
    storageEncrypted: choices.storageEncrypted,
    kmsKeyId: key?.arn,
    dbSubnetGroupName: subnetGroup.ref,
    autoMinorVersionUpgrade: choices.minorUpgrades,
    backupRetentionPeriod: choices.backupRetentionDays,
    deleteAutomatedBackups: choices.deleteAutomatedBackups,
    copyTagsToSnapshot: choices.copyTagsToSnapshot,
    deletionProtection: choices.deletionProtection,
    enableCloudwatchLogsExports: choices.exportedLogs,
    databaseInsightsMode: choices.insightsMode,
  };
}
