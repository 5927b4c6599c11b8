import { UserMetrics } from './metrics';
import { dashboard, DashboardSubject, line } from '../../parts/dashboard/dashboard';
import { TaskMetrics } from '../../parts/fargate-task/metrics';

/** The metrics on the page. */
export interface ServiceDashboard extends DashboardSubject {
  readonly users: UserMetrics;
  readonly tasks: TaskMetrics;
  readonly latencyThreshold: number;
}

/** The page for the person on call of a service. */
export function serviceDashboard({ users, tasks, latencyThreshold, ...subject }: ServiceDashboard) {
  return dashboard(subject, [
    {
      title: 'Requests and server errors',
      lines: [
        line(users.requests, 'requests'),
        line(users.targetErrors, '5xx of the service', { color: '#d62728' }),
        ...(users.balancerErrors ? [line(users.balancerErrors, '5xx of the load balancer', { color: '#ff9896' })] : []),
      ],
    },
    {
      title: 'Latency, seconds',
      lines: [
        line({ ...users.latency, statistic: 'p50' }, 'p50'),
        line({ ...users.latency, statistic: 'p90' }, 'p90'),
        line(users.latency, 'p99'),
      ],
      more: { annotations: { horizontal: [{ label: 'alarm', value: latencyThreshold }] } },
    },
    {
      title: 'Tasks in service',
      lines: [line(users.healthyTargets, 'healthy'), line(users.unhealthyTargets, 'unhealthy', { color: '#d62728' })],
    },
    {
      title: 'CPU and memory, percent',
      lines: [line(tasks.cpu, 'CPU'), line(tasks.memory, 'memory')],
      more: { yAxis: { left: { min: 0, max: 100 } } },
    },
  ]);
}
