import { DatabaseDeployment, DatabaseEngine, DatabaseSize, ManagedDatabaseProps } from './props';
import { Access } from '../../binding/binding';
import { Samples } from '../../path/sample';

const POSTGRES = DatabaseEngine.postgres();
const MYSQL = DatabaseEngine.mysql();
const { SERVERLESS, INSTANCE } = DatabaseDeployment;

const KEY = 'arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d-0000-4000-8000-000000000000';

export const samples: Samples<ManagedDatabaseProps> = {
  typical: { engine: POSTGRES },
  everything: around => ({
    engine: DatabaseEngine.postgres('17'),
    deployment: SERVERLESS,
    size: DatabaseSize.XLARGE,
    databaseName: 'orders',
    readers: 2,
    backupRetentionDays: 14,
    multiAz: true,
    extendedSupport: true,
    network: around.network,
    owner: 'team',
  }),
  others: {
    'with a key of the team': { engine: POSTGRES, encryptionKeyArn: KEY },
    'an instance with a key of the team': { engine: MYSQL, deployment: INSTANCE, encryptionKeyArn: KEY },
    MySQL: { engine: MYSQL, size: DatabaseSize.MEDIUM },
    'one node': { engine: POSTGRES, multiAz: false },
    'readers without a standby': { engine: POSTGRES, readers: 3, multiAz: false },
    'an exact version': { engine: DatabaseEngine.postgres('17.6') },
    'an instance': { engine: POSTGRES, deployment: INSTANCE, size: DatabaseSize.SMALL },
    'a MySQL instance': { engine: MYSQL, deployment: INSTANCE, size: DatabaseSize.LARGE },
    'a MySQL instance without insights': { engine: MYSQL, deployment: INSTANCE, size: DatabaseSize.XSMALL },
  },
  otherwise: [
    {
      minorUpgrades: false,
      port: 6000,
      masterUser: 'boss',
      ownKey: true,
      keyRotation: false,
      keyDeletionDays: 7,
      tlsRequired: false,
      iamAuthentication: false,
      deletionProtection: false,
      onRemoval: 'retain',
      deleteAutomatedBackups: true,
      copyTagsToSnapshot: false,
      backtrackHours: 24,
      exportedLogs: [],
      logRetentionDays: 90,
      loggedStatements: 'all',
      slowQueryMilliseconds: 250,
      auditedEvents: 'CONNECT',
      insightsMode: 'advanced',
      monitoringSeconds: 15,
      alarmPeriods: 3,
      capacityAlarmPercent: 70,
      cpuAlarmPercent: 60,
      replicaLagAlarmSeconds: 5,
    },
    {
      publiclyAccessible: true,
      managedPassword: false,
      namedByStack: false,
      storageEncrypted: false,
      ownKey: false,
      alarms: false,
    },
  ],
  accesses: [Access.READ, Access.WRITE, Access.READ_WRITE],
};
