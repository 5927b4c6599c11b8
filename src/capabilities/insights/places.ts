import { InsightsDecisions } from './decisions';
import { Carrier, corresponding, Pair, Read } from '../../record/place';

type When = (decided: InsightsDecisions) => boolean;

const carrier = (
  decision: keyof InsightsDecisions,
  slot: string | RegExp,
  paths: Pair<string>,
  read?: Read | Pair<Read>,
  when?: When,
) => corresponding<InsightsDecisions>(decision, slot, paths, read, when);

/** Terraform has a resource of its own for it. */
const beside = (
  decision: keyof InsightsDecisions,
  cloudformation: Pair<string>,
  terraform: Pair<string>,
  read?: Read | Pair<Read>,
  when?: When,
): Carrier => {
  const [readCloudformation, readTerraform] = typeof read === 'function' || read === undefined ? [read, read] : read;
  return {
    decision,
    cloudformation: { slot: cloudformation[0], path: cloudformation[1], read: readCloudformation },
    terraform: { slot: terraform[0], path: terraform[1], read: readTerraform },
    when: when as Carrier['when'],
  };
};

/** The resource itself. */
const EXISTENCE: Pair<string> = ['', ''];

const hasKey: When = ({ ownKey }) => ownKey;
const isLogged: When = ({ accessLogs }) => accessLogs;
const watched: When = ({ alarms }) => alarms;

const isThere: Read = value => value !== undefined;
const days: Read = seconds => seconds / 86_400;
const text: Read = value => JSON.stringify(value ?? '');
const kept: Pair<Read> = [policy => policy.toLowerCase(), prevented => (prevented ? 'retain' : 'delete')];
const allBlocked: Read = (block: any) =>
  Object.values(block)
    .filter(value => typeof value === 'boolean')
    .every(value => value === true);
const organization: Read = statement => /o-[a-z0-9]{10,32}/.exec(text(statement))?.[0] ?? null;
const accounts: Read = statement => [...text(statement).matchAll(/:iam::(\d{12}):root/g)].map(([, account]) => account);
/** The documents of Terraform are text, in which a type is found as it is in a list of them. */
const types: Pair<Read> = [
  (detailTypes: any[]) => detailTypes.map(type => (type.prefix === undefined ? type : `${type.prefix}*`)),
  (pattern: string) =>
    [...pattern.split('"detail-type" = ')[1].matchAll(/"prefix" = "([^"]*)"|"([^"]*)"/g)].map(([, prefix, type]) =>
      prefix === undefined ? type : `${prefix}*`,
    ),
];
const rules = (id: string, key: Pair<string>): Pair<Read> => [
  (all: any[]) => all.find(rule => rule.Id === id)?.[key[0]],
  (all: any[]) => all.find(rule => rule.id === id)?.[key[1]]?.[0],
];
const within = (name: Pair<string>, [cloudformation, terraform]: Pair<Read>): Pair<Read> => [
  value => cloudformation(value)?.[name[0]],
  value => terraform(value)?.[name[1]],
];
const LIFECYCLE = {
  cloudformation: ['bucket', 'LifecycleConfiguration.Rules'],
  terraform: ['bucketLifecycle', 'rule'],
} as const;
const expiring = (decision: keyof InsightsDecisions, id: string) => {
  const [cloudformation, terraform] = rules(id, ['ExpirationInDays', 'expiration']);
  return beside(decision, LIFECYCLE.cloudformation, LIFECYCLE.terraform, [
    cloudformation,
    value => terraform(value)?.days,
  ]);
};
const LOG_LIFECYCLE = {
  cloudformation: ['accessLogBucket', 'LifecycleConfiguration.Rules'],
  terraform: ['accessLogBucketLifecycle', 'rule'],
} as const;
const expiringLogs = (decision: keyof InsightsDecisions, keys: Pair<string>, name?: Pair<string>) => {
  const read = rules('expire', keys);
  return beside(
    decision,
    LOG_LIFECYCLE.cloudformation,
    LOG_LIFECYCLE.terraform,
    name ? within(name, read) : [read[0], value => read[1](value)?.days],
    isLogged,
  );
};
/** What Athena keeps of a view. */
const viewed: Read = (original: string) =>
  JSON.parse(Buffer.from(/^\/\* Presto View: (\S+) \*\/$/.exec(original)![1], 'base64').toString());
const productionNames: Read = original =>
  /regexp_like\(lower\(stack_name\), '((?:[^']|'')*)'\)/.exec(viewed(original).originalSql)?.[1].replace(/''/g, "'");
const S3 = ['ExtendedS3DestinationConfiguration', 'extended_s3_configuration'] as const;
const CONFIGURATION = ['WorkGroupConfiguration', 'configuration'] as const;

/** Where each decision is seen in what CloudFormation and Terraform are given. */
export const carriers: Carrier[] = [
  carrier('organizationId', 'eventBusPolicy', ['Statement', 'policy'], organization),
  carrier('accounts', 'eventBusPolicy', ['Statement', 'policy'], accounts),
  expiring('retentionDays', 'events'),
  carrier('retentionDays', 'rawTable', ['TableInput.Parameters', 'parameters'], (parameters: any) =>
    Number(/^NOW-(\d+)DAYS,NOW$/.exec(parameters['projection.day.range'])?.[1]),
  ),
  carrier('name', 'eventBus', ['Name', 'name']),
  carrier('name', 'workGroup', ['Name', 'name']),
  carrier('name', 'database', ['DatabaseInput.Name', 'name'], name => name.replace(/_/g, '-')),
  carrier('name', 'eventsView', ['TableInput.ViewOriginalText', 'view_original_text'], original =>
    viewed(original).schema.replace(/_/g, '-'),
  ),
  carrier('eventTypes', 'rule', ['EventPattern.detail-type', 'event_pattern'], types),
  beside(
    'deliveryTries',
    ['rule', 'Targets[Id=DeliveryStream].RetryPolicy.MaximumRetryAttempts'],
    ['ruleTarget', 'retry_policy.maximum_retry_attempts'],
  ),
  beside(
    'deliveryTryHours',
    ['rule', 'Targets[Id=DeliveryStream].RetryPolicy.MaximumEventAgeInSeconds'],
    ['ruleTarget', 'retry_policy.maximum_event_age_in_seconds'],
    seconds => seconds / 3600,
  ),
  carrier(
    'undeliveredRetentionDays',
    'undeliveredQueue',
    ['MessageRetentionPeriod', 'message_retention_seconds'],
    days,
  ),
  carrier('bufferSeconds', 'deliveryStream', [
    `${S3[0]}.BufferingHints.IntervalInSeconds`,
    `${S3[1]}.buffering_interval`,
  ]),
  carrier('bufferMib', 'deliveryStream', [`${S3[0]}.BufferingHints.SizeInMBs`, `${S3[1]}.buffering_size`]),
  carrier('compression', 'deliveryStream', [`${S3[0]}.CompressionFormat`, `${S3[1]}.compression_format`], format =>
    format === 'GZIP' ? 'gzip' : 'none',
  ),
  carrier('compression', 'rawTable', ['TableInput.Parameters.compressionType', 'parameters.compressionType']),
  beside('publicAccessBlocked', ['bucket', 'PublicAccessBlockConfiguration'], ['bucketPublicAccess', ''], allBlocked),
  beside(
    'aclsDisabled',
    ['bucket', 'OwnershipControls.Rules[0].ObjectOwnership'],
    ['bucketOwnership', 'rule.object_ownership'],
    ownership => ownership === 'BucketOwnerEnforced',
  ),
  carrier('tlsRequired', 'bucketPolicy', ['PolicyDocument', 'policy'], document =>
    /aws:SecureTransport/.test(text(document)),
  ),
  carrier('tlsRequired', 'undeliveredQueuePolicy', ['PolicyDocument', 'policy'], document =>
    /aws:SecureTransport/.test(text(document)),
  ),
  carrier(
    'minimumTlsVersion',
    'bucketPolicy',
    ['PolicyDocument', 'policy'],
    document => /s3:TlsVersion\W+([\d.]+)/.exec(text(document))?.[1],
  ),
  beside(
    'versioned',
    ['bucket', 'VersioningConfiguration.Status'],
    ['bucketVersioning', 'versioning_configuration.status'],
    status => status === 'Enabled',
  ),
  beside(
    'oldVersionDays',
    LIFECYCLE.cloudformation,
    LIFECYCLE.terraform,
    within(
      ['NoncurrentDays', 'noncurrent_days'],
      rules('all', ['NoncurrentVersionExpiration', 'noncurrent_version_expiration']),
    ),
  ),
  beside(
    'uploadDays',
    LIFECYCLE.cloudformation,
    LIFECYCLE.terraform,
    within(
      ['DaysAfterInitiation', 'days_after_initiation'],
      rules('all', ['AbortIncompleteMultipartUpload', 'abort_incomplete_multipart_upload']),
    ),
  ),
  beside('objectLock', ['bucket', 'ObjectLockEnabled'], ['bucketObjectLock', ''], isThere),
  expiring('errorRetentionDays', 'errors'),
  carrier('ownKey', 'key', EXISTENCE, isThere),
  carrier(
    'ownKey',
    'deliveryStream',
    ['DeliveryStreamEncryptionConfigurationInput.KeyType', 'server_side_encryption.key_type'],
    type => type === 'CUSTOMER_MANAGED_CMK',
  ),
  carrier('ownKey', 'undeliveredQueue', ['KmsMasterKeyId', 'kms_master_key_id'], isThere),
  carrier(
    'ownKey',
    'workGroup',
    [
      `${CONFIGURATION[0]}.ResultConfiguration.EncryptionConfiguration.EncryptionOption`,
      `${CONFIGURATION[1]}.result_configuration.encryption_configuration.encryption_option`,
    ],
    option => option === 'SSE_KMS',
  ),
  beside(
    'ownKey',
    ['bucket', 'BucketEncryption.ServerSideEncryptionConfiguration[0].ServerSideEncryptionByDefault.SSEAlgorithm'],
    ['bucketEncryption', 'rule[0].apply_server_side_encryption_by_default.sse_algorithm'],
    algorithm => algorithm === 'aws:kms',
  ),
  carrier('keyRotation', 'key', ['EnableKeyRotation', 'enable_key_rotation'], undefined, hasKey),
  carrier('keyDeletionDays', 'key', ['PendingWindowInDays', 'deletion_window_in_days'], undefined, hasKey),
  beside(
    'bucketKey',
    ['bucket', 'BucketEncryption.ServerSideEncryptionConfiguration[0].BucketKeyEnabled'],
    ['bucketEncryption', 'rule[0].bucket_key_enabled'],
    undefined,
    hasKey,
  ),
  beside(
    'eventBridge',
    ['bucket', 'NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled'],
    ['bucketNotification', 'eventbridge'],
    value => value === true,
  ),
  carrier('accessLogs', 'accessLogBucket', EXISTENCE, isThere),
  beside('accessLogs', ['bucket', 'LoggingConfiguration'], ['bucketLogging', ''], isThere),
  expiringLogs('accessLogRetentionDays', ['ExpirationInDays', 'expiration']),
  expiringLogs(
    'accessLogVersionDays',
    ['NoncurrentVersionExpiration', 'noncurrent_version_expiration'],
    ['NoncurrentDays', 'noncurrent_days'],
  ),
  expiringLogs(
    'accessLogUploadDays',
    ['AbortIncompleteMultipartUpload', 'abort_incomplete_multipart_upload'],
    ['DaysAfterInitiation', 'days_after_initiation'],
  ),
  ...['bucket', 'undeliveredQueue'].map(slot =>
    carrier('onRemoval', slot, ['DeletionPolicy', 'lifecycle.prevent_destroy'], kept),
  ),
  carrier('onRemoval', 'workGroup', ['RecursiveDeleteOption', 'force_destroy'], destroyed =>
    destroyed ? 'delete' : 'retain',
  ),
  carrier(
    'scanLimitGib',
    'workGroup',
    [`${CONFIGURATION[0]}.BytesScannedCutoffPerQuery`, `${CONFIGURATION[1]}.bytes_scanned_cutoff_per_query`],
    bytes => bytes / 1024 ** 3,
  ),
  carrier('settingsEnforced', 'workGroup', [
    `${CONFIGURATION[0]}.EnforceWorkGroupConfiguration`,
    `${CONFIGURATION[1]}.enforce_workgroup_configuration`,
  ]),
  carrier('queryMetrics', 'workGroup', [
    `${CONFIGURATION[0]}.PublishCloudWatchMetricsEnabled`,
    `${CONFIGURATION[1]}.publish_cloudwatch_metrics_enabled`,
  ]),
  carrier('athenaEngine', 'workGroup', [
    `${CONFIGURATION[0]}.EngineVersion.SelectedEngineVersion`,
    `${CONFIGURATION[1]}.engine_version.selected_engine_version`,
  ]),
  expiring('resultRetentionDays', 'results'),
  carrier('productionNames', 'eventsView', ['TableInput.ViewOriginalText', 'view_original_text'], productionNames),
  carrier('logRetentionDays', 'deliveryLogGroup', ['RetentionInDays', 'retention_in_days']),
  carrier(
    'logsKeptOnDeletion',
    'deliveryLogGroup',
    ['DeletionPolicy', 'skip_destroy'],
    [policy => policy === 'Retain', skipped => skipped === true],
  ),
  carrier(
    'logsKeptOnDeletion',
    'deliveryLogStream',
    ['DeletionPolicy', 'lifecycle.prevent_destroy'],
    [policy => policy === 'Retain', prevented => prevented === true],
  ),
  carrier('logEncryption', 'deliveryLogGroup', ['KmsKeyId', 'kms_key_id'], key => (key ? 'own-key' : 'service-key')),
  ...['undeliveredAlarm', 'freshnessAlarm', 'deliverySuccessAlarm'].map(slot =>
    carrier('alarms', slot, EXISTENCE, isThere),
  ),
  carrier('undeliveredAlarm', 'undeliveredAlarm', ['Threshold', 'threshold'], undefined, watched),
  carrier(
    'undeliveredAlarmMinutes',
    'undeliveredAlarm',
    ['EvaluationPeriods', 'evaluation_periods'],
    undefined,
    watched,
  ),
  carrier('freshnessAlarmSeconds', 'freshnessAlarm', ['Threshold', 'threshold'], undefined, watched),
  carrier('freshnessAlarmMinutes', 'freshnessAlarm', ['EvaluationPeriods', 'evaluation_periods'], undefined, watched),
  carrier('deliverySuccessAlarm', 'deliverySuccessAlarm', ['Threshold', 'threshold'], undefined, watched),
  carrier(
    'deliverySuccessAlarmMinutes',
    'deliverySuccessAlarm',
    ['EvaluationPeriods', 'evaluation_periods'],
    undefined,
    watched,
  ),
];

/** What the two engines do not say alike: nothing. */
export const differences: string[] = [];
