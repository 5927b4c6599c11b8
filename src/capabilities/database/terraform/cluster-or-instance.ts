import { toldVersion } from './engine-version';
import { keepData } from './protection';
import { Surroundings } from './surroundings';
import { DatabaseDecisions } from '../decisions';
import { engineName, lifecycleSupport } from '../engine/parameters';

/** The properties that an Aurora cluster and an RDS instance have under the same names. */
export function clusterOrInstance(choices: DatabaseDecisions, around: Surroundings) {
  const { key, subnetGroup, securityGroup } = around;
  return {
    engine: engineName(choices),
    engineVersion: toldVersion(choices),
    engineLifecycleSupport: lifecycleSupport(choices),
    port: choices.port,
    // Terraform takes a password of one's own beside nothing but silence.
    manageMasterUserPassword: choices.managedPassword || undefined,
    masterUserSecretKmsKeyId: key?.arn,
    iamDatabaseAuthenticationEnabled: choices.iamAuthentication,
    storageEncrypted: choices.storageEncrypted,
    kmsKeyId: key?.arn,
    dbSubnetGroupName: subnetGroup.name,
    vpcSecurityGroupIds: [securityGroup.id],
    backupRetentionPeriod: choices.backupRetentionDays,
    copyTagsToSnapshot: choices.copyTagsToSnapshot,
    enabledCloudwatchLogsExports: choices.exportedLogs,
    databaseInsightsMode: choices.insightsMode,
    applyImmediately: false,
    ...keepData(choices, around),
  };
}
