import { App, Tags } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { allSources, functionIn, PYTHON, rendered, statements, Stub } from './fixture';
import { FunctionHttp } from '../../../src/capabilities/function/props';
import { EnvironmentTier, TIERS } from '../../../src/path/tier';
import { Patch } from '../../../src/record/patch';
import { stackOn, StubNetwork } from '../../fixtures/stacks';

const { DEVELOPMENT, PRODUCTION } = EnvironmentTier;

describe('the function', () => {
  test('is as the path has it in production', () => {
    const { properties, idOf } = rendered();
    expect(properties('function')).toMatchObject({
      Architectures: ['arm64'],
      Runtime: 'python3.14',
      MemorySize: 512,
      Timeout: 20,
      ReservedConcurrentExecutions: 50,
      KmsKeyArn: { 'Fn::GetAtt': [idOf('key'), 'Arn'] },
      TracingConfig: { Mode: 'Active' },
      LoggingConfig: {
        LogGroup: { Ref: idOf('logGroup') },
        LogFormat: 'JSON',
        ApplicationLogLevel: 'INFO',
        SystemLogLevel: 'INFO',
      },
      DeadLetterConfig: { TargetArn: { 'Fn::GetAtt': [idOf('deadLetterQueue'), 'Arn'] } },
      Environment: {
        Variables: {
          OTEL_SERVICE_NAME: 'Signup',
          OTEL_RESOURCE_ATTRIBUTES: 'service.name=Signup,deployment.environment.name=production',
        },
      },
    });
    expect(properties('function').VpcConfig).toBeUndefined();
    expect(properties('logGroup')).toMatchObject({
      RetentionInDays: 365,
      KmsKeyId: { 'Fn::GetAtt': [idOf('key'), 'Arn'] },
    });
  });

  test('in development there is no key, no reservation and no canary', () => {
    const { fn, properties } = rendered({}, DEVELOPMENT);
    expect(properties('function')).toMatchObject({ LoggingConfig: { ApplicationLogLevel: 'DEBUG' } });
    for (const absent of ['KmsKeyArn', 'ReservedConcurrentExecutions']) {
      expect(properties('function')[absent]).toBeUndefined();
    }
    expect(fn.slots).not.toEqual(expect.arrayContaining(['key']));
    expect(fn.slots.filter(slot => slot.startsWith('deployment'))).toEqual([]);
    expect(properties('deadLetterQueue').SqsManagedSseEnabled).toBe(true);
  });

  test('may write its logs and traces, and send what is lost', () => {
    const { properties, idOf } = rendered();
    const arn = (slot: string) => ({ 'Fn::GetAtt': [idOf(slot), 'Arn'] });
    const via = (service: string) => ({
      StringEquals: {
        'kms:ViaService': { 'Fn::Join': ['', [`${service}.`, { Ref: 'AWS::Region' }, '.amazonaws.com']] },
      },
    });
    expect(statements(properties('policy'))).toEqual([
      { Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: arn('logGroup') },
      { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: arn('deadLetterQueue') },
      // A trace has no ARN.
      { Effect: 'Allow', Action: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], Resource: '*' },
      { Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: arn('key'), Condition: via('sqs') },
      { Effect: 'Allow', Action: 'kms:Decrypt', Resource: arn('key'), Condition: via('lambda') },
    ]);
    expect(rendered({}, PRODUCTION).resource('function').DependsOn).toContain(idOf('policy'));
  });

  test('a layer of OpenTelemetry is there where the platform team names one', () => {
    const layer = 'arn:aws:lambda:eu-west-1:615299751070:layer:AWSOpenTelemetryDistroPython:12';
    const { properties } = rendered({}, PRODUCTION, { defaults: { 'function.telemetryLayer': layer } });
    expect(properties('function')).toMatchObject({
      Layers: [layer],
      Environment: { Variables: { AWS_LAMBDA_EXEC_WRAPPER: '/opt/otel-instrument' } },
    });
  });

  test('takes tags, and escapes on the record', () => {
    const { fn, properties } = rendered({}, PRODUCTION, {}, (each, stack) => {
      Tags.of(stack).add('cost', 'growth');
      each.escape('function', Patch.property('EphemeralStorage.Size', 1024), { reason: 'large uploads' });
    });
    expect(properties('function').Tags).toEqual(
      expect.arrayContaining([
        { Key: 'cost', Value: 'growth' },
        { Key: 'goldenpath:owner', Value: 'team-growth' },
      ]),
    );
    expect(properties('function').EphemeralStorage).toEqual({ Size: 1024 });
    expect(fn.escapes.map(({ slot, kind }) => [slot, kind])).toEqual([['function', 'patch']]);
  });
});

describe('a network', () => {
  const ports = [{ securityGroupId: 'sg-0aa', port: 5433, name: 'Db' }];

  test('is entered only when something with a port is used', () => {
    expect(
      rendered({}, PRODUCTION, {}, (fn, stack) => fn.uses(new Stub(stack, 'Table', undefined))).fn.slots,
    ).not.toContain('securityGroup');
    const { fn, properties, idOf } = rendered({}, PRODUCTION, {}, (each, stack) =>
      each.uses(new Stub(stack, 'Db', undefined, ports)),
    );
    expect(properties('function').VpcConfig).toEqual({
      SubnetIds: ['subnet-0b000000000000001', 'subnet-0b000000000000002', 'subnet-0b000000000000003'],
      SecurityGroupIds: [{ 'Fn::GetAtt': [idOf('securityGroup'), 'GroupId'] }],
    });
    expect(properties('DbIngress')).toMatchObject({ FromPort: 5433, GroupId: 'sg-0aa' });
    const ofInterfaces = statements(properties('policy')).filter(({ Action }) =>
      Action.includes('ec2:CreateNetworkInterface'),
    );
    // Lambda may; the program that runs with the same role may not.
    expect(ofInterfaces.map(({ Effect }) => Effect)).toEqual(['Allow', 'Deny']);
    expect(ofInterfaces[1].Condition).toEqual({ Null: { 'lambda:SourceFunctionArn': 'false' } });
    expect(fn.network?.vpcId).toBe('vpc-0a1b2c3d4e5f60718');
    expect(fn.escapes).toEqual([]);
  });

  test('is entered at once where one is given, and in whatever order', () => {
    const given = rendered(stack => ({ network: new StubNetwork(stack, 'Own') }));
    expect(given.fn.slots).toContain('securityGroup');
    const order = (first: number) => {
      const { template } = rendered({}, PRODUCTION, {}, (fn, stack) => {
        const calls = [
          () => fn.uses(new Stub(stack, 'Db', undefined, ports)),
          () => fn.uses(new Stub(stack, 'Table', undefined)),
        ];
        calls[first]();
        calls[1 - first]();
      });
      return Object.keys(template.toJSON().Resources)
        .map(id => id.replace(/Version.*/, 'Version'))
        .sort();
    };
    expect(order(0)).toEqual(order(1));
  });

  test('without a place in it is refused', () => {
    expect(() => rendered(stack => ({ network: new StubNetwork(stack, 'Own', { privateSubnetIds: [] }) }))).toThrow(
      /no private subnets/,
    );
  });
});

describe('alarms and the page', () => {
  const topic = 'arn:aws:sns:eu-west-1:123456789012:alarms';

  test('tell the topic', () => {
    const { properties } = rendered(stack => ({ events: allSources(stack) }), PRODUCTION, { alarmTopicArn: topic });
    for (const slot of ['errorAlarm', 'durationAlarm', 'throttleAlarm', 'iteratorAgeAlarm', 'deadLetterAlarm']) {
      expect([slot, properties(slot).AlarmActions]).toEqual([slot, [topic]]);
    }
    expect(properties('durationAlarm')).toMatchObject({
      Threshold: 16_000,
      ExtendedStatistic: 'p99',
      EvaluationPeriods: 3,
    });
    expect(properties('deadLetterAlarm')).toMatchObject({ Threshold: 1, EvaluationPeriods: 1, Namespace: 'AWS/SQS' });
  });

  test.each(TIERS)('the page is JSON in %s', tier => {
    const { properties } = rendered(stack => ({ events: allSources(stack) }), tier);
    const body = properties('dashboard')
      .DashboardBody['Fn::Join'][1].map((part: any) => (typeof part === 'string' ? part : 'resolved'))
      .join('');
    expect(JSON.parse(body).widgets.length).toBeGreaterThan(5);
  });
});

test('what is lost is kept for two weeks, encrypted, and by TLS only', () => {
  const { properties, resource, idOf } = rendered();
  expect(properties('deadLetterQueue')).toMatchObject({
    MessageRetentionPeriod: 1_209_600,
    KmsMasterKeyId: { 'Fn::GetAtt': [idOf('key'), 'Arn'] },
  });
  expect(resource('deadLetterQueue')).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate' });
  expect(rendered({}, DEVELOPMENT).resource('deadLetterQueue')).toMatchObject({ DeletionPolicy: 'Delete' });
  expect(properties('deadLetterQueuePolicy').PolicyDocument.Statement).toEqual([
    expect.objectContaining({
      Effect: 'Deny',
      Principal: '*',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    }),
  ]);
});

test.each(['x'.repeat(200), 'Anmeldung-Ä', "it's <b>|", '1'])('an id like %s is within all limits', id => {
  const stack = stackOn(PRODUCTION, {}, new App());
  functionIn(stack, { code: PYTHON, http: FunctionHttp.iam(), events: allSources(stack) }, id);
  for (const [logicalId, { Type, Properties }] of Object.entries<any>(Template.fromStack(stack).toJSON().Resources)) {
    expect(logicalId).toMatch(/^[A-Za-z0-9]{1,255}$/);
    if (Type === 'AWS::Lambda::Function') expect(Properties.Description.length).toBeLessThanOrEqual(256);
    if (Type === 'AWS::Scheduler::Schedule') expect(Properties.Description.length).toBeLessThanOrEqual(512);
  }
});
