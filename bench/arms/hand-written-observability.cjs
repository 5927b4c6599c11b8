// Alarms and dashboards, written by hand with CDK's L2s.
const {
  Duration,
  aws_cloudwatch: cloudwatch,
  aws_elasticloadbalancingv2: elbv2,
  aws_events: events,
} = require('aws-cdk-lib');
const { alarm } = require('./hand-written-alarm.cjs');

const minute = Duration.minutes(1);

function userMetrics(loadBalancer, targetGroup) {
  const latency = statistic => targetGroup.metrics.targetResponseTime({ statistic, period: minute });
  return {
    requests: targetGroup.metrics.requestCount({ period: minute }),
    targetErrors: targetGroup.metrics.httpCodeTarget(elbv2.HttpCodeTarget.TARGET_5XX_COUNT, { period: minute }),
    balancerErrors: loadBalancer.metrics.httpCodeElb(elbv2.HttpCodeElb.ELB_5XX_COUNT, { period: minute }),
    latency,
    healthy: targetGroup.metrics.healthyHostCount({ statistic: 'Minimum', period: minute }),
    unhealthy: targetGroup.metrics.unhealthyHostCount({ statistic: 'Maximum', period: minute }),
  };
}

exports.userAlarms = (scope, topic, loadBalancer, targetGroup) => {
  const {
    requests,
    targetErrors: target,
    balancerErrors: balancer,
    latency,
    unhealthy,
  } = userMetrics(loadBalancer, targetGroup);
  const rate = new cloudwatch.MathExpression({
    expression: '100 * (FILL(target, 0) + FILL(balancer, 0)) / (FILL(requests, 0) + FILL(balancer, 0))',
    usingMetrics: { requests, target, balancer },
    label: '5xx rate, percent',
    period: minute,
  });
  return [
    alarm(
      scope,
      topic,
      'ServerErrorAlarm',
      rate,
      1,
      5,
      `${scope.node.path}: 1 % of the requests or more ended in a 5xx.`,
    ),
    alarm(
      scope,
      topic,
      'LatencyAlarm',
      latency('p99'),
      2,
      5,
      `${scope.node.path}: one request in a hundred took 2 s or more.`,
    ),
    alarm(
      scope,
      topic,
      'UnhealthyTargetsAlarm',
      unhealthy,
      1,
      5,
      `${scope.node.path}: a task has failed its health check.`,
    ),
  ];
};

exports.observe = (scope, { topic, service, loadBalancer, targetGroup, logGroup, alarms }) => {
  const users = userMetrics(loadBalancer, targetGroup);
  const tasks = taskMetrics(service);
  dashboard(scope, [...alarms, ...taskAlarms(scope, topic, service)], logGroup, [
    [
      graph('Requests and server errors', [users.requests, users.targetErrors, users.balancerErrors]),
      graph('Latency, seconds', ['p50', 'p90', 'p99'].map(users.latency), {
        leftAnnotations: [{ label: 'alarm', value: 2 }],
      }),
    ],
    [graph('Tasks in service', [users.healthy, users.unhealthy]), utilisation(tasks)],
  ]);
};

/** CPU and memory of the tasks of a service. */
const taskMetrics = service => ({
  cpu: service.metricCpuUtilization({ period: minute }),
  memory: service.metricMemoryUtilization({ period: minute }),
});
exports.taskMetrics = taskMetrics;

/** What rings whatever the tasks do. */
const taskAlarms = (scope, topic, service) => {
  const { cpu, memory } = taskMetrics(service);
  const insight = metricName =>
    new cloudwatch.Metric({
      namespace: 'ECS/ContainerInsights',
      metricName,
      period: minute,
      dimensionsMap: { ClusterName: service.cluster.clusterName, ServiceName: service.serviceName },
    });
  const missing = new cloudwatch.MathExpression({
    expression: 'desired - running',
    usingMetrics: { desired: insight('DesiredTaskCount'), running: insight('RunningTaskCount') },
    label: 'missing tasks',
    period: minute,
  });
  const where = scope.node.path;
  const rule = new events.Rule(scope, 'DeploymentFailedRule', {
    description: `Deployments of ${where} that failed`,
    eventPattern: {
      source: ['aws.ecs'],
      detailType: ['ECS Deployment State Change'],
      resources: [service.serviceArn],
      detail: { eventName: ['SERVICE_DEPLOYMENT_FAILED'] },
    },
  });
  const failed = new cloudwatch.Metric({
    namespace: 'AWS/Events',
    metricName: 'TriggeredRules',
    statistic: 'Sum',
    period: minute,
    dimensionsMap: { RuleName: rule.ruleName },
  });
  return [
    alarm(scope, topic, 'CpuAlarm', cpu, 85, 10, `${where}: a CPU utilisation of 85 % or more.`),
    alarm(scope, topic, 'MemoryAlarm', memory, 85, 10, `${where}: a memory utilisation of 85 % or more.`),
    alarm(scope, topic, 'RunningTasksAlarm', missing, 1, 10, `${where}: fewer tasks run than should.`),
    alarm(scope, topic, 'DeploymentFailedAlarm', failed, 1, 1, `${where}: a deployment failed.`),
  ];
};
exports.taskAlarms = taskAlarms;

const graph = (title, left, more = {}) =>
  new cloudwatch.GraphWidget({ title, left, width: 12, height: 6, period: minute, ...more });
exports.graph = graph;

const utilisation = ({ cpu, memory }) =>
  graph('CPU and memory, percent', [cpu, memory], { leftYAxis: { min: 0, max: 100 } });
exports.utilisation = utilisation;

/** Who owns it, its alarms, the graphs, and the last errors. */
const dashboard = (scope, alarms, logGroup, graphs) =>
  new cloudwatch.Dashboard(scope, 'Dashboard', {
    widgets: [
      [
        new cloudwatch.TextWidget({
          markdown: `# ${scope.node.path}\nOwner: **team-orders** · environment: **production**`,
          width: 24,
          height: 2,
        }),
      ],
      [new cloudwatch.AlarmStatusWidget({ title: 'Alarms', alarms, width: 24, height: 3 })],
      ...graphs,
      [
        new cloudwatch.LogQueryWidget({
          title: 'The last errors',
          logGroupNames: [logGroup.logGroupName],
          queryLines: [
            'fields @timestamp, @message',
            'filter @message like /(?i)(error|exception|fatal)/',
            'sort @timestamp desc',
            'limit 50',
          ],
          width: 24,
          height: 6,
        }),
      ],
    ],
  });
exports.dashboard = dashboard;
