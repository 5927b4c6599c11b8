import { dashboard, DashboardSubject, line } from '../../parts/dashboard/dashboard';
import { TaskMetrics } from '../../parts/fargate-task/metrics';
import { QueueMetrics } from '../../parts/message-queue/metrics';

/** The metrics on the page. */
export interface WorkerDashboard extends DashboardSubject {
  readonly queue: QueueMetrics;
  readonly tasks: TaskMetrics;
  readonly latencyThreshold: number;
}

/** The page for the person on call of a worker. */
export function workerDashboard({ queue, tasks, latencyThreshold, ...subject }: WorkerDashboard) {
  return dashboard(subject, [
    { title: 'Backlog, messages', lines: [line(queue.waiting, 'waiting'), line(queue.inWork, 'in work')] },
    {
      title: 'Age of the oldest message, seconds',
      lines: [line(queue.oldest, 'oldest')],
      more: { annotations: { horizontal: [{ label: 'alarm', value: latencyThreshold }] } },
    },
    { title: 'Messages a minute', lines: [line(queue.sent, 'sent'), line(queue.finished, 'finished')] },
    { title: 'Tasks', lines: [line(tasks.samples, 'running')] },
    {
      title: 'CPU and memory, percent',
      lines: [line(tasks.cpu, 'CPU'), line(tasks.memory, 'memory')],
      more: { yAxis: { left: { min: 0, max: 100 } } },
    },
  ]);
}
