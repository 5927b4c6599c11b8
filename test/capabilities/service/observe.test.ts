import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Exposure, GoldenPathServiceProps } from '../../../src/capabilities/service/props';
import { GoldenPathProps } from '../../../src/path/golden-path';
import { EnvironmentTier } from '../../../src/path/tier';
import { serviceIn } from '../../fixtures/services';
import { expectSlotsComplete } from '../../fixtures/slots';
import { stackOn } from '../../fixtures/stacks';

const { DEVELOPMENT, PRODUCTION, STAGING } = EnvironmentTier;

function rendered(
  tier = PRODUCTION,
  props: Partial<GoldenPathServiceProps> = {},
  path: Partial<GoldenPathProps> = {},
  id = 'Orders',
) {
  const stack = stackOn(tier, path, new App());
  const service = serviceIn(stack, props, id);
  const template = Template.fromStack(stack);
  expectSlotsComplete(service);
  const idOf = (slot: string) => stack.resolve(service.resource(slot).logicalId);
  const resource = (slot: string) => template.toJSON().Resources[idOf(slot)];
  return { stack, service, template, idOf, resource, properties: (slot: string) => resource(slot).Properties };
}

describe('deployments', () => {
  test('are rolling, stop when they fail, and come back', () => {
    const { properties, idOf } = rendered();
    expect(properties('service')).toMatchObject({
      LaunchType: 'FARGATE',
      DeploymentController: { Type: 'ECS' },
      AvailabilityZoneRebalancing: 'ENABLED',
    });
    expect(properties('service').DeploymentConfiguration).toEqual({
      MinimumHealthyPercent: 100,
      MaximumPercent: 200,
      DeploymentCircuitBreaker: { Enable: true, Rollback: true },
      Alarms: {
        Enable: true,
        Rollback: true,
        AlarmNames: ['serverErrorAlarm', 'latencyAlarm', 'unhealthyTargetsAlarm'].map(slot => ({ Ref: idOf(slot) })),
      },
    });
  });

  test('zones are not rebalanced where one task more may not run', () => {
    expect(
      rendered(PRODUCTION, { deployment: { minimumHealthyPercent: 50, maximumPercent: 100 } }).properties('service')
        .AvailabilityZoneRebalancing,
    ).toBe('DISABLED');
  });

  test('in development no alarm looks at them, unless one asks: then it tells nobody', () => {
    const topic = { alarmTopicArn: 'arn:aws:sns:eu-west-1:123456789012:alarms' };
    expect(rendered(DEVELOPMENT, {}, topic).properties('service').DeploymentConfiguration.Alarms).toBeUndefined();
    const { properties, service } = rendered(DEVELOPMENT, { deployment: { rollbackOnAlarm: true } }, topic);
    expect(properties('service').DeploymentConfiguration.Alarms.AlarmNames).toHaveLength(3);
    expect(properties('latencyAlarm').AlarmActions).toBeUndefined();
    expect(service.slots).not.toContain('cpuAlarm');
  });

  test('alarms without rollback', () => {
    const { properties, service } = rendered(PRODUCTION, { deployment: { rollbackOnAlarm: false } });
    expect(properties('service').DeploymentConfiguration.Alarms).toBeUndefined();
    expect(service.slots).toContain('latencyAlarm');
  });
});

describe('scaling', () => {
  test.each([
    [DEVELOPMENT, 1, 2],
    [STAGING, 2, 6],
    [PRODUCTION, 3, 30],
  ])('in %s from %p to %p tasks, and never a desired count', (tier, min, max) => {
    const { properties, idOf } = rendered(tier);
    expect(properties('scalableTarget')).toMatchObject({
      MinCapacity: min,
      MaxCapacity: max,
      ServiceNamespace: 'ecs',
      ScalableDimension: 'ecs:service:DesiredCount',
      ResourceId: {
        'Fn::Join': ['/', ['service', { Ref: idOf('cluster') }, { 'Fn::GetAtt': [idOf('service'), 'Name'] }]],
      },
    });
    expect(properties('service').DesiredCount).toBeUndefined();
  });

  test('by CPU and by requests', () => {
    const { properties, idOf } = rendered(PRODUCTION, {
      scaling: { targetCpuPercent: 40, targetRequestsPerTask: 99 },
    });
    const tracking = (slot: string) => properties(slot).TargetTrackingScalingPolicyConfiguration;
    expect(tracking('cpuScalingPolicy')).toEqual({
      PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
      TargetValue: 40,
      ScaleInCooldown: 300,
      ScaleOutCooldown: 60,
    });
    expect(tracking('requestScalingPolicy')).toMatchObject({
      TargetValue: 99,
      PredefinedMetricSpecification: {
        PredefinedMetricType: 'ALBRequestCountPerTarget',
        ResourceLabel: {
          'Fn::Join': [
            '/',
            [
              { 'Fn::GetAtt': [idOf('loadBalancer'), 'LoadBalancerFullName'] },
              { 'Fn::GetAtt': [idOf('targetGroup'), 'TargetGroupFullName'] },
            ],
          ],
        },
      },
    });
  });
});

describe('logs', () => {
  test.each([
    [DEVELOPMENT, 7, 'Delete'],
    [STAGING, 30, 'Delete'],
    [PRODUCTION, 365, 'RetainExceptOnCreate'],
  ])('in %s are kept for %p days, and then: %s', (tier, days, policy) => {
    const { properties, resource } = rendered(tier);
    expect(properties('logGroup').RetentionInDays).toBe(days);
    expect(resource('logGroup').DeletionPolicy).toBe(policy);
  });
});

describe('alarms', () => {
  const topic = 'arn:aws:sns:eu-west-1:123456789012:alarms';
  const all = [
    'serverErrorAlarm',
    'latencyAlarm',
    'unhealthyTargetsAlarm',
    'cpuAlarm',
    'memoryAlarm',
    'runningTasksAlarm',
    'deploymentFailedAlarm',
  ];

  test('tell the topic of the platform team, when they ring and when all is well', () => {
    const { properties } = rendered(PRODUCTION, {}, { alarmTopicArn: topic });
    for (const slot of all) {
      expect(properties(slot)).toMatchObject({
        ActionsEnabled: true,
        AlarmActions: [topic],
        OKActions: [topic],
        AlarmDescription: expect.stringContaining('Shop/Orders: '),
      });
    }
  });

  test('without a topic they do nothing', () => {
    expect(rendered().properties('cpuAlarm').AlarmActions).toBeUndefined();
  });

  test('in development there are none', () => {
    rendered(DEVELOPMENT).template.resourceCountIs('AWS::CloudWatch::Alarm', 0);
  });

  test('the rate of errors is a formula, the percentile an extended statistic', () => {
    const { properties } = rendered();
    const { Metrics, Threshold, MetricName } = properties('serverErrorAlarm');
    expect([Threshold, MetricName]).toEqual([1, undefined]);
    expect(Metrics.filter(({ ReturnData }: any) => ReturnData !== false)).toHaveLength(1);
    expect(properties('latencyAlarm')).toMatchObject({
      ExtendedStatistic: 'p99',
      MetricName: 'TargetResponseTime',
      Threshold: 2,
      TreatMissingData: 'notBreaching',
    });
    expect(properties('latencyAlarm').Statistic).toBeUndefined();
  });

  test('wait as long as the platform team says, and say how long', () => {
    const { properties } = rendered(
      PRODUCTION,
      {},
      { defaults: { 'service.alarmUserMinutes': 3, 'service.alarmTaskMinutes': 1 } },
    );
    expect(properties('latencyAlarm')).toMatchObject({
      EvaluationPeriods: 3,
      DatapointsToAlarm: 3,
      AlarmDescription: expect.stringContaining('3 minutes in a row'),
    });
    expect(properties('memoryAlarm')).toMatchObject({
      EvaluationPeriods: 1,
      AlarmDescription: expect.stringContaining('or more for a minute.'),
    });
    expect(rendered().properties('cpuAlarm')).toMatchObject({ EvaluationPeriods: 10 });
  });

  test('running tasks are counted by container insights only', () => {
    expect(
      rendered(PRODUCTION, {}, { defaults: { 'service.containerInsights': 'disabled' } }).service.slots,
    ).not.toContain('runningTasksAlarm');
  });

  test('a deployment that failed is an event of this service', () => {
    const { properties, idOf } = rendered();
    expect(properties('deploymentFailedRule').EventPattern).toMatchObject({
      source: ['aws.ecs'],
      resources: [{ Ref: idOf('service') }],
      detail: { eventName: ['SERVICE_DEPLOYMENT_FAILED'] },
    });
    expect(properties('deploymentFailedAlarm').Dimensions).toEqual([
      { Name: 'RuleName', Value: { Ref: idOf('deploymentFailedRule') } },
    ]);
  });
});

test('the dashboard is JSON, whatever the exposure', () => {
  for (const exposure of [undefined, Exposure.publicHttps()]) {
    const { properties } = rendered(PRODUCTION, { exposure });
    const body = properties('dashboard')
      .DashboardBody['Fn::Join'][1].map((part: any) => (typeof part === 'string' ? part : 'resolved'))
      .join('');
    const { widgets } = JSON.parse(body);
    expect(widgets.map(({ type }: any) => type)).toEqual([
      'text',
      'alarm',
      'metric',
      'metric',
      'metric',
      'metric',
      'log',
    ]);
    expect(widgets[0].properties.markdown).toContain('Owner: **team-orders**');
    expect(widgets[1].properties.alarms).toHaveLength(7);
    for (const { x, width } of widgets) expect(x + width).toBeLessThanOrEqual(24);
  }
});

test('everything that takes tags says whose it is', () => {
  const { template, resource } = rendered();
  const tags = Object.fromEntries(resource('service').Properties.Tags.map(({ Key, Value }: any) => [Key, Value]));
  expect(tags).toEqual({
    'goldenpath:owner': 'team-orders',
    'goldenpath:organization': 'acme',
    'goldenpath:tier': 'production',
  });
  for (const type of [
    'AWS::ECS::Cluster',
    'AWS::ECS::TaskDefinition',
    'AWS::IAM::Role',
    'AWS::Logs::LogGroup',
    'AWS::ElasticLoadBalancingV2::LoadBalancer',
    'AWS::EC2::SecurityGroup',
    'AWS::S3::Bucket',
    'AWS::KMS::Key',
  ]) {
    for (const { Properties } of Object.values<any>(template.findResources(type))) {
      expect(JSON.stringify(Properties.Tags)).toContain('team-orders');
    }
  }
  expect(resource('service').Properties).toMatchObject({ PropagateTags: 'SERVICE', EnableECSManagedTags: true });
});

describe('names', () => {
  test.each(['x'.repeat(250), 'Bestellungen-Ä', 'a b', "it's <b>|", '日本', '1', 'Orders.v2', '…'.repeat(60)])(
    'an id like %s is within all limits',
    id => {
      const { template } = rendered(PRODUCTION, { exposure: Exposure.publicHttps() }, {}, id);
      for (const [logicalId, { Type, Properties }] of Object.entries<any>(template.toJSON().Resources)) {
        expect(logicalId).toMatch(/^[A-Za-z0-9]{1,255}$/);
        for (const text of [
          Properties.GroupDescription,
          ...[Properties.SecurityGroupIngress, Properties.SecurityGroupEgress].flat().map(rule => rule?.Description),
        ]) {
          if (text) expect(text).toMatch(/^[A-Za-z0-9 ._\-:/()#,@[\]+=&;{}!$*]{1,255}$/);
        }
        if (Type === 'AWS::IAM::Role') {
          expect(Properties.Description).toMatch(/^[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]{1,1000}$/);
        }
        if (Type === 'AWS::CloudWatch::Alarm') expect(Properties.AlarmDescription.length).toBeLessThanOrEqual(1024);
        if (Type === 'AWS::Events::Rule') expect(Properties.Description.length).toBeLessThanOrEqual(512);
        if (/VpcLink$|::Api$/.test(Type)) expect(Properties.Name).toMatch(/^[A-Za-z0-9-]{1,128}$/);
        if (Type === 'AWS::WAFv2::WebACL') {
          expect(Properties.VisibilityConfig.MetricName).toMatch(/^[\w#:.\-/]{1,255}$/);
        }
      }
    },
  );
});
