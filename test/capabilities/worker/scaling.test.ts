import { rendered } from './fixture';
import { formulaOf, OLDEST, WAITING } from './metrics-fixture';
import { EnvironmentTier } from '../../../src/path/tier';

const { DEVELOPMENT, PRODUCTION, STAGING } = EnvironmentTier;
const TOPIC = { alarmTopicArn: 'arn:aws:sns:eu-west-1:123456789012:alarms' };

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
    const { properties, resource, idOf: id } = rendered({}, tier);
    // A new account has no role of ECS before its first cluster, so that the cluster itself names none.
    expect(properties('cluster').CapacityProviders).toBeUndefined();
    expect(properties('capacityProviders')).toEqual({
      Cluster: { Ref: id('cluster') },
      CapacityProviders: ['FARGATE', 'FARGATE_SPOT'],
      DefaultCapacityProviderStrategy: [],
    });
    expect(resource('service').DependsOn).toContain(id('capacityProviders'));
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
