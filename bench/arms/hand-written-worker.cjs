// What goldenpath's GoldenPathWorker has on the production tier, written by hand with CDK's L2s. Target tracking by an expression has none.
const {
  Duration,
  aws_applicationautoscaling: scaling,
  aws_cloudwatch: cloudwatch,
  aws_ecs: ecs,
} = require('aws-cdk-lib');
const { alarm } = require('./hand-written-alarm.cjs');
const { dashboard, graph, taskAlarms, taskMetrics, utilisation } = require('./hand-written-observability.cjs');
const { serviceProps, task } = require('./hand-written-task.cjs');
const { workerImage } = require('./scenario.cjs');

const period = Duration.minutes(1);

exports.worker = (scope, vpc, topic, queue, environment) => {
  const made = task(scope, vpc, {
    image: workerImage,
    name: 'Worker',
    stopTimeout: 120,
    spot: true,
    environment: { JOBS_URL: queue.queueUrl, ...environment },
  });
  const where = scope.node.path;
  const waiting = queue.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum', period });
  const oldest = queue.metricApproximateAgeOfOldestMessage({ statistic: 'Maximum', period });
  const finished = queue.metricNumberOfMessagesDeleted({ period });
  const of = (expression, label, usingMetrics) =>
    new cloudwatch.MathExpression({ expression, label, usingMetrics, period });
  const latency = of('IF(waiting > 0, oldest, 0)', 'seconds that the oldest message waits', { waiting, oldest });
  const stalled = of('IF(waiting > 0 AND FILL(finished, 0) < 1, 1, 0)', 'messages wait and none is finished', {
    waiting,
    finished,
  });
  const alarms = [
    alarm(
      scope,
      topic,
      'StalledAlarm',
      stalled,
      1,
      10,
      `${where}: messages wait, and none was finished for 10 minutes.`,
    ),
    alarm(
      scope,
      topic,
      'LatencyAlarm',
      latency,
      900,
      5,
      `${where}: a message has waited for 900 s or more, for 5 minutes.`,
    ),
  ];
  const service = new ecs.FargateService(scope, 'Service', {
    ...serviceProps(made, alarms),
    capacityProviderStrategies: [
      { capacityProvider: 'FARGATE', base: 2, weight: 50 },
      { capacityProvider: 'FARGATE_SPOT', weight: 50 },
    ],
  });
  queue.grantConsumeMessages(made.taskDefinition.taskRole);
  scale(scope, service, queue, latency);
  const { cpu, memory } = taskMetrics(service);
  dashboard(scope, [...alarms, ...taskAlarms(scope, topic, service)], made.logGroup, [
    [
      graph('Backlog, messages', [
        waiting,
        queue.metricApproximateNumberOfMessagesNotVisible({ statistic: 'Maximum', period }),
      ]),
      graph('Age of the oldest message, seconds', [oldest], { leftAnnotations: [{ label: 'alarm', value: 900 }] }),
    ],
    [
      graph('Messages a minute', [queue.metricNumberOfMessagesSent({ period }), finished]),
      graph('Tasks', [cpu.with({ statistic: 'SampleCount', label: 'running' })]),
    ],
    [utilisation({ cpu, memory })],
  ]);
  return service;
};

function scale(scope, service, queue, latency) {
  const target = service.autoScaleTaskCount({ minCapacity: 2, maxCapacity: 30 });
  target.scaleOnMetric('Latency', {
    metric: latency,
    // The L2 wants two steps at least. The first changes nothing.
    scalingSteps: [
      { upper: 300, change: 0 },
      { lower: 300, change: 100 },
    ],
    adjustmentType: scaling.AdjustmentType.PERCENT_CHANGE_IN_CAPACITY,
    minAdjustmentMagnitude: 1,
    cooldown: Duration.seconds(60),
    evaluationPeriods: 2,
    datapointsToAlarm: 2,
    metricAggregationType: scaling.MetricAggregationType.MAXIMUM,
  });
  const metric = (id, namespace, metricName, stat, dimensions) => ({
    id,
    metricStat: { metric: { namespace, metricName, dimensions }, stat },
    returnData: false,
  });
  const ofQueue = [{ name: 'QueueName', value: queue.queueName }];
  new scaling.CfnScalingPolicy(scope, 'BacklogScalingPolicy', {
    policyName: 'BacklogScalingPolicy',
    policyType: 'TargetTrackingScaling',
    scalingTargetId: target.scalableTargetRef.resourceId,
    targetTrackingScalingPolicyConfiguration: {
      targetValue: 10,
      scaleInCooldown: 300,
      scaleOutCooldown: 60,
      customizedMetricSpecification: {
        metrics: [
          metric('waiting', 'AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'Maximum', ofQueue),
          metric('inwork', 'AWS/SQS', 'ApproximateNumberOfMessagesNotVisible', 'Maximum', ofQueue),
          metric('running', 'ECS/ContainerInsights', 'RunningTaskCount', 'Average', [
            { name: 'ClusterName', value: service.cluster.clusterName },
            { name: 'ServiceName', value: service.serviceName },
          ]),
          {
            id: 'result',
            expression: '(waiting + inwork) / IF(running > 0, running, 1)',
            label: 'messages for each task',
            returnData: true,
          },
        ],
      },
    },
  });
}
