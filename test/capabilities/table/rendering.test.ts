import { Template } from 'aws-cdk-lib/assertions';
import { BY_DAY, BY_EMAIL, tableIn, VARIANTS } from './fixture';
import { ManagedTableProps, TableCapacity, TableKey } from '../../../src/capabilities/table/props';
import { dataKeyPolicy } from '../../../src/parts/data-key/policies';
import { EnvironmentTier, TIERS } from '../../../src/path/tier';
import { expectSlotsComplete } from '../../fixtures/slots';
import { ENV, stackOn } from '../../fixtures/stacks';

const [development, staging, production] = TIERS;

function rendered(
  props: Partial<ManagedTableProps> = {},
  tier: EnvironmentTier = production,
  defaults: { [decision: string]: any } = {},
) {
  const stack = stackOn(
    tier,
    { defaults, alarmTopicArn: 'arn:aws:sns:eu-west-1:123456789012:alarms' },
    undefined,
    'Shop',
    { env: ENV },
  );
  const table = tableIn(stack, props);
  const template = Template.fromStack(stack);
  const inSlot = (slot: string) => template.toJSON().Resources[stack.resolve(table.resource(slot).logicalId)];
  return { table, template, inSlot, properties: inSlot('table').Properties };
}

test.each(TIERS.flatMap(tier => Object.entries(VARIANTS).map(([what, props]) => [tier, what, props] as const)))(
  '%s, %s: every resource is a slot, and the other way round',
  (tier, _, props) => {
    const { table } = rendered(props, tier);
    expectSlotsComplete(table);
    expect(
      Object.values(table.resources)
        .flat()
        .filter(each => each !== undefined),
    ).toHaveLength(table.slots.length);
    for (const slot of table.slots) {
      const { id, scope } = table.resource(slot).node;
      expect(scope).toBe(table);
      expect([slot, slot === 'table' ? 'resource' : slot]).toContain(id.charAt(0).toLowerCase() + id.slice(1));
    }
    expect(table.escapes).toEqual([]);
  },
);

test('the slots of a table', () => {
  expect(rendered({}, development).table.slots).toEqual(['table']);
  expect(rendered({ indexes: [BY_EMAIL, BY_DAY] }).table.slots).toEqual([
    'key',
    'table',
    'throttleAlarm',
    'indexByEmailThrottleAlarm',
    'indexByDayThrottleAlarm',
    'systemErrorsAlarm',
  ]);
  expect(rendered({ indexes: [BY_DAY], capacity: TableCapacity.provisioned() }, development).table.slots).toEqual([
    'table',
    'readScalingTarget',
    'readScalingPolicy',
    'writeScalingTarget',
    'writeScalingPolicy',
    'indexByDayReadScalingTarget',
    'indexByDayReadScalingPolicy',
    'indexByDayWriteScalingTarget',
    'indexByDayWriteScalingPolicy',
  ]);
});

test('in production it is encrypted, protected, backed up and kept', () => {
  const { inSlot, table, properties } = rendered();
  expect(inSlot('table')).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
  expect(properties).toMatchObject({
    SSESpecification: {
      SSEEnabled: true,
      SSEType: 'KMS',
      KMSMasterKeyId: { 'Fn::GetAtt': ['OrdersKey594A494E', 'Arn'] },
    },
    DeletionProtectionEnabled: true,
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
    StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
    BillingMode: 'PAY_PER_REQUEST',
    OnDemandThroughput: { MaxReadRequestUnits: 12_000, MaxWriteRequestUnits: 4000 },
    ContributorInsightsSpecification: { Enabled: true, Mode: 'THROTTLED_KEYS' },
    TableClass: 'STANDARD',
  });
  expect(properties).not.toHaveProperty('TableName');
  expect(inSlot('key')).toMatchObject({
    DeletionPolicy: 'RetainExceptOnCreate',
    Properties: { EnableKeyRotation: true, PendingWindowInDays: 30 },
  });
  expect(JSON.stringify(inSlot('key').Properties.KeyPolicy)).toContain(
    '"kms:ViaService":["dynamodb.eu-west-1.amazonaws.com"]',
  );
  expect(inSlot('key').Properties.KeyPolicy.Statement).toHaveLength(
    dataKeyPolicy({ partition: 'aws', dnsSuffix: 'amazonaws.com', ...ENV }, { services: ['dynamodb'] }).Statement
      .length,
  );
  expect(table.owner).toBe('platform');
});

test('in development it is cheap, and goes with its stack', () => {
  const { inSlot, properties } = rendered({}, development);
  expect(inSlot('table')).toMatchObject({ DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' });
  expect(properties).toMatchObject({
    DeletionProtectionEnabled: false,
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false },
    ContributorInsightsSpecification: { Enabled: false },
  });
  expect(properties).not.toHaveProperty('SSESpecification');
});

test('in staging it is as in production, without Contributor Insights', () => {
  expect(rendered({}, staging).properties).toMatchObject({
    DeletionProtectionEnabled: true,
    ContributorInsightsSpecification: { Enabled: false },
    SSESpecification: { SSEEnabled: true },
  });
});

test('keys, indexes and an expiry', () => {
  const { properties } = rendered({
    sortKey: TableKey.number('at'),
    timeToLiveAttribute: 'expiresAt',
    indexes: [BY_EMAIL, BY_DAY],
  });
  const bounds = {
    OnDemandThroughput: { MaxReadRequestUnits: 12_000, MaxWriteRequestUnits: 4000 },
    ContributorInsightsSpecification: { Enabled: true, Mode: 'THROTTLED_KEYS' },
  };
  expect(properties).toMatchObject({
    KeySchema: [
      { AttributeName: 'id', KeyType: 'HASH' },
      { AttributeName: 'at', KeyType: 'RANGE' },
    ],
    // `at` is a key twice, and an attribute once.
    AttributeDefinitions: [
      ['id', 'S'],
      ['at', 'N'],
      ['email', 'S'],
      ['day', 'S'],
    ].map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType })),
    TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    GlobalSecondaryIndexes: [
      {
        IndexName: 'byEmail',
        KeySchema: [{ AttributeName: 'email', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'ALL' },
        ...bounds,
      },
      {
        IndexName: 'by-day',
        KeySchema: [
          { AttributeName: 'day', KeyType: 'HASH' },
          { AttributeName: 'at', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['email', 'total'] },
        ...bounds,
      },
    ],
  });
});

test('without any bound there is none', () => {
  const { properties } = rendered({ indexes: [BY_EMAIL] }, production, {
    'table.maxReads': null,
    'table.maxWrites': null,
  });
  expect(properties).not.toHaveProperty('OnDemandThroughput');
  expect(properties.GlobalSecondaryIndexes[0]).not.toHaveProperty('OnDemandThroughput');
});

test('provisioned: starts at the least, and each capacity of table and index follows its load', () => {
  const { inSlot, properties, template } = rendered({
    indexes: [BY_DAY],
    capacity: TableCapacity.provisioned({ minReads: 3, maxReads: 30, minWrites: 2, maxWrites: 20 }),
  });
  const least = { ProvisionedThroughput: { ReadCapacityUnits: 3, WriteCapacityUnits: 2 } };
  expect(properties).toMatchObject({
    BillingMode: 'PROVISIONED',
    ...least,
    GlobalSecondaryIndexes: [{ IndexName: 'by-day', ...least }],
  });
  expect(properties).not.toHaveProperty('OnDemandThroughput');
  template.resourceCountIs('AWS::ApplicationAutoScaling::ScalableTarget', 4);
  expect(inSlot('readScalingTarget').Properties).toMatchObject({
    ServiceNamespace: 'dynamodb',
    ScalableDimension: 'dynamodb:table:ReadCapacityUnits',
    MinCapacity: 3,
    MaxCapacity: 30,
    ResourceId: { 'Fn::Join': ['/', ['table', { Ref: 'OrdersA9B65338' }]] },
  });
  expect(inSlot('indexByDayWriteScalingTarget').Properties).toMatchObject({
    ScalableDimension: 'dynamodb:index:WriteCapacityUnits',
    MinCapacity: 2,
    MaxCapacity: 20,
    ResourceId: { 'Fn::Join': ['/', ['table', { Ref: 'OrdersA9B65338' }, 'index/by-day']] },
  });
  expect(inSlot('writeScalingPolicy').Properties).toMatchObject({
    TargetTrackingScalingPolicyConfiguration: {
      PredefinedMetricSpecification: { PredefinedMetricType: 'DynamoDBWriteCapacityUtilization' },
      TargetValue: 70,
    },
  });
});

describe('alarms', () => {
  test('tell the platform team what users notice', () => {
    const { inSlot } = rendered();
    for (const slot of ['throttleAlarm', 'systemErrorsAlarm']) {
      expect(inSlot(slot).Properties).toMatchObject({
        AlarmActions: ['arn:aws:sns:eu-west-1:123456789012:alarms'],
        TreatMissingData: 'notBreaching',
        EvaluationPeriods: 5,
      });
    }
    expect(inSlot('throttleAlarm').Properties.Metrics.map(({ MetricStat }: any) => MetricStat?.Metric)).toEqual([
      {
        Namespace: 'AWS/DynamoDB',
        MetricName: 'ReadThrottleEvents',
        Dimensions: [{ Name: 'TableName', Value: { Ref: 'OrdersA9B65338' } }],
      },
      {
        Namespace: 'AWS/DynamoDB',
        MetricName: 'WriteThrottleEvents',
        Dimensions: [{ Name: 'TableName', Value: { Ref: 'OrdersA9B65338' } }],
      },
      undefined,
    ]);
  });

  test('of an index watch the index', () => {
    const { inSlot } = rendered({ indexes: [BY_EMAIL] });
    expect(inSlot('indexByEmailThrottleAlarm').Properties.Metrics[1].MetricStat.Metric.Dimensions).toContainEqual({
      Name: 'GlobalSecondaryIndexName',
      Value: 'byEmail',
    });
  });

  test('watch no more than the ten metrics that CloudWatch takes', () => {
    const { template } = rendered(VARIANTS.everything);
    for (const {
      Properties: { Metrics },
    } of Object.values(template.findResources('AWS::CloudWatch::Alarm'))) {
      const terms = Metrics.filter(({ MetricStat }: any) => MetricStat);
      expect(terms.length).toBeLessThanOrEqual(10);
      const { Expression } = Metrics.find((each: any) => each.Expression);
      for (const { Id } of terms) expect(Expression).toContain(`FILL(${Id}, 0)`);
    }
  });
});
