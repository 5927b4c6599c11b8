import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import { idOf, insightsOn, slotsOf } from './fixture';
import { PlatformInsightsProps } from '../../../src/capabilities/insights/props';
import { GoldenPathProps } from '../../../src/path/golden-path';
import { TIERS } from '../../../src/path/tier';
import { Patch } from '../../../src/record/patch';
import { expectSlotsComplete } from '../../fixtures/slots';

const [development, , production] = TIERS;
const organizationId = 'o-a1b2c3d4e5';

const variants: [PlatformInsightsProps, GoldenPathProps['defaults']][] = [
  [{}, {}],
  [{ organizationId }, {}],
  [{ accounts: ['111122223333'] }, {}],
  [
    {},
    { 'insights.ownKey': true, 'insights.alarms': true, 'insights.accessLogs': true, 'insights.onRemoval': 'delete' },
  ],
];

test.each(TIERS.flatMap(tier => variants.map(([props, defaults]) => [tier, props, defaults] as const)))(
  '%s %j %j: every resource is a slot, and the other way round',
  (tier, props, defaults) => {
    const { insights } = insightsOn(tier, props, { defaults });
    expectSlotsComplete(insights);
    expect(Object.values(insights.resources).filter(CfnResource.isCfnResource)).toHaveLength(insights.slots.length);
    for (const slot of insights.slots) {
      const { id, scope } = insights.resource(slot).node;
      expect(scope).toBe(insights);
      expect(id).toBe(slot === 'eventBus' ? 'Resource' : slot.charAt(0).toUpperCase() + slot.slice(1));
    }
    expect(insights.escapes).toEqual([]);
  },
);

describe('who may send', () => {
  test('an organization: everybody in it, and nobody else', () => {
    const { insights } = insightsOn();
    expect(slotsOf(insights).eventBusPolicy.Properties).toEqual({
      EventBusName: { Ref: idOf(insights.resources.eventBus) },
      StatementId: 'Senders',
      Statement: {
        Effect: 'Allow',
        Principal: '*',
        Action: 'events:PutEvents',
        Resource: { 'Fn::GetAtt': [idOf(insights.resources.eventBus), 'Arn'] },
        Condition: { StringEquals: { 'aws:PrincipalOrgID': organizationId } },
      },
    });
  });

  test('accounts, by name', () => {
    const { Statement } = slotsOf(insightsOn(production, { accounts: ['111122223333'] }).insights).eventBusPolicy
      .Properties;
    expect(Statement.Principal).toEqual({
      AWS: [{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::111122223333:root']] }],
    });
    expect(Statement).not.toHaveProperty('Condition');
  });

  test('nobody, where neither is given', () => {
    expect(insightsOn(production, {}).insights.slots).not.toContain('eventBusPolicy');
  });
});

describe('the way to the bucket', () => {
  test.each([
    [['acme.*'], { 'detail-type': [{ prefix: 'acme.' }] }],
    [['ECS *'], { source: [{ prefix: 'aws.' }], 'detail-type': [{ prefix: 'ECS ' }] }],
  ])('of %j the rule takes %j', (eventTypes, pattern) => {
    const { insights } = insightsOn(production, {}, { defaults: { 'insights.eventTypes': eventTypes } });
    expect(slotsOf(insights).rule.Properties.EventPattern).toEqual(pattern);
  });

  test('the rule takes what tells of deployments, and leaves what it cannot deliver', () => {
    const { insights } = insightsOn();
    const { rule, undeliveredQueue, undeliveredQueuePolicy, forwardingRolePolicy } = slotsOf(insights);
    expect(rule.Properties.EventPattern).toEqual({
      // Nobody but AWS can send with such a source: a deployment that none of its services told of is not believed.
      $or: [
        {
          source: [{ prefix: 'aws.' }],
          'detail-type': [
            'CloudFormation Stack Status Change',
            'ECS Deployment State Change',
            'CodeDeploy Deployment State-change Notification',
          ],
        },
        { 'detail-type': [{ prefix: 'dev.cdevents.' }, 'goldenpath.manifest'] },
      ],
    });
    const stream = { 'Fn::GetAtt': [idOf(insights.resources.deliveryStream), 'Arn'] };
    expect(rule.Properties.Targets).toEqual([
      {
        Id: 'DeliveryStream',
        Arn: stream,
        RoleArn: { 'Fn::GetAtt': [idOf(insights.resources.forwardingRole), 'Arn'] },
        RetryPolicy: { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86_400 },
        DeadLetterConfig: { Arn: { 'Fn::GetAtt': [idOf(insights.resources.undeliveredQueue), 'Arn'] } },
      },
    ]);
    expect(forwardingRolePolicy.Properties.PolicyDocument.Statement).toEqual([
      { Effect: 'Allow', Action: ['firehose:PutRecord', 'firehose:PutRecordBatch'], Resource: [stream] },
    ]);
    expect(undeliveredQueue.Properties).toMatchObject({
      KmsMasterKeyId: expect.anything(),
      MessageRetentionPeriod: 1_209_600,
      RedriveAllowPolicy: { redrivePermission: 'allowAll' },
    });
    expect(undeliveredQueuePolicy.Properties.PolicyDocument.Statement[0].Condition).toEqual({
      ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': [idOf(insights.resources.rule), 'Arn'] } },
    });
    // EventBridge has no role for the queue: the key lets it in.
    expect(JSON.stringify(slotsOf(insights).key.Properties.KeyPolicy)).toContain('"Service":["events.amazonaws.com"]');
  });

  test('Firehose writes lines by day, below two prefixes and nowhere else', () => {
    const { insights } = insightsOn();
    const { deliveryStream, deliveryRolePolicy } = slotsOf(insights);
    expect(deliveryStream.Properties.ExtendedS3DestinationConfiguration).toMatchObject({
      Prefix: 'events/day=!{timestamp:yyyy-MM-dd}/',
      ErrorOutputPrefix: 'errors/!{firehose:error-output-type}/day=!{timestamp:yyyy-MM-dd}/',
      BufferingHints: { IntervalInSeconds: 300, SizeInMBs: 64 },
      CompressionFormat: 'GZIP',
      ProcessingConfiguration: { Enabled: true, Processors: [{ Type: 'AppendDelimiterToRecord' }] },
      CloudWatchLoggingOptions: { Enabled: true, LogStreamName: { Ref: idOf(insights.resources.deliveryLogStream) } },
    });
    expect(deliveryStream.DependsOn.sort()).toEqual(
      [idOf(insights.resources.bucketPolicy), idOf(insights.resources.deliveryRolePolicy)].sort(),
    );
    const bucket = { 'Fn::GetAtt': [idOf(insights.resources.bucket), 'Arn'] };
    const writes = deliveryRolePolicy.Properties.PolicyDocument.Statement.find(({ Action }: any) =>
      Action.includes('s3:PutObject'),
    );
    expect(writes.Resource).toEqual(['events/*', 'errors/*'].map(keys => ({ 'Fn::Join': ['', [bucket, `/${keys}`]] })));
  });

  test('it is private, encrypted by one key, and expires by what it is', () => {
    const { insights } = insightsOn();
    const { bucket, deliveryStream, deliveryLogGroup, workGroup } = slotsOf(insights);
    const key = { 'Fn::GetAtt': [idOf(insights.resources.key!), 'Arn'] };
    expect(
      bucket.Properties.BucketEncryption.ServerSideEncryptionConfiguration[0].ServerSideEncryptionByDefault
        .KMSMasterKeyID,
    ).toEqual(key);
    expect(deliveryStream.Properties.DeliveryStreamEncryptionConfigurationInput).toEqual({
      KeyType: 'CUSTOMER_MANAGED_CMK',
      KeyARN: key,
    });
    expect(deliveryLogGroup.Properties.KmsKeyId).toEqual(key);
    expect(workGroup.Properties.WorkGroupConfiguration.ResultConfiguration.EncryptionConfiguration).toEqual({
      EncryptionOption: 'SSE_KMS',
      KmsKey: key,
    });
    expect(
      bucket.Properties.LifecycleConfiguration.Rules.map(({ Prefix, ExpirationInDays }: any) => [
        Prefix,
        ExpirationInDays,
      ]),
    ).toEqual([
      [undefined, undefined],
      ['events/', 730],
      ['errors/', 90],
      ['query-results/', 30],
    ]);
    for (const slot of [
      'bucket',
      'bucketPolicy',
      'undeliveredQueue',
      'undeliveredQueuePolicy',
      'deliveryLogGroup',
      'deliveryLogStream',
      'key',
    ]) {
      expect(slotsOf(insights)[slot].DeletionPolicy).toBe('RetainExceptOnCreate');
    }
  });
});

test('alarms go to the platform team', () => {
  const alarmTopicArn = 'arn:aws:sns:eu-west-1:123456789012:alarms';
  const slots = slotsOf(insightsOn(production, {}, { alarmTopicArn }).insights);
  expect(
    ['undeliveredAlarm', 'freshnessAlarm', 'deliverySuccessAlarm'].map(slot => [
      slots[slot].Properties.AlarmActions,
      slots[slot].Properties.Threshold,
      slots[slot].Properties.ComparisonOperator,
    ]),
  ).toEqual([
    [[alarmTopicArn], 1, 'GreaterThanOrEqualToThreshold'],
    [[alarmTopicArn], 1800, 'GreaterThanOrEqualToThreshold'],
    [[alarmTopicArn], 0.99, 'LessThanThreshold'],
  ]);
  expect(insightsOn(development).insights.slots.filter(slot => /Alarm$/.test(slot))).toEqual([]);
});

describe('with plain CDK', () => {
  test.each([
    ['of the same stack', false],
    ['of another stack', true],
  ])('a rule %s sends to it, and a role puts events on it', (_, elsewhere) => {
    const { app, stack, insights } = insightsOn(production, {}, {}, new App());
    const other = elsewhere ? new Stack(app, 'Sender') : stack;
    new events.Rule(other, 'Own', {
      eventPattern: { source: ['aws.ecs'] },
      targets: [new targets.EventBus(insights.eventBus)],
    });
    const role = new iam.Role(other, 'Ci', { assumedBy: new iam.AccountRootPrincipal() });
    insights.eventBus.grantPutEventsTo(role);
    const template = Template.fromStack(other).toJSON();
    const arn = JSON.stringify(other.resolve(insights.eventBusArn));
    const statements = Object.values<any>(template.Resources)
      .filter(({ Type }) => Type === 'AWS::IAM::Policy')
      .map(({ Properties }) => JSON.stringify(Properties.PolicyDocument.Statement));
    expect(statements).toHaveLength(2);
    for (const statement of statements) expect(statement).toContain('events:PutEvents');
    if (!elsewhere) for (const statement of statements) expect(statement).toContain(arn);
    expect(insights.escapes).toEqual([]);
  });
});

test('the escape hatch changes a resource, on record', () => {
  const { insights } = insightsOn();
  insights.escape('workGroup', Patch.property('Description', 'Ask #platform first'), { reason: 'told by a test' });
  expect(slotsOf(insights).workGroup.Properties.Description).toBe('Ask #platform first');
  expect(insights.escapes).toHaveLength(1);
  expect(() => insights.escape('workgroup', Patch.remove('Description'), { reason: 'told by a test' })).toThrow(
    /Did you mean 'workGroup'/,
  );
});

test('the bucket, for plain CDK: who reads what was collected may decrypt it, too', () => {
  const { insights, stack } = insightsOn(production, {}, {});
  const role = new iam.Role(stack, 'Analyst', { assumedBy: new iam.AccountRootPrincipal() });
  insights.bucket.grantRead(role);
  expect(insights.bucket).toBe(insights.bucket);
  const [policy] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
  const { Statement } = policy.Properties.PolicyDocument;
  expect(Statement.flatMap(({ Action }: any) => Action)).toEqual(
    expect.arrayContaining(['s3:GetObject*', 'kms:Decrypt']),
  );
});
