import { App, Stack, Tags } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { allSources, BUCKET, functionIn, PYTHON, QUEUE, rendered, statements, STREAM, Stub } from './fixture';
import { EventSource, FunctionHttp, FunctionSize, TrafficShift } from '../../../src/capabilities/function/props';
import { Limit } from '../../../src/path/limit';
import { Patch } from '../../../src/record/patch';
import { EnvironmentTier, TIERS } from '../../../src/path/tier';
import { stackOn, StubNetwork } from '../../fixtures/stacks';

const { DEVELOPMENT, PRODUCTION, STAGING } = EnvironmentTier;

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
    for (const absent of ['KmsKeyArn', 'ReservedConcurrentExecutions'])
      expect(properties('function')[absent]).toBeUndefined();
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

describe('versions', () => {
  const versionOf = (...args: Parameters<typeof rendered>) => rendered(...args).idOf('version');

  test('change with the configuration, and not with what is no part of them', () => {
    const first = versionOf();
    expect(versionOf()).toBe(first);
    expect(versionOf({ environment: { A: '1' } })).not.toBe(first);
    expect(versionOf({ size: FunctionSize.LARGE })).not.toBe(first);
    expect(versionOf({ reservedConcurrency: 7 })).toBe(first);
    expect(versionOf({}, PRODUCTION, {}, (_, stack) => Tags.of(stack).add('a', 'b'))).toBe(first);
    expect(
      versionOf({}, PRODUCTION, {}, fn => fn.escape('function', Patch.property('Timeout', 21), { reason: 'x' })),
    ).not.toBe(first);
  });

  test('change with what is used later, in whatever order', () => {
    const uses = (names: string[]) =>
      versionOf({}, PRODUCTION, {}, (fn, stack) => names.forEach(name => fn.uses(new Stub(stack, name, undefined))));
    expect(uses(['A'])).not.toBe(versionOf());
    expect(uses(['A', 'B'])).toBe(uses(['B', 'A']));
  });

  test('are kept, and called by their alias only', () => {
    const { resource, properties, idOf } = rendered({ http: FunctionHttp.iam(), events: undefined });
    expect(resource('version')).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    expect(properties('alias')).toEqual({
      FunctionName: { Ref: idOf('function') },
      FunctionVersion: { 'Fn::GetAtt': [idOf('version'), 'Version'] },
      Name: 'live',
    });
    expect(properties('httpApiIntegration').IntegrationUri).toEqual({ Ref: idOf('alias') });
    expect(properties('httpApiPermission').FunctionName).toEqual({ Ref: idOf('alias') });
  });
});

describe('deployments', () => {
  test.each([STAGING, PRODUCTION])(
    'in %s a tenth of the calls goes first, and alarms bring the old version back',
    tier => {
      const { resource, properties, idOf } = rendered({}, tier);
      expect(resource('alias').UpdatePolicy).toEqual({
        CodeDeployLambdaAliasUpdate: {
          ApplicationName: { Ref: idOf('deploymentApplication') },
          DeploymentGroupName: { Ref: idOf('deploymentGroup') },
        },
      });
      expect(properties('deploymentGroup')).toMatchObject({
        DeploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent5Minutes',
        DeploymentStyle: { DeploymentType: 'BLUE_GREEN', DeploymentOption: 'WITH_TRAFFIC_CONTROL' },
        AlarmConfiguration: {
          Enabled: true,
          Alarms: [{ Name: { Ref: idOf('errorAlarm') } }, { Name: { Ref: idOf('durationAlarm') } }],
        },
        AutoRollbackConfiguration: {
          Enabled: true,
          Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_REQUEST', 'DEPLOYMENT_STOP_ON_ALARM'],
        },
      });
      expect(resource('deploymentGroup').DependsOn).toContain(idOf('deploymentPolicy'));
      expect(statements(properties('deploymentPolicy'))).toHaveLength(2);
    },
  );

  test('asked for in development, its alarms tell nobody', () => {
    const { fn, properties } = rendered(
      { deployment: { trafficShift: TrafficShift.LINEAR_10_PERCENT_EVERY_1_MINUTE, rollbackOnAlarm: true } },
      DEVELOPMENT,
      { alarmTopicArn: 'arn:aws:sns:eu-west-1:123456789012:alarms' },
    );
    expect(properties('errorAlarm').AlarmActions).toBeUndefined();
    expect(fn.slots).not.toContain('throttleAlarm');
  });

  test('an alarm that would come too late is refused', () => {
    expect(() => rendered({}, PRODUCTION, { defaults: { 'function.alarmMinutes': 5 } })).toThrow(
      /nothing would be rolled back/,
    );
  });
});

describe('HTTP', () => {
  test.each([
    ['IAM', () => FunctionHttp.iam(), { AuthorizationType: 'AWS_IAM' }],
    ['everyone', () => FunctionHttp.openToEveryone(), { AuthorizationType: 'NONE' }],
  ])('is for %s, as said', (_, http, route) => {
    const { fn, template, properties } = rendered({ http: http() });
    expect(properties('httpApiRoute')).toMatchObject({ ...route, RouteKey: '$default' });
    expect(fn.slots).not.toContain('httpApiAuthorizer');
    expect(Object.keys(template.findOutputs('*')).some(name => name.startsWith('SignupUrl'))).toBe(true);
    expect(fn.url).toBeDefined();
  });

  test('is for tokens of somebody', () => {
    const { properties, idOf } = rendered({
      http: FunctionHttp.jwt({ issuer: 'https://login.acme.com', audience: ['signup'] }),
    });
    expect(properties('httpApiRoute')).toMatchObject({
      AuthorizationType: 'JWT',
      AuthorizerId: { Ref: idOf('httpApiAuthorizer') },
    });
    expect(properties('httpApiAuthorizer')).toMatchObject({
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Issuer: 'https://login.acme.com', Audience: ['signup'] },
    });
  });

  test('is none unless asked for', () => {
    const { fn, template } = rendered();
    expect(fn.url).toBeUndefined();
    template.resourceCountIs('AWS::ApiGatewayV2::Api', 0);
  });

  test('only this API may call', () => {
    const { properties, idOf } = rendered({ http: FunctionHttp.iam() });
    expect(properties('httpApiPermission')).toMatchObject({
      Principal: 'apigateway.amazonaws.com',
      Action: 'lambda:InvokeFunction',
    });
    expect(JSON.stringify(properties('httpApiPermission').SourceArn)).toContain(idOf('httpApi'));
  });
});

describe('events', () => {
  test('a queue is polled, and what failed comes again', () => {
    const { fn, properties, idOf } = rendered(stack => ({
      events: [EventSource.queue(new Stub(stack, 'Signups', QUEUE), { filters: [{ body: { type: ['signup'] } }] })],
    }));
    expect(properties('signupsEventSource')).toEqual({
      FunctionName: { Ref: idOf('alias') },
      EventSourceArn: QUEUE.arn,
      BatchSize: 10,
      MaximumBatchingWindowInSeconds: 0,
      ScalingConfig: { MaximumConcurrency: 20 },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      FilterCriteria: { Filters: [{ Pattern: '{"body":{"type":["signup"]}}' }] },
      Tags: expect.anything(),
    });
    expect(properties('function').Environment.Variables).toMatchObject({ SIGNUPS_NAME: 'Signups' });
    expect(statements(properties('policy'))).toContainEqual({
      Effect: 'Allow',
      Action: 'stub:Use',
      Resource: 'arn:aws:stub:eu-west-1:123456789012:Signups',
    });
    expect(fn._manifestEntry().uses).toEqual([{ capability: 'stub', resource: 'Shop/Signups', access: 'consume' }]);
  });

  test('a FIFO queue has no window', () => {
    const { properties } = rendered(stack => ({
      events: [EventSource.queue(new Stub(stack, 'Signups', { ...QUEUE, fifo: true }))],
    }));
    expect(properties('signupsEventSource').MaximumBatchingWindowInSeconds).toBeUndefined();
  });

  test('a change of a table that cannot be worked on is set aside', () => {
    const { fn, properties, idOf } = rendered(stack => ({
      events: [EventSource.tableStream(new Stub(stack, 'People', STREAM), { batchSize: 7 })],
    }));
    expect(properties('peopleEventSource')).toMatchObject({
      BatchSize: 7,
      MaximumBatchingWindowInSeconds: 1,
      StartingPosition: 'TRIM_HORIZON',
      MaximumRetryAttempts: 5,
      BisectBatchOnFunctionError: true,
      ParallelizationFactor: 1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': [idOf('deadLetterQueue'), 'Arn'] } } },
    });
    expect(fn.slots).toContain('iteratorAgeAlarm');
  });

  test('objects of a bucket come by EventBridge', () => {
    const { properties, idOf, template } = rendered(stack => ({
      events: [EventSource.bucket(new Stub(stack, 'Photos', BUCKET), { prefix: 'in/', suffix: '.jpg' })],
    }));
    expect(properties('photosRule')).toMatchObject({
      EventPattern: {
        source: ['aws.s3'],
        'detail-type': ['Object Created'],
        detail: { bucket: { name: ['photos'] }, object: { key: [{ wildcard: 'in/*.jpg' }] } },
      },
      Targets: [
        {
          Id: 'function',
          Arn: { Ref: idOf('alias') },
          RetryPolicy: { MaximumRetryAttempts: 20, MaximumEventAgeInSeconds: 21600 },
          DeadLetterConfig: { Arn: { 'Fn::GetAtt': [idOf('deadLetterQueue'), 'Arn'] } },
        },
      ],
    });
    expect(properties('photosRulePermission')).toMatchObject({
      Principal: 'events.amazonaws.com',
      SourceArn: { 'Fn::GetAtt': [idOf('photosRule'), 'Arn'] },
      FunctionName: { Ref: idOf('alias') },
    });
    expect(statements({ PolicyDocument: properties('deadLetterQueuePolicy').PolicyDocument })).toContainEqual(
      expect.objectContaining({ Sid: 'EventBridge', Principal: { Service: 'events.amazonaws.com' } }),
    );
    const [key] = Object.values<any>(template.findResources('AWS::KMS::Key'));
    expect(key.Properties.KeyPolicy.Statement.map(({ Sid }: any) => Sid)).toContain('Senders');
  });

  test.each([
    [{}, undefined],
    [{ prefix: 'in/' }, [{ prefix: 'in/' }]],
    [{ suffix: '.jpg' }, [{ suffix: '.jpg' }]],
    [{ prefix: 'a*', suffix: '\\b' }, [{ wildcard: 'a\\**\\\\b' }]],
  ])('objects like %j', (options, key) => {
    const { properties } = rendered(stack => ({
      events: [EventSource.bucket(new Stub(stack, 'Photos', BUCKET), options)],
    }));
    expect(properties('photosRule').EventPattern.detail.object?.key).toEqual(key);
  });

  test('schedules have a role of their own', () => {
    const { fn, properties, idOf, resource } = rendered({
      events: [
        EventSource.schedule('rate(5 minutes)'),
        EventSource.schedule('cron(0 3 * * ? *)', { name: 'Nightly', timeZone: 'Europe/Berlin' }),
      ],
    });
    expect(properties('schedule')).toMatchObject({
      ScheduleExpression: 'rate(5 minutes)',
      ScheduleExpressionTimezone: 'UTC',
      FlexibleTimeWindow: { Mode: 'OFF' },
      KmsKeyArn: { 'Fn::GetAtt': [idOf('key'), 'Arn'] },
      Target: {
        Arn: { Ref: idOf('alias') },
        RoleArn: { 'Fn::GetAtt': [idOf('scheduleRole'), 'Arn'] },
        DeadLetterConfig: { Arn: { 'Fn::GetAtt': [idOf('deadLetterQueue'), 'Arn'] } },
      },
    });
    expect(properties('nightlySchedule')).toMatchObject({ ScheduleExpressionTimezone: 'Europe/Berlin' });
    expect(statements(properties('schedulePolicy'))).toContainEqual({
      Effect: 'Allow',
      Action: 'lambda:InvokeFunction',
      Resource: { Ref: idOf('alias') },
    });
    expect(resource('schedule').DependsOn).toContain(idOf('schedulePolicy'));
    expect(fn.resources.schedules).toHaveLength(2);
  });

  test('two of one id, in two scopes, have two names', () => {
    const { fn } = rendered(stack => ({
      events: [
        EventSource.queue(new Stub(stack, 'Signups', QUEUE)),
        EventSource.queue(new Stub(new StubNetwork(stack, 'Old'), 'Signups', QUEUE), { environmentPrefix: 'OLD' }),
      ],
    }));
    const slots = fn.slots.filter(slot => slot.endsWith('EventSource'));
    expect(slots).toEqual(['signupsEventSource', expect.stringMatching(/^signups[0-9a-f]{8}EventSource$/)]);
  });

  test('their limits are those of the platform team', () => {
    const limits = { 'function.queueBatchSize': Limit.atMost(5, { reason: 'small is quick', contact: '#platform' }) };
    const events = (batchSize?: number) => (stack: any) => ({
      events: [EventSource.queue(new Stub(stack, 'Signups', QUEUE), { batchSize })],
    });
    expect(() => rendered(events(6), PRODUCTION, { limits })).toThrow(/small is quick/);
    expect(rendered(events(), PRODUCTION, { limits }).properties('signupsEventSource').BatchSize).toBe(5);
  });
});

test('a version that is another one for CloudFormation is another one for Lambda', () => {
  // A variable that is a literal in one deployment and a reference in the next: the same configuration, in other words.
  const of = (region: (stack: Stack) => string) => {
    const { properties, idOf } = rendered(scope => ({ environment: { HOME_REGION: region(Stack.of(scope)) } }));
    const [, told] = /^.+ \(([0-9a-f]{12})\)$/.exec(properties('function').Description)!;
    expect(idOf('version')).toContain(told);
    return told;
  };
  expect(of(() => 'eu-west-1')).toBe(of(() => 'eu-west-1'));
  expect(of(() => 'eu-west-1')).not.toBe(of(stack => stack.region));
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
    expect(
      statements(properties('policy')).filter(({ Action }) => Action.includes('ec2:CreateNetworkInterface')),
    ).toHaveLength(1);
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
    for (const slot of ['errorAlarm', 'durationAlarm', 'throttleAlarm', 'iteratorAgeAlarm', 'deadLetterAlarm'])
      expect([slot, properties(slot).AlarmActions]).toEqual([slot, [topic]]);
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
  expect(resource('deadLetterQueue')).toMatchObject({ DeletionPolicy: 'Retain' });
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
