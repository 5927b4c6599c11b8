import { SIZES } from './decisions';
import { DatabaseDeployment } from './props';
import { Carrier } from '../../record/place';

type When = NonNullable<Carrier['when']>;
type Read = (value: any) => any;
/** A property by its two names: that of CloudFormation, and that of Terraform. */
type Names = readonly [cloudformation: string, terraform: string];

/** The resource itself. */
const EXISTENCE: Names = ['', ''];

const onAurora: When = ({ deployment }) => deployment === DatabaseDeployment.SERVERLESS;
const onInstance: When = decided => !onAurora(decided);
const onPostgres: When = ({ engine }) => engine === 'postgres';
const onMysql: When = decided => !onPostgres(decided);
const watched: When = ({ alarms }) => alarms;
/** Whether a major version was asked for, which stands for one of its releases. */
const asMajor: When = ({ engineVersion, engineRelease }) => engineRelease.startsWith(`${engineVersion}.`);
/** Whether the data is in this slot. */
const of = (slot: string): When => (slot === 'cluster' ? onAurora : onInstance);
const both =
  (...conditions: When[]): When =>
  decided =>
    conditions.every(holds => holds(decided));

/** The same property of the same slot on both engines. */
function carrier(
  decision: string,
  slot: string | RegExp,
  [cloudformation, terraform]: Names,
  when?: When,
  read?: Read,
): Carrier {
  return {
    decision,
    when,
    cloudformation: { slot, path: cloudformation, read },
    terraform: { slot, path: terraform, read },
  };
}

/** The same property of the cluster or the instance. */
function ofDatabase(decision: string, names: Names, read?: Read): Carrier[] {
  return [carrier(decision, 'cluster', names, onAurora, read), carrier(decision, 'instance', names, onInstance, read)];
}

/** A property of what computes: the instance, or the writer of a cluster. */
function ofWriter(decision: string, names: Names, when: When = () => true, read?: Read): Carrier[] {
  return [
    carrier(decision, 'writer', names, both(onAurora, when), read),
    carrier(decision, 'instance', names, both(onInstance, when), read),
  ];
}

/** A setting of the engine. */
function parameter(decision: string, name: string, when: When, read: Read = value => value): Carrier[] {
  const inGroup = (slot: string, deployed: When): Carrier => ({
    decision,
    when: both(deployed, when),
    cloudformation: { slot, path: 'Parameters', read: (settings: any) => read(settings[name]) },
    terraform: { slot, path: `parameter[name=${name}].value`, read },
  });
  return [inGroup('clusterParameterGroup', onAurora), inGroup('parameterGroup', onInstance)];
}

/** The threshold of an alarm. */
function threshold(decision: string, slot: string, when: When = () => true, read?: Read): Carrier {
  return carrier(decision, slot, ['Threshold', 'threshold'], both(watched, when), read);
}

const isThere: Read = value => value !== undefined;
const isOn: Read = value => ['1', 'ON'].includes(value);
const number: Read = value => (value === undefined ? undefined : Number(value));
const count: Read = (values: any[]) => values.length;
const common: Read = (values: any[]) => (new Set(values).size === 1 ? values[0] : values);
const sizeLike = (fits: (size: (typeof SIZES)[keyof typeof SIZES]) => boolean) =>
  Object.entries(SIZES).find(([, size]) => fits(size))?.[0];

/** Where each decision about a database is seen in what CloudFormation and Terraform are given. */
export const carriers: Carrier[] = [
  ...ofDatabase('engine', ['Engine', 'engine'], value => (/mysql/.test(value) ? 'mysql' : 'postgres')),
  ...ofDatabase('deployment', ['Engine', 'engine'], value => (/^aurora-/.test(value) ? 'serverless' : 'instance')),
  carrier(
    'size',
    'cluster',
    ['ServerlessV2ScalingConfiguration.MaxCapacity', 'serverlessv2_scaling_configuration.max_capacity'],
    onAurora,
    value => sizeLike(size => size.mostUnits === value),
  ),
  carrier('size', 'instance', ['DBInstanceClass', 'instance_class'], onInstance, value =>
    sizeLike(size => size.instanceClass === value),
  ),
  carrier('databaseName', 'cluster', ['DatabaseName', 'database_name'], onAurora),
  carrier('databaseName', 'instance', ['DBName', 'db_name'], onInstance),
  carrier(
    'multiAz',
    'reader1',
    EXISTENCE,
    both(onAurora, ({ readers }) => readers === 0),
    isThere,
  ),
  carrier('multiAz', 'instance', ['MultiAZ', 'multi_az'], onInstance),
  ...ofDatabase('backupRetentionDays', ['BackupRetentionPeriod', 'backup_retention_period']),
  ...ofDatabase(
    'extendedSupport',
    ['EngineLifecycleSupport', 'engine_lifecycle_support'],
    value => !/-disabled$/.test(value),
  ),
  carrier(
    'engineVersion',
    'clusterParameterGroup',
    ['Family', 'family'],
    both(onAurora, asMajor),
    value => /[\d.]+$/.exec(value)?.[0],
  ),
  carrier(
    'engineVersion',
    'parameterGroup',
    ['Family', 'family'],
    both(onInstance, asMajor),
    value => /[\d.]+$/.exec(value)?.[0],
  ),
  carrier('readers', /^reader\d+$/, EXISTENCE, ({ readers, multiAz }) => readers > 0 || !multiAz, count),
  ...['cluster', 'instance'].map(slot =>
    carrier(
      'engineRelease',
      slot,
      ['EngineVersion', 'engine_version'],
      both(of(slot), decided => !asMajor(decided) || !decided.minorUpgrades),
    ),
  ),
  ...ofWriter('minorUpgrades', ['AutoMinorVersionUpgrade', 'auto_minor_version_upgrade']),
  ...ofDatabase('port', ['Port', 'port'], number),
  carrier('masterUser', 'cluster', ['MasterUsername', 'master_username'], onAurora),
  carrier('masterUser', 'instance', ['MasterUsername', 'username'], onInstance),
  carrier('replicas', /^reader\d+$/, EXISTENCE, undefined, count),
  ...ofWriter('instanceClass', ['DBInstanceClass', 'instance_class'], undefined, value =>
    value === 'db.serverless' ? undefined : value,
  ),
  carrier('leastCapacityUnits', 'cluster', [
    'ServerlessV2ScalingConfiguration.MinCapacity',
    'serverlessv2_scaling_configuration.min_capacity',
  ]),
  carrier('mostCapacityUnits', 'cluster', [
    'ServerlessV2ScalingConfiguration.MaxCapacity',
    'serverlessv2_scaling_configuration.max_capacity',
  ]),
  carrier(
    'pauseAfterSeconds',
    'cluster',
    [
      'ServerlessV2ScalingConfiguration.SecondsUntilAutoPause',
      'serverlessv2_scaling_configuration.seconds_until_auto_pause',
    ],
    ({ leastCapacityUnits }) => leastCapacityUnits === 0,
  ),
  carrier('storageGib', 'instance', ['AllocatedStorage', 'allocated_storage'], undefined, number),
  carrier('mostStorageGib', 'instance', ['MaxAllocatedStorage', 'max_allocated_storage']),
  carrier('storageType', 'instance', ['StorageType', 'storage_type']),
  ...ofDatabase('storageEncrypted', ['StorageEncrypted', 'storage_encrypted']),
  ...ofDatabase('ownKey', ['KmsKeyId', 'kms_key_id'], isThere),
  carrier('keyRotation', 'key', ['EnableKeyRotation', 'enable_key_rotation'], ({ ownKey }) => ownKey),
  carrier('keyDeletionDays', 'key', ['PendingWindowInDays', 'deletion_window_in_days'], ({ ownKey }) => ownKey),
  ...parameter('tlsRequired', 'rds.force_ssl', onPostgres, isOn),
  ...parameter('tlsRequired', 'require_secure_transport', onMysql, isOn),
  ...ofDatabase('iamAuthentication', ['EnableIAMDatabaseAuthentication', 'iam_database_authentication_enabled']),
  ...ofDatabase(
    'managedPassword',
    ['ManageMasterUserPassword', 'manage_master_user_password'],
    value => value === true,
  ),
  ...ofWriter('publiclyAccessible', ['PubliclyAccessible', 'publicly_accessible']),
  ...ofDatabase('deletionProtection', ['DeletionProtection', 'deletion_protection']),
  ...['cluster', 'instance'].flatMap((slot): Carrier[] => [
    {
      decision: 'onRemoval',
      when: decided => of(slot)(decided) && decided.onRemoval !== 'retain',
      cloudformation: { slot, path: 'DeletionPolicy', read: value => value.toLowerCase() },
      terraform: { slot, path: 'skip_final_snapshot', read: skipped => (skipped ? 'delete' : 'snapshot') },
    },
    {
      decision: 'onRemoval',
      when: decided => of(slot)(decided) && decided.onRemoval === 'retain',
      cloudformation: { slot, path: 'DeletionPolicy', read: value => value.toLowerCase() },
      terraform: { slot, path: 'lifecycle.prevent_destroy', read: prevented => (prevented ? 'retain' : undefined) },
    },
  ]),
  ...ofDatabase('deleteAutomatedBackups', ['DeleteAutomatedBackups', 'delete_automated_backups']),
  ...ofDatabase('copyTagsToSnapshot', ['CopyTagsToSnapshot', 'copy_tags_to_snapshot']),
  carrier(
    'backtrackHours',
    'cluster',
    ['BacktrackWindow', 'backtrack_window'],
    both(onAurora, onMysql),
    value => (value ?? 0) / 3600,
  ),
  carrier('namedByStack', 'cluster', ['DBClusterIdentifier', 'cluster_identifier'], onAurora, isThere),
  carrier('namedByStack', 'instance', ['DBInstanceIdentifier', 'identifier'], onInstance, isThere),
  ...ofDatabase('exportedLogs', ['EnableCloudwatchLogsExports', 'enabled_cloudwatch_logs_exports']),
  carrier(
    'logRetentionDays',
    /LogGroup$/,
    ['RetentionInDays', 'retention_in_days'],
    ({ namedByStack, exportedLogs }) => namedByStack && exportedLogs.length > 0,
    common,
  ),
  ...parameter('loggedStatements', 'log_statement', onPostgres),
  ...parameter('slowQueryMilliseconds', 'log_min_duration_statement', onPostgres, number),
  ...parameter('slowQueryMilliseconds', 'long_query_time', onMysql, value => Number(value) * 1000),
  ...parameter('auditedEvents', 'server_audit_events', onMysql),
  ...ofWriter('insights', ['EnablePerformanceInsights', 'performance_insights_enabled']),
  ...ofDatabase('insightsMode', ['DatabaseInsightsMode', 'database_insights_mode']),
  ...ofWriter('monitoringSeconds', ['MonitoringInterval', 'monitoring_interval']),
  carrier('alarms', 'memoryAlarm', EXISTENCE, undefined, isThere),
  ...ofWriter(
    'insightsRetentionDays',
    ['PerformanceInsightsRetentionPeriod', 'performance_insights_retention_period'],
    ({ insights }) => insights,
  ),
  carrier('alarmPeriods', /Alarm$/, ['EvaluationPeriods', 'evaluation_periods'], watched, common),
  threshold('capacityAlarmPercent', 'capacityAlarm'),
  threshold('cpuAlarmPercent', 'cpuAlarm'),
  threshold('freeMemoryAlarmBytes', 'memoryAlarm'),
  threshold('connectionsAlarm', 'connectionsAlarm'),
  threshold('freeStorageAlarmBytes', 'storageAlarm'),
  threshold(
    'replicaLagAlarmSeconds',
    'replicaLagAlarm',
    decided => onInstance(decided) || decided.replicas > 0,
    value => (value === undefined ? undefined : value / 1000),
  ),
];

/** What the two engines do not say alike. The README has the reasons. */
export const differences: string[] = ['engineRelease'];
