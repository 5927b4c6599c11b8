// Alarms and dashboard of a service, written by hand with CDK's L2s.
const { Duration, aws_cloudwatch: cloudwatch, aws_cloudwatch_actions: actions, aws_elasticloadbalancingv2: elbv2, aws_events: events } = require('aws-cdk-lib');

const minute = Duration.minutes(1);

function alarm(stack, topic, id, metric, threshold, periods, alarmDescription) {
  const made = new cloudwatch.Alarm(stack, id, {
    alarmDescription,
    metric,
    threshold,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: periods,
    datapointsToAlarm: periods,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  });
  made.addAlarmAction(new actions.SnsAction(topic));
  made.addOkAction(new actions.SnsAction(topic));
  return made;
}

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

exports.userAlarms = (stack, topic, loadBalancer, targetGroup) => {
  const { requests, targetErrors: target, balancerErrors: balancer, latency, unhealthy } = userMetrics(loadBalancer, targetGroup);
  const rate = new cloudwatch.MathExpression({
    expression: '100 * (FILL(target, 0) + FILL(balancer, 0)) / (FILL(requests, 0) + FILL(balancer, 0))',
    usingMetrics: { requests, target, balancer },
    label: '5xx rate, percent',
    period: minute,
  });
  return [
    alarm(stack, topic, 'ServerErrorAlarm', rate, 1, 5, `${stack.stackName}: 1 % of the requests or more ended in a 5xx.`),
    alarm(stack, topic, 'LatencyAlarm', latency('p99'), 2, 5, `${stack.stackName}: one request in a hundred took 2 s or more.`),
    alarm(stack, topic, 'UnhealthyTargetsAlarm', unhealthy, 1, 5, `${stack.stackName}: a task has failed its health check.`),
  ];
};

exports.observe = (stack, { topic, service, loadBalancer, targetGroup, logGroup, alarms }) => {
  const users = userMetrics(loadBalancer, targetGroup);
  const cpu = service.metricCpuUtilization({ period: minute });
  const memory = service.metricMemoryUtilization({ period: minute });
  const insight = metricName => new cloudwatch.Metric({
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
  const rule = new events.Rule(stack, 'DeploymentFailedRule', {
    description: `Deployments of ${stack.stackName} that failed`,
    eventPattern: {
      source: ['aws.ecs'],
      detailType: ['ECS Deployment State Change'],
      resources: [service.serviceArn],
      detail: { eventName: ['SERVICE_DEPLOYMENT_FAILED'] },
    },
  });
  const failed = new cloudwatch.Metric({ namespace: 'AWS/Events', metricName: 'TriggeredRules', statistic: 'Sum', period: minute, dimensionsMap: { RuleName: rule.ruleName } });
  const all = [
    ...alarms,
    alarm(stack, topic, 'CpuAlarm', cpu, 85, 10, `${stack.stackName}: a CPU utilisation of 85 % or more.`),
    alarm(stack, topic, 'MemoryAlarm', memory, 85, 10, `${stack.stackName}: a memory utilisation of 85 % or more.`),
    alarm(stack, topic, 'RunningTasksAlarm', missing, 1, 10, `${stack.stackName}: fewer tasks run than should.`),
    alarm(stack, topic, 'DeploymentFailedAlarm', failed, 1, 1, `${stack.stackName}: a deployment failed.`),
  ];
  const graph = (title, left, more = {}) => new cloudwatch.GraphWidget({ title, left, width: 12, height: 6, period: minute, ...more });
  new cloudwatch.Dashboard(stack, 'Dashboard', {
    widgets: [
      [new cloudwatch.TextWidget({ markdown: `# ${stack.stackName}\nOwner: **team-orders** · environment: **production**`, width: 24, height: 2 })],
      [new cloudwatch.AlarmStatusWidget({ title: 'Alarms', alarms: all, width: 24, height: 3 })],
      [
        graph('Requests and server errors', [users.requests, users.targetErrors, users.balancerErrors]),
        graph('Latency, seconds', ['p50', 'p90', 'p99'].map(users.latency), { leftAnnotations: [{ label: 'alarm', value: 2 }] }),
      ],
      [graph('Tasks in service', [users.healthy, users.unhealthy]), graph('CPU and memory, percent', [cpu, memory], { leftYAxis: { min: 0, max: 100 } })],
      [new cloudwatch.LogQueryWidget({
        title: 'The last errors',
        logGroupNames: [logGroup.logGroupName],
        queryLines: ['fields @timestamp, @message', 'filter @message like /(?i)(error|exception|fatal)/', 'sort @timestamp desc', 'limit 50'],
        width: 24,
        height: 6,
      })],
    ],
  });
};
