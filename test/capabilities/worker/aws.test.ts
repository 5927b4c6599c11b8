import { App } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { QueueStub, rendered, workerIn } from './fixture';
import { Patch } from '../../../src/record/patch';
import { CpuArchitecture, ServiceSize } from '../../../src/parts/fargate-task/size';
import { EnvironmentTier } from '../../../src/path/tier';
import { expectSlotsComplete } from '../../fixtures/slots';
import { stackOn } from '../../fixtures/stacks';

const { DEVELOPMENT, PRODUCTION, STAGING } = EnvironmentTier;
const TOPIC = { alarmTopicArn: 'arn:aws:sns:eu-west-1:123456789012:alarms' };

/** The expression of a formula, and its metrics: namespace, name, statistic. */
function formulaOf({ Metrics }: any) {
  const terms = Metrics.filter(({ MetricStat }: any) => MetricStat).map(({ Id, MetricStat: { Metric, Stat } }: any) => [
    Id,
    Metric.Namespace,
    Metric.MetricName,
    Stat,
  ]);
  return { expression: Metrics.find(({ Expression }: any) => Expression).Expression, terms };
}

const WAITING = ['waiting', 'AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'Maximum'];
const OLDEST = ['oldest', 'AWS/SQS', 'ApproximateAgeOfOldestMessage', 'Maximum'];

describe('the task', () => {
  test('listens on no port, is hardened, and has two minutes to stop', () => {
    const { properties } = rendered();
    const [container] = properties('taskDefinition').ContainerDefinitions;
    expect(container).toMatchObject({
      Name: 'app',
      Essential: true,
      User: '1000:1000',
      ReadonlyRootFilesystem: true,
      StopTimeout: 120,
      Memory: 1024,
      LinuxParameters: {
        InitProcessEnabled: true,
        Capabilities: { Drop: ['ALL'] },
        Tmpfs: [{ ContainerPath: '/tmp', Size: 64 }],
      },
    });
    expect([container.PortMappings, container.HealthCheck, container.Privileged]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('of a size, on a processor, with a probe of its own', () => {
    const { properties } = rendered({
      size: ServiceSize.LARGE,
      architecture: CpuArchitecture.X86_64,
      healthCheckCommand: ['/probe'],
    });
    expect(properties('taskDefinition')).toMatchObject({
      Cpu: '2048',
      Memory: '4096',
      RuntimePlatform: { CpuArchitecture: 'X86_64' },
    });
    expect(properties('taskDefinition').ContainerDefinitions[0].HealthCheck).toMatchObject({
      Command: ['CMD', '/probe'],
      Interval: 15,
    });
  });

  test('is told its queue, who it is, and what the team says', () => {
    expect(rendered({ environment: { MODE: 'fast' } }).environment()).toEqual({
      MODE: 'fast',
      OTEL_SERVICE_NAME: 'Worker',
      OTEL_RESOURCE_ATTRIBUTES: 'service.name=Worker,service.version=1.4.2,deployment.environment.name=production',
      ORDERS_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/123456789012/orders',
    });
  });

  test('lets nobody in, and calls out by HTTPS', () => {
    const { template, properties } = rendered();
    expect(properties('securityGroup').SecurityGroupIngress).toBeUndefined();
    expect(properties('securityGroup').SecurityGroupEgress).toEqual([
      expect.objectContaining({ FromPort: 443, ToPort: 443, CidrIp: '0.0.0.0/0' }),
    ]);
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
    template.resourceCountIs('AWS::ElasticLoadBalancingV2::LoadBalancer', 0);
  });

  test('starts after its permissions are there', () => {
    const { resource, idOf } = rendered();
    expect(resource('service').DependsOn).toEqual(
      expect.arrayContaining([idOf('executionPolicy'), idOf('taskPolicy')]),
    );
  });
});

describe('the capacity', () => {
  test.each<[EnvironmentTier, any[]]>([
    [DEVELOPMENT, [{ CapacityProvider: 'FARGATE_SPOT', Weight: 100 }]],
    [STAGING, [{ CapacityProvider: 'FARGATE_SPOT', Weight: 100 }]],
    [
      PRODUCTION,
      [
        { CapacityProvider: 'FARGATE', Base: 2, Weight: 50 },
        { CapacityProvider: 'FARGATE_SPOT', Weight: 50 },
      ],
    ],
  ])('in %s', (tier, strategy) => {
    const { properties } = rendered({}, tier);
    expect(properties('cluster').CapacityProviders).toEqual(['FARGATE', 'FARGATE_SPOT']);
    expect(properties('service').CapacityProviderStrategy).toEqual(strategy);
    // One or the other.
    expect(properties('service').LaunchType).toBeUndefined();
    // A deployment would reset it.
    expect(properties('service').DesiredCount).toBeUndefined();
  });

  test.each<[object, any[]]>([
    [{ 'worker.spotPercent': 0 }, [{ CapacityProvider: 'FARGATE', Base: 2, Weight: 100 }]],
    [
      { 'worker.spotPercent': 100 },
      [
        { CapacityProvider: 'FARGATE', Base: 2, Weight: 0 },
        { CapacityProvider: 'FARGATE_SPOT', Weight: 100 },
      ],
    ],
  ])('as the platform team says: %p', (defaults, strategy) => {
    expect(rendered({}, PRODUCTION, { defaults }).properties('service').CapacityProviderStrategy).toEqual(strategy);
  });
});

describe('scaling', () => {
  test.each<[EnvironmentTier, number, number]>([
    [DEVELOPMENT, 0, 2],
    [STAGING, 0, 6],
    [PRODUCTION, 2, 30],
  ])('in %s, from %i to %i tasks', (tier, MinCapacity, MaxCapacity) => {
    expect(rendered({}, tier).properties('scalableTarget')).toMatchObject({
      MinCapacity,
      MaxCapacity,
      ScalableDimension: 'ecs:service:DesiredCount',
    });
  });

  test('keeps the backlog of each task, messages in work included', () => {
    const { properties, idOf } = rendered({ scaling: { targetBacklogPerTask: 4 } });
    const { PolicyType, TargetTrackingScalingPolicyConfiguration: tracking } = properties('backlogScalingPolicy');
    expect(PolicyType).toBe('TargetTrackingScaling');
    expect(tracking).toMatchObject({ TargetValue: 4, ScaleInCooldown: 300, ScaleOutCooldown: 60 });
    // No division by zero: without a task it is as if there were one.
    expect(formulaOf(tracking.CustomizedMetricSpecification)).toEqual({
      expression: '(waiting + inwork) / IF(running > 0, running, 1)',
      terms: [
        WAITING,
        ['inwork', 'AWS/SQS', 'ApproximateNumberOfMessagesNotVisible', 'Maximum'],
        ['running', 'ECS/ContainerInsights', 'RunningTaskCount', 'Average'],
      ],
    });
    const [
      {
        MetricStat: { Metric },
      },
      ,
      { MetricStat: running },
    ] = tracking.CustomizedMetricSpecification.Metrics;
    expect(Metric.Dimensions).toEqual([{ Name: 'QueueName', Value: 'orders' }]);
    expect(running.Metric.Dimensions).toEqual([
      { Name: 'ClusterName', Value: { Ref: idOf('cluster') } },
      { Name: 'ServiceName', Value: { 'Fn::GetAtt': [idOf('service'), 'Name'] } },
    ]);
    expect(tracking.CustomizedMetricSpecification.Metrics.filter(({ ReturnData }: any) => ReturnData)).toHaveLength(1);
  });

  test('without container insights, each task sends one sample a minute', () => {
    const { TargetTrackingScalingPolicyConfiguration: tracking } = rendered({}, DEVELOPMENT).properties(
      'backlogScalingPolicy',
    );
    expect(formulaOf(tracking.CustomizedMetricSpecification).terms[2]).toEqual([
      'running',
      'AWS/ECS',
      'CPUUtilization',
      'SampleCount',
    ]);
  });

  test('doubles the tasks while a message waits too long', () => {
    const { properties, idOf } = rendered({ scaling: { acceptableLatencySeconds: 45 } }, PRODUCTION, TOPIC);
    expect(properties('latencyScalingPolicy')).toMatchObject({
      PolicyType: 'StepScaling',
      StepScalingPolicyConfiguration: {
        AdjustmentType: 'PercentChangeInCapacity',
        MinAdjustmentMagnitude: 1,
        Cooldown: 60,
        StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 100 }],
      },
    });
    const alarm = properties('latencyScalingAlarm');
    expect(alarm).toMatchObject({
      Threshold: 45,
      EvaluationPeriods: 2,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
    });
    // A message that is only in work, or a poisoned one, does not wait.
    expect(formulaOf(alarm)).toEqual({ expression: 'IF(waiting > 0, oldest, 0)', terms: [WAITING, OLDEST] });
    // It scales, and wakes nobody.
    expect([alarm.AlarmActions, alarm.OKActions]).toEqual([
      [{ 'Fn::GetAtt': [idOf('latencyScalingPolicy'), 'Arn'] }],
      undefined,
    ]);
  });

  test.each([DEVELOPMENT, STAGING])('in %s the first message starts a task', tier => {
    const { properties, idOf } = rendered({}, tier);
    expect(properties('wakeScalingPolicy').StepScalingPolicyConfiguration).toMatchObject({
      AdjustmentType: 'ChangeInCapacity',
      StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }],
    });
    expect(properties('wakeScalingPolicy').StepScalingPolicyConfiguration.MinAdjustmentMagnitude).toBeUndefined();
    expect(formulaOf(properties('wakeScalingAlarm')).expression).toBe('IF(waiting > 0 AND FILL(running, 0) < 1, 1, 0)');
    expect(properties('wakeScalingAlarm').AlarmActions).toEqual([{ 'Fn::GetAtt': [idOf('wakeScalingPolicy'), 'Arn'] }]);
  });

  test('where a task always runs, none is to be woken', () => {
    expect(rendered().worker.slots).not.toContain('wakeScalingPolicy');
    expect(rendered({ scaling: { minTasks: 1 } }, DEVELOPMENT).worker.slots).not.toContain('wakeScalingAlarm');
    expect(rendered({ scaling: { minTasks: 0 } }).worker.slots).toEqual(
      expect.arrayContaining(['wakeScalingPolicy', 'wakeScalingAlarm']),
    );
  });
});

describe('deployments', () => {
  test('stop when they fail, and come back, also when no message is finished', () => {
    const { properties, idOf } = rendered();
    expect(properties('service').DeploymentConfiguration).toEqual({
      MinimumHealthyPercent: 100,
      MaximumPercent: 200,
      DeploymentCircuitBreaker: { Enable: true, Rollback: true },
      Alarms: {
        Enable: true,
        Rollback: true,
        AlarmNames: [{ Ref: idOf('stalledAlarm') }, { Ref: idOf('latencyAlarm') }],
      },
    });
    expect(properties('deploymentFailedRule').EventPattern).toMatchObject({
      resources: [{ Ref: idOf('service') }],
      detail: { eventName: ['SERVICE_DEPLOYMENT_FAILED'] },
    });
  });

  test('in development no alarm looks at them, unless one asks: then it tells nobody', () => {
    expect(rendered({}, DEVELOPMENT, TOPIC).properties('service').DeploymentConfiguration.Alarms).toBeUndefined();
    const { properties, worker } = rendered({ deployment: { rollbackOnAlarm: true } }, DEVELOPMENT, TOPIC);
    expect(properties('service').DeploymentConfiguration.Alarms.AlarmNames).toHaveLength(2);
    expect(properties('stalledAlarm').AlarmActions).toBeUndefined();
    expect(worker.slots).not.toContain('cpuAlarm');
  });
});

describe('alarms', () => {
  test("tell the platform team's topic, in staging and production", () => {
    for (const tier of [STAGING, PRODUCTION]) {
      const { properties } = rendered({}, tier, TOPIC);
      for (const slot of [
        'stalledAlarm',
        'latencyAlarm',
        'cpuAlarm',
        'memoryAlarm',
        'runningTasksAlarm',
        'deploymentFailedAlarm',
      ]) {
        expect([slot, properties(slot).AlarmActions, properties(slot).OKActions]).toEqual([
          slot,
          [TOPIC.alarmTopicArn],
          [TOPIC.alarmTopicArn],
        ]);
      }
    }
    expect(rendered({}, DEVELOPMENT, TOPIC).worker.slots.filter(slot => /Alarm$/.test(slot))).toEqual([
      'latencyScalingAlarm',
      'wakeScalingAlarm',
    ]);
  });

  test('ring when messages wait too long, or none is finished', () => {
    const { properties } = rendered();
    expect(properties('latencyAlarm')).toMatchObject({ Threshold: 900, EvaluationPeriods: 5 });
    expect(formulaOf(properties('latencyAlarm'))).toEqual({
      expression: 'IF(waiting > 0, oldest, 0)',
      terms: [WAITING, OLDEST],
    });
    expect(properties('stalledAlarm')).toMatchObject({ Threshold: 1, EvaluationPeriods: 10 });
    expect(formulaOf(properties('stalledAlarm'))).toEqual({
      expression: 'IF(waiting > 0 AND FILL(finished, 0) < 1, 1, 0)',
      terms: [WAITING, ['finished', 'AWS/SQS', 'NumberOfMessagesDeleted', 'Sum']],
    });
  });
});

test('the dashboard shows backlog, age, pace, tasks and load', () => {
  const { properties } = rendered();
  const body = JSON.stringify(properties('dashboard').DashboardBody);
  for (const name of [
    'ApproximateNumberOfMessagesVisible',
    'ApproximateNumberOfMessagesNotVisible',
    'ApproximateAgeOfOldestMessage',
    'NumberOfMessagesDeleted',
    'SampleCount',
    'CPUUtilization',
    'MemoryUtilization',
  ]) {
    expect(body).toContain(name);
  }
});

describe('what is said before it is too late', () => {
  test('of a queue of which little is known', () => {
    const { stack } = rendered({ events: { visibilityTimeoutSeconds: undefined } });
    Annotations.fromStack(stack).hasWarning('/Shop/Worker', Match.stringLikeRegexp('must be 130 s or more'));
  });
  test('of a queue that gives messages one try', () => {
    Annotations.fromStack(rendered({ events: { maxReceiveCount: 1 } }).stack).hasWarning(
      '/Shop/Worker',
      Match.stringLikeRegexp('one try'),
    );
  });
  test('of others nothing', () => {
    Annotations.fromStack(rendered().stack).hasNoWarning('*', Match.stringLikeRegexp('queue|Queue'));
  });
});

test('a side car is hardened too', () => {
  const { stack, worker } = rendered();
  worker.addSidecar({ name: 'agent', image: 'public.ecr.aws/acme/agent:1', memoryMib: 100, ports: [4317] });
  const [app, agent] = stack.resolve(worker.resources.taskDefinition.containerDefinitions);
  expect(app.memory).toBe(924);
  expect(agent).toMatchObject({ name: 'agent', readonlyRootFilesystem: true, stopTimeout: 120 });
  expect(worker.escapes).toEqual([]);
});

test('the escape hatch reaches every slot', () => {
  const stack = stackOn();
  const worker = workerIn(stack);
  worker.escape('service', Patch.property('CapacityProviderStrategy[CapacityProvider=FARGATE_SPOT].Weight', 10), {
    reason: 'a shortage of Spot in this region',
  });
  worker.escape('backlogScalingPolicy', Patch.property('TargetTrackingScalingPolicyConfiguration.TargetValue', 3), {
    reason: 'measured',
  });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::ECS::Service', {
    CapacityProviderStrategy: [Match.anyValue(), { CapacityProvider: 'FARGATE_SPOT', Weight: 10 }],
  });
  expect(worker.escapes.map(({ kind }) => kind)).toEqual(['patch', 'patch']);
  expectSlotsComplete(worker);
});

test('two workers of one queue share no name', () => {
  const app = new App();
  const stack = stackOn(PRODUCTION, {}, app);
  const queue = new QueueStub(stack);
  const [a, b] = ['A', 'B'].map(id => workerIn(stack, { queue }, id));
  app.synth();
  for (const worker of [a, b]) expectSlotsComplete(worker);
});
