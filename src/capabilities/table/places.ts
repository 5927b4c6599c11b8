import { TableDecisions } from './decisions';
import { broughtKeyPlace } from '../../parts/data-key/brought';
import { keyPlaces } from '../../parts/data-key/places';
import { Codecs, CODECS, GATHERERS } from '../../record/codecs';
import { Place } from '../../record/place';

const WITH_INDEXES = { indexes: { not: [[]] } };
const KEY = { cloudformation: 'SSESpecification.KMSMasterKeyId', terraform: 'server_side_encryption.kms_key_arn' };
const WITH_ALARMS = { alarms: true };
const ON_DEMAND = { capacity: 'on-demand' };
const PROVISIONED = { capacity: 'provisioned' };

/** All scaling targets, and all policies, which have to be alike. */
const READ_TARGETS = { slots: '[rR]eadScalingTarget$', gather: 'alike', when: PROVISIONED };
const WRITE_TARGETS = { slots: '[wW]riteScalingTarget$', gather: 'alike', when: PROVISIONED };
const POLICIES = { slots: 'ScalingPolicy$', gather: 'alike', when: PROVISIONED };
const LEAST = { cloudformation: 'MinCapacity', terraform: 'min_capacity' };
const GREATEST = { cloudformation: 'MaxCapacity', terraform: 'max_capacity' };
const INDEXES = { cloudformation: 'GlobalSecondaryIndexes', terraform: 'global_secondary_index' };
const THRESHOLD = { cloudformation: 'Threshold', terraform: 'threshold', when: WITH_ALARMS };

export const places: Place<TableDecisions>[] = [
  {
    decision: 'partitionKey',
    slot: 'table',
    cloudformation: 'KeySchema[KeyType=HASH].AttributeName',
    terraform: 'hash_key',
  },
  {
    decision: 'sortKey',
    slot: 'table',
    cloudformation: 'KeySchema[KeyType=RANGE].AttributeName',
    terraform: 'range_key',
  },
  { decision: 'indexes', slot: 'table', ...INDEXES, unit: 'index-names' },
  {
    decision: 'keyAttributes',
    slot: 'table',
    cloudformation: 'AttributeDefinitions',
    terraform: 'attribute',
    unit: 'names-with-types',
  },
  // Seen at an index that does not say what it holds: in the samples, the first one.
  {
    decision: 'indexProjection',
    slot: 'table',
    cloudformation: 'GlobalSecondaryIndexes[0].Projection.ProjectionType',
    terraform: 'global_secondary_index[0].projection_type',
    unit: 'kebab-case',
    when: WITH_INDEXES,
  },
  {
    decision: 'timeToLiveAttribute',
    slot: 'table',
    cloudformation: 'TimeToLiveSpecification.AttributeName',
    terraform: 'ttl.attribute_name',
  },
  {
    decision: 'stream',
    slot: 'table',
    cloudformation: 'StreamSpecification.StreamViewType',
    terraform: 'stream_view_type',
    unit: 'kebab-case-or-none',
  },
  { decision: 'capacity', slot: 'table', cloudformation: 'BillingMode', terraform: 'billing_mode', unit: 'capacity' },
  {
    decision: 'minReads',
    slot: 'table',
    cloudformation: 'ProvisionedThroughput.ReadCapacityUnits',
    terraform: 'read_capacity',
  },
  { decision: 'minReads', ...READ_TARGETS, ...LEAST },
  {
    decision: 'minWrites',
    slot: 'table',
    cloudformation: 'ProvisionedThroughput.WriteCapacityUnits',
    terraform: 'write_capacity',
  },
  { decision: 'minWrites', ...WRITE_TARGETS, ...LEAST },
  {
    decision: 'maxReads',
    slot: 'table',
    cloudformation: 'OnDemandThroughput.MaxReadRequestUnits',
    terraform: 'on_demand_throughput.max_read_request_units',
    when: ON_DEMAND,
  },
  {
    decision: 'maxReads',
    slot: 'table',
    ...INDEXES,
    unit: 'reads-of-indexes',
    when: { ...ON_DEMAND, ...WITH_INDEXES },
  },
  { decision: 'maxReads', ...READ_TARGETS, ...GREATEST },
  {
    decision: 'maxWrites',
    slot: 'table',
    cloudformation: 'OnDemandThroughput.MaxWriteRequestUnits',
    terraform: 'on_demand_throughput.max_write_request_units',
    when: ON_DEMAND,
  },
  {
    decision: 'maxWrites',
    slot: 'table',
    ...INDEXES,
    unit: 'writes-of-indexes',
    when: { ...ON_DEMAND, ...WITH_INDEXES },
  },
  { decision: 'maxWrites', ...WRITE_TARGETS, ...GREATEST },
  {
    decision: 'targetUtilizationPercent',
    ...POLICIES,
    cloudformation: 'TargetTrackingScalingPolicyConfiguration.TargetValue',
    terraform: 'target_tracking_scaling_policy_configuration.target_value',
  },
  {
    decision: 'scaleInCooldownSeconds',
    ...POLICIES,
    cloudformation: 'TargetTrackingScalingPolicyConfiguration.ScaleInCooldown',
    terraform: 'target_tracking_scaling_policy_configuration.scale_in_cooldown',
  },
  {
    decision: 'scaleOutCooldownSeconds',
    ...POLICIES,
    cloudformation: 'TargetTrackingScalingPolicyConfiguration.ScaleOutCooldown',
    terraform: 'target_tracking_scaling_policy_configuration.scale_out_cooldown',
  },
  {
    decision: 'tableClass',
    slot: 'table',
    cloudformation: 'TableClass',
    terraform: 'table_class',
    unit: 'table-class',
  },
  {
    decision: 'pointInTimeRecovery',
    slot: 'table',
    cloudformation: 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled',
    terraform: 'point_in_time_recovery.enabled',
  },
  {
    decision: 'ownKey',
    slot: 'table',
    ...KEY,
    unit: 'present',
  },
  broughtKeyPlace({ slot: 'table', ...KEY }),
  ...keyPlaces,
  {
    decision: 'deletionProtection',
    slot: 'table',
    cloudformation: 'DeletionProtectionEnabled',
    terraform: 'deletion_protection_enabled',
  },
  // Terraform can keep a table only by refusing to destroy it, and protects a protected one in the same way.
  {
    decision: 'onRemoval',
    slot: 'table',
    cloudformation: 'DeletionPolicy',
    terraform: 'lifecycle.prevent_destroy',
    unit: 'on-removal',
    when: [{ deletionProtection: false }, { onRemoval: 'retain' }],
  },
  {
    decision: 'recoveryDays',
    slot: 'table',
    cloudformation: 'PointInTimeRecoverySpecification.RecoveryPeriodInDays',
    terraform: 'point_in_time_recovery.recovery_period_in_days',
  },
  {
    decision: 'contributorInsights',
    cloudformation: { slot: 'table', path: 'ContributorInsightsSpecification', unit: 'insights' },
    terraform: { slot: 'contributorInsights', path: 'mode', unit: 'kebab-case-or-none' },
  },
  {
    decision: 'contributorInsights',
    cloudformation: { slot: 'table', path: 'GlobalSecondaryIndexes', unit: 'insights-of-indexes' },
    terraform: { slots: '^index.+ContributorInsights$', path: 'mode', unit: 'kebab-case' },
    gather: 'alike-or-none',
    when: WITH_INDEXES,
  },
  { decision: 'alarms', slot: 'throttleAlarm', cloudformation: '', terraform: '', unit: 'present' },
  {
    decision: 'alarmPeriods',
    slots: 'Alarm$',
    gather: 'alike',
    cloudformation: 'EvaluationPeriods',
    terraform: 'evaluation_periods',
    when: WITH_ALARMS,
  },
  { decision: 'throttleAlarmEvents', slots: '[tT]hrottleAlarm$', gather: 'alike', ...THRESHOLD },
  { decision: 'systemErrorAlarmCount', slot: 'systemErrorsAlarm', ...THRESHOLD },
];

/** The two engines show the same decisions. */
export const differences: string[] = [];

const kebabCase = CODECS['kebab-case'];
const alike = GATHERERS.alike;
const TYPES: { [letter: string]: string } = { S: 'string', N: 'number', B: 'binary' };
const insights = ({ Enabled, Mode }: any) => (Enabled ? kebabCase(Mode) : 'none');

export const codecs: Codecs = {
  'index-names': (indexes: any[] = []) => indexes.map(({ IndexName, name }) => IndexName ?? name),
  'names-with-types': (attributes: any[]) =>
    attributes.map(
      ({ AttributeName, AttributeType, name, type }) => `${AttributeName ?? name}: ${TYPES[AttributeType ?? type]}`,
    ),
  'kebab-case-or-none': constant => kebabCase(constant) ?? 'none',
  capacity: billingMode => (billingMode === 'PROVISIONED' ? 'provisioned' : 'on-demand'),
  'reads-of-indexes': (indexes: any[]) =>
    alike(
      indexes.map(
        ({ OnDemandThroughput, on_demand_throughput }) =>
          OnDemandThroughput?.MaxReadRequestUnits ?? on_demand_throughput?.max_read_request_units,
      ),
    ),
  'writes-of-indexes': (indexes: any[]) =>
    alike(
      indexes.map(
        ({ OnDemandThroughput, on_demand_throughput }) =>
          OnDemandThroughput?.MaxWriteRequestUnits ?? on_demand_throughput?.max_write_request_units,
      ),
    ),
  'table-class': tableClass => kebabCase(tableClass).replace(/^standard-(?=infrequent)/, ''),
  insights,
  'insights-of-indexes': (indexes: any[]) =>
    alike(indexes.map(({ ContributorInsightsSpecification }) => insights(ContributorInsightsSpecification))),
  'alike-or-none': (modes: any[]) => (modes.length > 0 ? alike(modes) : 'none'),
};
