// The alarms and the dashboard of a service.
const { CloudwatchDashboard } = require('@cdktf/provider-aws/lib/cloudwatch-dashboard');
const { CloudwatchEventRule } = require('@cdktf/provider-aws/lib/cloudwatch-event-rule');
const { alarm } = require('./alarm.cjs');
const { document } = require('./document.cjs');

const BALANCER = 'AWS/ApplicationELB';

/** The alarms that look at the users' side. */
exports.userAlarms = (stack, name, { loadBalancer, targetGroup }) => {
  const dimensions = { LoadBalancer: loadBalancer.arnSuffix, TargetGroup: targetGroup.arnSuffix };
  const term = (id, metricName, of = dimensions) => ({
    id,
    returnData: false,
    metric: { namespace: BALANCER, metricName, dimensions: of, period: 60, stat: 'Sum' },
  });
  return [
    alarm(stack, name, 'ServerErrorAlarm', `${name}: too many requests ended in a 5xx. Look at the log group.`, 5, 1, {
      metricQuery: [
        term('requests', 'RequestCount'),
        term('target', 'HTTPCode_Target_5XX_Count'),
        term('balancer', 'HTTPCode_ELB_5XX_Count', { LoadBalancer: loadBalancer.arnSuffix }),
        {
          id: 'result',
          expression: '100 * (FILL(target, 0) + FILL(balancer, 0)) / (FILL(requests, 0) + FILL(balancer, 0))',
          label: '5xx rate, percent',
          returnData: true,
        },
      ],
    }),
    alarm(stack, name, 'LatencyAlarm', `${name}: requests are slow. Look at the CPU.`, 5, 2, {
      namespace: BALANCER,
      metricName: 'TargetResponseTime',
      dimensions,
      extendedStatistic: 'p99',
    }),
    alarm(stack, name, 'UnhealthyTargetsAlarm', `${name}: a task fails its health check.`, 5, 1, {
      namespace: BALANCER,
      metricName: 'UnHealthyHostCount',
      dimensions,
      statistic: 'Maximum',
    }),
  ];
};

/** The alarms that look at the tasks' side, and the dashboard. */
exports.observe = (place, { cluster, service, loadBalancer, targetGroup, logGroup, rollback }) => {
  const { stack, name } = place;
  const rule = new CloudwatchEventRule(stack, 'DeploymentFailed', {
    description: `Deployments of ${name} that failed`,
    eventPattern: document({
      source: ['aws.ecs'],
      'detail-type': ['ECS Deployment State Change'],
      resources: [service.id],
      detail: { eventName: ['SERVICE_DEPLOYMENT_FAILED'] },
    }),
  });
  const dimensions = { ClusterName: cluster.name, ServiceName: service.name };
  const ecs = metricName => ({ namespace: 'AWS/ECS', metricName, dimensions, statistic: 'Average' });
  const tasks = (id, metricName) => ({
    id,
    returnData: false,
    metric: { namespace: 'ECS/ContainerInsights', metricName, dimensions, period: 60, stat: 'Average' },
  });
  const alarms = [
    ...rollback,
    alarm(
      stack,
      name,
      'CpuAlarm',
      `${name}: the CPU is busy, and scaling has not helped.`,
      10,
      85,
      ecs('CPUUtilization'),
    ),
    alarm(
      stack,
      name,
      'MemoryAlarm',
      `${name}: the memory is nearly full. Look for a leak.`,
      10,
      85,
      ecs('MemoryUtilization'),
    ),
    alarm(stack, name, 'RunningTasksAlarm', `${name}: fewer tasks run than should.`, 10, 1, {
      metricQuery: [
        tasks('desired', 'DesiredTaskCount'),
        tasks('running', 'RunningTaskCount'),
        { id: 'result', expression: 'desired - running', label: 'missing tasks', returnData: true },
      ],
    }),
    alarm(stack, name, 'DeploymentFailedAlarm', `${name}: a deployment failed.`, 1, 1, {
      namespace: 'AWS/Events',
      metricName: 'TriggeredRules',
      dimensions: { RuleName: rule.name },
      statistic: 'Sum',
    }),
  ];
  new CloudwatchDashboard(stack, 'Dashboard', {
    dashboardName: `${name}-dashboard`,
    dashboardBody: document(page(place, { cluster, service, loadBalancer, targetGroup, logGroup, alarms })),
  });
};

function page({ name, region }, { cluster, service, loadBalancer, targetGroup, logGroup, alarms }) {
  const graph = (title, x, y, metrics, more) => ({
    type: 'metric',
    x,
    y,
    width: 12,
    height: 6,
    properties: { title, region, view: 'timeSeries', stacked: false, period: 60, metrics, ...more },
  });
  const balancer = ['LoadBalancer', loadBalancer.arnSuffix];
  const users = (metricName, line, of = [...balancer, 'TargetGroup', targetGroup.arnSuffix]) => [
    BALANCER,
    metricName,
    ...of,
    line,
  ];
  const tasks = (metricName, label) => [
    'AWS/ECS',
    metricName,
    'ClusterName',
    cluster.name,
    'ServiceName',
    service.name,
    { label, stat: 'Average' },
  ];
  return {
    widgets: [
      {
        type: 'text',
        x: 0,
        y: 0,
        width: 24,
        height: 2,
        properties: { markdown: `# ${name}\nOwner: **team-orders** · environment: **production**` },
      },
      {
        type: 'alarm',
        x: 0,
        y: 2,
        width: 24,
        height: 3,
        properties: { title: 'Alarms', alarms: alarms.map(({ arn }) => arn) },
      },
      graph('Requests and server errors', 0, 5, [
        users('RequestCount', { label: 'requests', stat: 'Sum' }),
        users('HTTPCode_Target_5XX_Count', { label: '5xx of the service', stat: 'Sum', color: '#d62728' }),
        users('HTTPCode_ELB_5XX_Count', { label: '5xx of the load balancer', stat: 'Sum', color: '#ff9896' }, balancer),
      ]),
      graph(
        'Latency, seconds',
        12,
        5,
        ['p50', 'p90', 'p99'].map(stat => users('TargetResponseTime', { label: stat, stat })),
        {
          annotations: { horizontal: [{ label: 'alarm', value: 2 }] },
        },
      ),
      graph('Tasks in service', 0, 11, [
        users('HealthyHostCount', { label: 'healthy', stat: 'Minimum' }),
        users('UnHealthyHostCount', { label: 'unhealthy', stat: 'Maximum', color: '#d62728' }),
      ]),
      graph('CPU and memory, percent', 12, 11, [tasks('CPUUtilization', 'CPU'), tasks('MemoryUtilization', 'memory')], {
        yAxis: { left: { min: 0, max: 100 } },
      }),
      {
        type: 'log',
        x: 0,
        y: 17,
        width: 24,
        height: 6,
        properties: {
          title: 'The last errors',
          region,
          view: 'table',
          query: `SOURCE '${logGroup.name}' | fields @timestamp, @message | filter @message like /(?i)(error|exception|fatal)/ | sort @timestamp desc | limit 50`,
        },
      },
    ],
  };
}
