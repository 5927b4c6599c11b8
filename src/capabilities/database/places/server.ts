import { MOST_UNITS, ofDatabase, ofWriter, ON_AURORA, ON_INSTANCE, RESOURCE } from './of-database';
import { Place } from '../../../record/place';
import { DatabaseDecisions } from '../decisions';

const READERS = { slots: '^reader\\d+$', gather: 'count', ...RESOURCE };
const FAMILY = { cloudformation: 'Family', terraform: 'family', unit: 'version', provided: 'major-version' };
const ENGINE = { cloudformation: 'Engine', terraform: 'engine' };

/** The places of a team's choices, and of the server that follows from them. */
export const serverPlaces: Place<DatabaseDecisions>[] = [
  ...ofDatabase('engine', { ...ENGINE, unit: 'engine' }),
  ...ofDatabase('deployment', { ...ENGINE, unit: 'deployment' }),
  { decision: 'size', slot: 'cluster', ...MOST_UNITS, unit: 'size-of-units', when: ON_AURORA },
  {
    decision: 'size',
    slot: 'instance',
    cloudformation: 'DBInstanceClass',
    terraform: 'instance_class',
    unit: 'size-of-class',
    when: ON_INSTANCE,
  },
  {
    decision: 'databaseName',
    slot: 'cluster',
    cloudformation: 'DatabaseName',
    terraform: 'database_name',
    when: ON_AURORA,
  },
  { decision: 'databaseName', slot: 'instance', cloudformation: 'DBName', terraform: 'db_name', when: ON_INSTANCE },
  { decision: 'multiAz', slot: 'reader1', ...RESOURCE, unit: 'present', when: { ...ON_AURORA, readers: 0 } },
  { decision: 'multiAz', slot: 'instance', cloudformation: 'MultiAZ', terraform: 'multi_az', when: ON_INSTANCE },
  ...ofDatabase('backupRetentionDays', {
    cloudformation: 'BackupRetentionPeriod',
    terraform: 'backup_retention_period',
  }),
  ...ofDatabase('extendedSupport', {
    cloudformation: 'EngineLifecycleSupport',
    terraform: 'engine_lifecycle_support',
    unit: 'extended-support',
  }),
  { decision: 'engineVersion', slot: 'clusterParameterGroup', ...FAMILY, when: ON_AURORA },
  { decision: 'engineVersion', slot: 'parameterGroup', ...FAMILY, when: ON_INSTANCE },
  { decision: 'readers', ...READERS, when: [{ readers: { not: [0] } }, { multiAz: false }] },
  ...ofDatabase('engineRelease', {
    cloudformation: 'EngineVersion',
    terraform: 'engine_version',
    provided: 'exact-version-on-both',
  }),
  ...ofWriter('minorUpgrades', { cloudformation: 'AutoMinorVersionUpgrade', terraform: 'auto_minor_version_upgrade' }),
  ...ofDatabase('port', { cloudformation: 'Port', terraform: 'port', unit: 'number' }),
  {
    decision: 'masterUser',
    slot: 'cluster',
    cloudformation: 'MasterUsername',
    terraform: 'master_username',
    when: ON_AURORA,
  },
  {
    decision: 'masterUser',
    slot: 'instance',
    cloudformation: 'MasterUsername',
    terraform: 'username',
    when: ON_INSTANCE,
  },
  { decision: 'replicas', ...READERS },
  ...ofWriter('instanceClass', {
    cloudformation: 'DBInstanceClass',
    terraform: 'instance_class',
    unit: 'instance-class',
  }),
];
