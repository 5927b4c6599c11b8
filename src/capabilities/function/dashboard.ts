import { durationThreshold } from './alarms';
import { FunctionChoices } from './decisions';
import { FunctionMetrics } from './metrics';
import { EventSourceKind } from '../../binding/binding';
import { dashboard, DashboardSubject, line } from '../../parts/dashboard/dashboard';

/**
 * The subject of the page.
 *
 * @internal
 */
export interface DashboardProps extends DashboardSubject {
  readonly metrics: FunctionMetrics;
  readonly choices: FunctionChoices;
}

const RED = { color: '#d62728' };

/** The page for the person on call of a function. */
export function functionDashboard({ metrics, choices, ...subject }: DashboardProps) {
  const { duration } = metrics;
  return dashboard(subject, [
    { title: 'Calls and errors', lines: [line(metrics.invocations, 'calls'), line(metrics.errors, 'errors', RED)] },
    {
      title: 'Duration, milliseconds',
      lines: [
        line({ ...duration, statistic: 'p50' }, 'p50'),
        line({ ...duration, statistic: 'p90' }, 'p90'),
        line(duration, 'p99'),
      ],
      more: { annotations: { horizontal: [{ label: 'alarm', value: durationThreshold(choices) }] } },
    },
    {
      title: 'Calls at a time, and turned away',
      lines: [line(metrics.concurrency, 'at a time'), line(metrics.throttles, 'turned away', RED)],
    },
    { title: 'Dead letters', lines: [line(metrics.deadLetters, 'in the queue', RED)] },
    ...(choices.eventSources.includes(EventSourceKind.STREAM)
      ? [{ title: 'Age of a table’s changes, milliseconds', lines: [line(metrics.iteratorAge, 'oldest')] }]
      : []),
  ]);
}
