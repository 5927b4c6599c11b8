import type { Aggregates } from '../events/aggregates.js';
import { medianOfClasses, total } from '../statistics/classes.js';
import type { Service } from './dora-services.js';
import { isDuration } from './dora-teams.js';
import type { Arm, DoraMetric, DoraMetricId } from './model.js';

const DAY = 24 * 60 * 60 * 1000;

interface Window {
  readonly windowFrom: Date;
  readonly asOf: Date;
}

/** The values of a metric by month. */
export function trendOf(
  id: DoraMetricId,
  { months, classes: durations }: Aggregates,
  services: readonly Service[],
  window: Window,
): DoraMetric['trend'] {
  const armOf = new Map(services.map(({ service, arm }) => [service, arm]));
  const counts = new Map<
    string,
    { [arm in Arm]: { value: number; of: number; n: number; classes: Map<number, number> } }
  >();
  const at = (month: Date) => {
    const key = month.toISOString().slice(0, 10);
    const found = counts.get(key) ?? {
      on: { value: 0, of: 0, n: 0, classes: new Map() },
      off: { value: 0, of: 0, n: 0, classes: new Map() },
    };
    counts.set(key, found);
    return found;
  };
  if (isDuration(id))
    for (const { metric, arm, month_start, class: of, n } of durations) {
      if (metric === id && arm !== null) at(month_start)[arm as Arm].classes.set(of, n);
    }
  else
    for (const row of months) {
      const arm = armOf.get(row.service_key);
      if (!arm) continue;
      const cell = at(row.month_start)[arm];
      cell.value += Number(
        id === 'deploymentFrequency' ? row.successes : id === 'changeFailRate' ? row.failed : row.rework,
      );
      cell.of += Number(row.deployments);
      cell.n += 1;
    }
  return [...counts]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([month, { on, off }]) => {
      const valueOf = ({ value, of, n, classes }: typeof on): [number | null, number] => {
        if (isDuration(id)) return [medianOfClasses(classes), total(classes)];
        // Per service with a deployment in the month. For the other services the weeks in the month are not known.
        return id === 'deploymentFrequency'
          ? [n === 0 ? null : value / n / (daysIn(month, window) / 7), value]
          : [of === 0 ? null : value / of, of];
      };
      const [[onValue, nOn], [offValue, nOff]] = [valueOf(on), valueOf(off)];
      return { at: month, on: onValue, off: offValue, nOn, nOff };
    });
}

/** The number of days of a month in the window, whose ends can be in the middle of a month. */
function daysIn(month: string, { windowFrom, asOf }: Window): number {
  const [year, number] = month.split('-').map(Number) as [number, number];
  const from = Math.max(Date.UTC(year, number - 1, 1), windowFrom.getTime());
  const to = Math.min(Date.UTC(year, number, 1), asOf.getTime());
  return (to - from) / DAY;
}
