import { TaskMetrics, UserMetrics } from './metrics';
import { MetricProps } from '../../core/alarm';

/** What the page shows. */
export interface DashboardProps {
  readonly users: UserMetrics;
  readonly tasks: TaskMetrics;
  readonly alarmArns: string[];
  readonly logGroupName: string;
  readonly name: string;
  readonly owner: string;
  readonly tier: string;
  readonly region: string;
  readonly latencyThreshold: number;
}

const HALF = 12;
const WHOLE = 24;
const HEIGHT = 6;

/** One page for the person on call: is it broken, for whom, since when, and what does it say itself. */
export function serviceDashboard({ users, tasks, alarmArns, logGroupName, name, owner, tier, region, latencyThreshold }: DashboardProps) {
  const graph = (title: string, lines: any[], y: number, x: number, more: object = {}) => ({
    type: 'metric',
    x,
    y,
    width: HALF,
    height: HEIGHT,
    properties: { title, region, view: 'timeSeries', stacked: false, period: 60, metrics: lines, ...more },
  });
  return {
    widgets: [
      {
        type: 'text',
        x: 0,
        y: 0,
        width: WHOLE,
        height: 2,
        properties: { markdown: `# ${name}\nOwner: **${owner}** · environment: **${tier}**` },
      },
      ...(alarmArns.length ? [{ type: 'alarm', x: 0, y: 2, width: WHOLE, height: 3, properties: { title: 'Alarms', alarms: alarmArns } }] : []),
      graph('Requests and server errors', [line(users.requests, 'requests'), line(users.targetErrors, '5xx of the service', { color: '#d62728' }), ...(users.balancerErrors ? [line(users.balancerErrors, '5xx of the load balancer', { color: '#ff9896' })] : [])], 5, 0),
      graph('Latency, seconds', [line({ ...users.latency, statistic: 'p50' }, 'p50'), line({ ...users.latency, statistic: 'p90' }, 'p90'), line(users.latency, 'p99')], 5, HALF, {
        annotations: { horizontal: [{ label: 'alarm', value: latencyThreshold }] },
      }),
      graph('Tasks in service', [line(users.healthyTargets, 'healthy'), line(users.unhealthyTargets, 'unhealthy', { color: '#d62728' })], 11, 0),
      graph('CPU and memory, percent', [line(tasks.cpu, 'CPU'), line(tasks.memory, 'memory')], 11, HALF, { yAxis: { left: { min: 0, max: 100 } } }),
      {
        type: 'log',
        x: 0,
        y: 17,
        width: WHOLE,
        height: HEIGHT,
        properties: {
          title: 'The last errors',
          region,
          view: 'table',
          query: `SOURCE '${logGroupName}' | fields @timestamp, @message | filter @message like /(?i)(error|exception|fatal)/ | sort @timestamp desc | limit 50`,
        },
      },
    ],
  };
}

function line(metric: MetricProps, label: string, more: object = {}): any[] {
  return [metric.namespace, metric.name, ...Object.entries(metric.dimensions).flat(), { label, stat: metric.statistic, ...more }];
}
