import { type Classes, medianOfClasses, total } from '../statistics/classes.js';
import { differenceOf, LEVEL } from '../statistics/intervals.js';
import type { Aggregates } from '../events/aggregate.js';
import type { Row } from '../events/database.js';
import { definitions, METRICS, SELF_SELECTION } from './dora-definitions.js';
import { classesOf, isDuration, Teams } from './dora-teams.js';
import { frequency, middle, MINIMUM_TEAMS, nothing, rate, type Whose } from './estimate.js';
import type { Arm, Dora, DoraMetric, DoraMetricId, DoraService, Estimate, Gap, Tiers } from './model.js';
import { tierOf } from './tiers.js';

export interface DoraSettings {
  readonly asOf: Date;
  readonly windowFrom: Date;
  readonly minimumN: number;
  readonly incidentHours: number;
  readonly tiers: Tiers | null;
}

const DAY = 24 * 60 * 60 * 1000;
const WEEK = 7 * DAY;
const NO_DEPLOYMENTS = 'No production deployments.';

/** Counts of deployments; they add up, over services, months, teams. */
interface Counts {
  readonly weeks: number;
  readonly deployments: number;
  readonly successes: number;
  readonly failed: number;
  readonly notRecovered: number;
  readonly rework: number;
}

const NONE: Counts = { weeks: 0, deployments: 0, successes: 0, failed: 0, notRecovered: 0, rework: 0 };

export interface Service extends Counts {
  readonly service: string;
  readonly team: string | null;
  readonly arm: Arm | null;
}

export function doraOf(aggregates: Aggregates, settings: DoraSettings): Dora {
  const services = servicesOf(aggregates, settings.asOf);
  const medians = new Map<string, Row>();
  for (const row of aggregates.serviceMedians) medians.set(`${row.metric} service ${row.service_key}`, row);
  for (const row of aggregates.armMedians) if (row.arm !== null) medians.set(`${row.metric} ${row.arm}`, row);
  for (const row of aggregates.fleetMedians) medians.set(`${row.metric} all`, row);
  const estimated = services.map(service => estimateService(service, medians, settings));
  const all = sum(services);
  const arms = {
    on: sum(services.filter(({ arm }) => arm === 'on')),
    off: sum(services.filter(({ arm }) => arm === 'off')),
  };
  const said = definitions(settings.incidentHours);
  return {
    minimumN: settings.minimumN,
    metrics: METRICS.map((id): DoraMetric => {
      const teams = new Teams(id, services, aggregates);
      const of = (group: Arm | 'all', counts: Counts) =>
        estimate(
          id,
          counts,
          medians.get(`${id} ${group}`),
          settings,
          teams.whose(group),
          classesOf(id, group, aggregates),
        );
      const [on, off] = [of('on', arms.on), of('off', arms.off)];
      return {
        id,
        ...said[id],
        all: of('all', all),
        arms: { on, off },
        gap: gapOf(on, off, teams, said[id].better),
        trend: trendOf(id, aggregates, services, settings),
        tiers:
          settings.tiers?.metrics[id]?.map(({ tier }) => ({
            tier,
            on: estimated.filter(({ arm, tiers }) => arm === 'on' && tiers[id] === tier).length,
            off: estimated.filter(({ arm, tiers }) => arm === 'off' && tiers[id] === tier).length,
          })) ?? null,
      };
    }),
    services: estimated,
    tiers: settings.tiers,
    selfSelection: SELF_SELECTION,
  };
}

function servicesOf({ placed, months }: Aggregates, asOf: Date): Service[] {
  const counts = new Map<string, Counts>();
  for (const row of months) counts.set(row.service_key, add(counts.get(row.service_key) ?? NONE, countsOf(row)));
  return placed
    .map(({ service_key, team, arm, counted_from }): Service => ({
      service: service_key,
      team,
      arm,
      ...(counts.get(service_key) ?? NONE),
      weeks: Math.max(0, (asOf.getTime() - new Date(counted_from).getTime()) / WEEK),
    }))
    .sort((a, b) => b.deployments - a.deployments || a.service.localeCompare(b.service));
}

function countsOf({ deployments, successes, failed, not_recovered, rework }: Row): Counts {
  return {
    weeks: 0,
    deployments: Number(deployments),
    successes: Number(successes),
    failed: Number(failed),
    notRecovered: Number(not_recovered),
    rework: Number(rework),
  };
}

function add(a: Counts, b: Counts): Counts {
  return {
    weeks: a.weeks + b.weeks,
    deployments: a.deployments + b.deployments,
    successes: a.successes + b.successes,
    failed: a.failed + b.failed,
    notRecovered: a.notRecovered + b.notRecovered,
    rework: a.rework + b.rework,
  };
}

function sum(services: readonly Counts[]): Counts {
  // A service that was seen and never deployed to production, of an incident alone for instance, was not there to be
  // deployed.
  return services.filter(({ deployments }) => deployments > 0).reduce(add, NONE);
}

function estimateService(service: Service, medians: ReadonlyMap<string, Row>, settings: DoraSettings): DoraService {
  const metrics = Object.fromEntries(
    METRICS.map(id => [id, estimate(id, service, medians.get(`${id} service ${service.service}`), settings, null)]),
  ) as { [metric in DoraMetricId]: Estimate };
  const tiers = Object.fromEntries(METRICS.map(id => [id, tierOf(settings.tiers, id, metrics[id])])) as {
    [metric in DoraMetricId]: string | null;
  };
  return { service: service.service, team: service.team, arm: service.arm, metrics, tiers };
}

function estimate(
  id: DoraMetricId,
  counts: Counts,
  found: Row | undefined,
  { minimumN }: DoraSettings,
  whose: Whose,
  classes: Classes = new Map(),
): Estimate {
  const median = found && { n: found.n, value: found.median_hours, low: found.low_hours, high: found.high_hours };
  switch (id) {
    case 'deploymentFrequency':
      return counts.deployments === 0
        ? nothing(NO_DEPLOYMENTS)
        : frequency(counts.successes, counts.weeks, minimumN, 'No time to measure.', whose);
    case 'changeFailRate':
      return rate(counts.failed, counts.deployments, minimumN, NO_DEPLOYMENTS, whose);
    case 'deploymentReworkRate':
      return rate(counts.rework, counts.deployments, minimumN, NO_DEPLOYMENTS, whose);
    case 'changeLeadTime':
      return middle(median, minimumN, 'No change was seen to be deployed.', whose, classes);
    case 'failedDeploymentRecoveryTime': {
      const result = middle(
        median,
        minimumN,
        counts.failed > 0
          ? 'None of the failed deployments was recovered from.'
          : counts.deployments > 0
            ? 'No deployment failed.'
            : NO_DEPLOYMENTS,
        whose,
        classes,
      );
      return counts.notRecovered === 0
        ? result
        : { ...result, note: [result.note, `${counts.notRecovered} not recovered from.`].filter(Boolean).join(' ') };
    }
  }
}

function gapOf(on: Estimate, off: Estimate, teams: Teams, better: 'lower' | 'higher'): Gap | null {
  if (on.value === null || off.value === null) return null;
  const isByTeams = Math.min(teams.number('on'), teams.number('off')) >= MINIMUM_TEAMS;
  const bounds = isByTeams ? { on: on.interval, off: off.interval } : { on: null, off: null };
  const isBounded =
    bounds.on?.low != null && bounds.on.high !== null && bounds.off?.low != null && bounds.off.high !== null;
  const { low, high } = isBounded
    ? differenceOf(
        { value: on.value, low: bounds.on!.low!, high: bounds.on!.high! },
        { value: off.value, low: bounds.off!.low!, high: bounds.off!.high! },
        teams.correlation(),
      )
    : { low: null, high: null };
  return {
    difference: on.value - off.value,
    interval: {
      low,
      high,
      level: LEVEL,
      method: isByTeams
        ? 'Newcombe, from the intervals of the arms by teams'
        : `none: an arm has fewer than ${MINIMUM_TEAMS} teams`,
    },
    teams: { on: teams.number('on'), off: teams.number('off') },
    verdict:
      low === null || high === null || !on.judged || !off.judged
        ? 'not enough to judge'
        : low <= 0 && high >= 0
          ? 'unclear'
          : low > 0 === (better === 'higher')
            ? 'better'
            : 'worse',
  };
}

function trendOf(
  id: DoraMetricId,
  { months, classes: durations }: Aggregates,
  services: readonly Service[],
  window: DoraSettings,
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
        // Per service that was deployed in that month: how many weeks the others were there is not known by month.
        return id === 'deploymentFrequency'
          ? [n === 0 ? null : value / n / (daysIn(month, window) / 7), value]
          : [of === 0 ? null : value / of, of];
      };
      const [[onValue, nOn], [offValue, nOff]] = [valueOf(on), valueOf(off)];
      return { at: month, on: onValue, off: offValue, nOn, nOff };
    });
}

/** The days of a month that are in the window: its ends are in the middle of months. */
function daysIn(month: string, { windowFrom, asOf }: DoraSettings): number {
  const [year, number] = month.split('-').map(Number) as [number, number];
  const from = Math.max(Date.UTC(year, number - 1, 1), windowFrom.getTime());
  const to = Math.min(Date.UTC(year, number, 1), asOf.getTime());
  return (to - from) / DAY;
}
