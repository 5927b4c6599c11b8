import { toldVersion } from './engine-version';
import { keepData } from './protection';
import { Surroundings } from './surroundings';
import { DatabaseDecisions } from '../decisions';
import { engineName, lifecycleSupport } from '../engine/parameters';

/** What an Aurora cluster and an RDS instance are told in the same words. */
export function clusterOrInstance(decided: DatabaseDecisions, around: Surroundings) {
  const { key, subnetGroup, securityGroup } = around;
  return {
    engine: engineName(decided),
    engineVersion: toldVersion(decided),
    engineLifecycleSupport: lifecycleSupport(decided),
    port: decided.port,
    // Terraform takes a password of one's own beside nothing but silence.
    manageMasterUserPassword: decided.managedPassword || undefined,
    masterUserSecretKmsKeyId: key?.arn,
    iamDatabaseAuthenticationEnabled: decided.iamAuthentication,
    storageEncrypted: decided.storageEncrypted,
    kmsKeyId: key?.arn,
    dbSubnetGroupName: subnetGroup.name,
    vpcSecurityGroupIds: [securityGroup.id],
    backupRetentionPeriod: decided.backupRetentionDays,
    copyTagsToSnapshot: decided.copyTagsToSnapshot,
    enabledCloudwatchLogsExports: decided.exportedLogs,
    databaseInsightsMode: decided.insightsMode,
    applyImmediately: false,
    ...keepData(decided, around),
  };
}
