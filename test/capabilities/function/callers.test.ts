import { BUCKET, QUEUE, rendered, statements, STREAM, Stub } from './fixture';
import { EventSource, FunctionHttp } from '../../../src/capabilities/function/props';
import { Limit } from '../../../src/path/limit';
import { EnvironmentTier } from '../../../src/path/tier';
import { StubNetwork } from '../../fixtures/stacks';

const { PRODUCTION } = EnvironmentTier;

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
