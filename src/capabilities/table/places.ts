import { TableCapacityMode } from './capacity';
import { TableDecisions } from './decisions';
import { TableStream } from './props';
import { Carrier, corresponding, Pair, Read } from '../../record/place';

type When = (decided: TableDecisions) => boolean;

const carrier = corresponding<TableDecisions>;

/** A property of the table. */
function ofTable(decision: keyof TableDecisions, paths: Pair<string>, read?: Read | Pair<Read>, when?: When): Carrier {
  return carrier(decision, 'table', paths, read, when);
}

/** A property that each of the scaling policies has. */
function ofPolicies(decision: keyof TableDecisions, paths: Pair<string>): Carrier {
  return carrier(decision, /ScalingPolicy$/, paths, common, isProvisioned);
}

const isThere: Read = value => value !== undefined;
const words: Read = (constant?: string) => constant?.toLowerCase().replace(/_/g, '-');
const common: Read = (values: any[]) =>
  new Set(values.map(each => JSON.stringify(each))).size === 1 ? values[0] : values;
const names = (list: any[] = []) => list.map(each => each.IndexName ?? each.name);
const TYPES: { [letter: string]: string } = { S: 'string', N: 'number', B: 'binary' };
const attributes: Read = (list: any[]) =>
  list.map(each => `${each.AttributeName ?? each.name}: ${TYPES[each.AttributeType ?? each.type]}`);
const billing: Read = mode => (mode === 'PROVISIONED' ? TableCapacityMode.PROVISIONED : TableCapacityMode.ON_DEMAND);

const isProvisioned: When = ({ capacity }) => capacity === TableCapacityMode.PROVISIONED;
const isOnDemand: When = decided => !isProvisioned(decided);
const hasIndexes: When = ({ indexes }) => indexes.length > 0;
const hasKey: When = ({ ownKey }) => ownKey;
const isWatched: When = ({ alarms }) => alarms;

/** A bound: of the request on demand, of scaling where it is provisioned; of the table and of its indexes alike. */
function bound(
  decision: 'maxReads' | 'maxWrites',
  [cloudformation, terraform]: Pair<string>,
  slots: RegExp,
): Carrier[] {
  return [
    ofTable(
      decision,
      [`OnDemandThroughput.${cloudformation}`, `on_demand_throughput.${terraform}`],
      undefined,
      isOnDemand,
    ),
    ofTable(
      decision,
      ['GlobalSecondaryIndexes', 'global_secondary_index'],
      [
        (list: any[]) => common(list.map(each => each.OnDemandThroughput?.[cloudformation])),
        (list: any[]) => common(list.map(each => each.on_demand_throughput?.[terraform])),
      ],
      decided => isOnDemand(decided) && hasIndexes(decided),
    ),
    carrier(decision, slots, ['MaxCapacity', 'max_capacity'], common, isProvisioned),
  ];
}

/** Where a provisioned table starts, and what scaling leaves it. */
function least(
  decision: 'minReads' | 'minWrites',
  [cloudformation, terraform]: Pair<string>,
  slots: RegExp,
): Carrier[] {
  return [
    ofTable(decision, [`ProvisionedThroughput.${cloudformation}`, terraform]),
    carrier(decision, slots, ['MinCapacity', 'min_capacity'], common, isProvisioned),
  ];
}

/** Where each decision about a table is seen, on CloudFormation and on Terraform. */
export const carriers: Carrier[] = [
  ofTable('partitionKey', ['KeySchema[KeyType=HASH].AttributeName', 'hash_key']),
  ofTable('sortKey', ['KeySchema[KeyType=RANGE].AttributeName', 'range_key']),
  ofTable('indexes', ['GlobalSecondaryIndexes', 'global_secondary_index'], names),
  ofTable('keyAttributes', ['AttributeDefinitions', 'attribute'], attributes),
  // By an index that does not say what it holds; the tests ask for it first.
  ofTable(
    'indexProjection',
    ['GlobalSecondaryIndexes[0].Projection.ProjectionType', 'global_secondary_index[0].projection_type'],
    words,
    hasIndexes,
  ),
  ofTable('timeToLiveAttribute', ['TimeToLiveSpecification.AttributeName', 'ttl.attribute_name']),
  ofTable(
    'stream',
    ['StreamSpecification.StreamViewType', 'stream_view_type'],
    value => words(value) ?? TableStream.NONE,
  ),
  ofTable('capacity', ['BillingMode', 'billing_mode'], billing),
  ...least('minReads', ['ReadCapacityUnits', 'read_capacity'], /[rR]eadScalingTarget$/),
  ...least('minWrites', ['WriteCapacityUnits', 'write_capacity'], /[wW]riteScalingTarget$/),
  ...bound('maxReads', ['MaxReadRequestUnits', 'max_read_request_units'], /[rR]eadScalingTarget$/),
  ...bound('maxWrites', ['MaxWriteRequestUnits', 'max_write_request_units'], /[wW]riteScalingTarget$/),
  ofPolicies('targetUtilizationPercent', [
    'TargetTrackingScalingPolicyConfiguration.TargetValue',
    'target_tracking_scaling_policy_configuration.target_value',
  ]),
  ofPolicies('scaleInCooldownSeconds', [
    'TargetTrackingScalingPolicyConfiguration.ScaleInCooldown',
    'target_tracking_scaling_policy_configuration.scale_in_cooldown',
  ]),
  ofPolicies('scaleOutCooldownSeconds', [
    'TargetTrackingScalingPolicyConfiguration.ScaleOutCooldown',
    'target_tracking_scaling_policy_configuration.scale_out_cooldown',
  ]),
  ofTable('tableClass', ['TableClass', 'table_class'], value => words(value).replace(/^standard-(?=infrequent)/, '')),
  ofTable('pointInTimeRecovery', [
    'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled',
    'point_in_time_recovery.enabled',
  ]),
  ofTable('ownKey', ['SSESpecification.KMSMasterKeyId', 'server_side_encryption.kms_key_arn'], isThere),
  carrier('keyRotation', 'key', ['EnableKeyRotation', 'enable_key_rotation'], undefined, hasKey),
  carrier('keyDeletionDays', 'key', ['PendingWindowInDays', 'deletion_window_in_days'], undefined, hasKey),
  ofTable('deletionProtection', ['DeletionProtectionEnabled', 'deletion_protection_enabled']),
  // Terraform can keep a table only by refusing to destroy it, and protects a protected one in the same way.
  ofTable(
    'onRemoval',
    ['DeletionPolicy', 'lifecycle.prevent_destroy'],
    [words, prevented => (prevented ? 'retain' : 'delete')],
    ({ deletionProtection, onRemoval }) => !deletionProtection || onRemoval === 'retain',
  ),
  ofTable('recoveryDays', [
    'PointInTimeRecoverySpecification.RecoveryPeriodInDays',
    'point_in_time_recovery.recovery_period_in_days',
  ]),
  {
    decision: 'contributorInsights',
    cloudformation: {
      slot: 'table',
      path: 'ContributorInsightsSpecification',
      read: ({ Enabled, Mode }) => (Enabled ? words(Mode) : 'none'),
    },
    terraform: { slot: 'contributorInsights', path: 'mode', read: mode => words(mode) ?? 'none' },
  },
  {
    decision: 'contributorInsights',
    when: hasIndexes as Carrier['when'],
    cloudformation: {
      slot: 'table',
      path: 'GlobalSecondaryIndexes',
      read: (list: any[]) =>
        common(list.map(({ ContributorInsightsSpecification: { Enabled, Mode } }) => (Enabled ? words(Mode) : 'none'))),
    },
    terraform: {
      slot: /^index.+ContributorInsights$/,
      path: 'mode',
      read: (modes: string[]) => (modes.length > 0 ? common(modes.map(words)) : 'none'),
    },
  },
  carrier('alarms', 'throttleAlarm', ['', ''], isThere),
  carrier('alarmPeriods', /Alarm$/, ['EvaluationPeriods', 'evaluation_periods'], common, isWatched),
  carrier('throttleAlarmEvents', /[tT]hrottleAlarm$/, ['Threshold', 'threshold'], common, isWatched),
  carrier('systemErrorAlarmCount', 'systemErrorsAlarm', ['Threshold', 'threshold'], undefined, isWatched),
];

/** What the two engines do not say alike. There is none. */
export const differences: string[] = [];
