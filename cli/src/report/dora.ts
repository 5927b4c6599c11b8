import { clusterGap, medianOfClasses, ratio, type Cluster, type ClusterGap } from '../statistics/clusters.js';
import { LEVEL } from '../statistics/intervals.js';
import type { Aggregates } from '../events/aggregate.js';
import type { Row } from '../events/database.js';
import { definitions, METRICS, SELF_SELECTION } from './dora-definitions.js';
import { frequency, judged, middle, nothing, rate } from './estimate.js';
import type { Arm, Dora, DoraMetric, DoraMetricId, DoraService, Estimate, Gap, Tiers } from './model.js';
import { tierOf } from './tiers.js';

export interface DoraSettings {
  readonly asOf: Date;
  readonly minimumN: number;
  readonly incidentHours: number;
  readonly tiers: Tiers | null;
  readonly seed: number;
  readonly draws: number;
}

/** Under so many teams in an arm nothing is said of the gap. */
const MINIMUM_TEAMS = 5;
const WEEK = 7 * 24 * 60 * 60 * 1000;
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

interface Service extends Counts {
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
  const arms = { on: sum(services.filter(({ arm }) => arm === 'on')), off: sum(services.filter(({ arm }) => arm === 'off')) };
  const said = definitions(settings.incidentHours);
  return {
    minimumN: settings.minimumN,
    metrics: METRICS.map((id): DoraMetric => {
      const [on, off] = [estimate(id, arms.on, medians.get(`${id} on`), settings), estimate(id, arms.off, medians.get(`${id} off`), settings)];
      return {
        id, ...said[id],
        all: estimate(id, all, medians.get(`${id} all`), settings),
        arms: { on, off },
        gap: gapOf(id, on, off, services, aggregates, settings, said[id].better),
        trend: trendOf(id, aggregates, services),
        tiers: settings.tiers?.metrics[id]?.map(({ tier }) => ({
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
  return placed.map(({ service_key, team, arm, counted_from }): Service => ({
    service: service_key, team, arm, ...counts.get(service_key) ?? NONE, weeks: Math.max(0, (asOf.getTime() - new Date(counted_from).getTime()) / WEEK),
  })).sort((a, b) => b.deployments - a.deployments || a.service.localeCompare(b.service));
}

function countsOf({ deployments, successes, failed, not_recovered, rework }: Row): Counts {
  return { weeks: 0, deployments: Number(deployments), successes: Number(successes), failed: Number(failed), notRecovered: Number(not_recovered), rework: Number(rework) };
}

function add(a: Counts, b: Counts): Counts {
  return { weeks: a.weeks + b.weeks, deployments: a.deployments + b.deployments, successes: a.successes + b.successes, failed: a.failed + b.failed, notRecovered: a.notRecovered + b.notRecovered, rework: a.rework + b.rework };
}

function sum(services: readonly Counts[]): Counts {
  // A service that was seen and never deployed to production, of an incident alone for instance, was not there to be deployed.
  return services.filter(({ deployments }) => deployments > 0).reduce(add, NONE);
}

function estimateService(service: Service, medians: ReadonlyMap<string, Row>, settings: DoraSettings): DoraService {
  const metrics = Object.fromEntries(METRICS.map(id => [id, estimate(id, service, medians.get(`${id} service ${service.service}`), settings)])) as { [metric in DoraMetricId]: Estimate };
  const tiers = Object.fromEntries(METRICS.map(id => [id, tierOf(settings.tiers, id, metrics[id])])) as { [metric in DoraMetricId]: string | null };
  return { service: service.service, team: service.team, arm: service.arm, metrics, tiers };
}

function estimate(id: DoraMetricId, counts: Counts, found: Row | undefined, { minimumN }: DoraSettings): Estimate {
  const median = found && { n: Number(found.n), value: found.median_hours, low: found.low_hours, high: found.high_hours };
  switch (id) {
    case 'deploymentFrequency': return counts.deployments === 0 ? nothing(NO_DEPLOYMENTS) : frequency(counts.successes, counts.weeks, minimumN, 'No time to measure.');
    case 'changeFailRate': return rate(counts.failed, counts.deployments, minimumN, NO_DEPLOYMENTS);
    case 'deploymentReworkRate': return rate(counts.rework, counts.deployments, minimumN, NO_DEPLOYMENTS);
    case 'changeLeadTime': return middle(median, minimumN, 'No change was seen to be deployed.');
    case 'failedDeploymentRecoveryTime': {
      const result = middle(median, minimumN, counts.failed > 0 ? 'None of the failed deployments was recovered from.' : counts.deployments > 0 ? 'No deployment failed.' : NO_DEPLOYMENTS);
      return counts.notRecovered === 0 ? result : { ...result, note: [result.note, `${counts.notRecovered} not recovered from.`].filter(Boolean).join(' ') };
    }
  }
}

function gapOf(id: DoraMetricId, on: Estimate, off: Estimate, services: readonly Service[], { histogram }: Aggregates, { seed, draws, minimumN }: DoraSettings, better: 'lower' | 'higher'): Gap | null {
  if (on.value === null || off.value === null) return null;
  const difference = on.value - off.value;
  const found = clusterGap(...clustersOf(id, services, histogram), { seed, draws, difference });
  const teams = found?.teams ?? { on: teamsIn(services, 'on'), off: teamsIn(services, 'off') };
  const enough = Math.min(teams.on, teams.off) >= MINIMUM_TEAMS && judged(on.n, minimumN).judged && judged(off.n, minimumN).judged;
  return {
    difference,
    interval: { low: found?.low ?? null, high: found?.high ?? null, level: LEVEL, method: `bootstrap over teams, ${draws} draws, seed ${seed}, with t` },
    teams,
    verdict: !found || !enough ? 'not enough to judge' : verdictOf(found, better),
  };
}

function verdictOf({ low, high }: ClusterGap, better: 'lower' | 'higher'): Gap['verdict'] {
  if (low <= 0 && high >= 0) return 'unclear';
  return (low > 0) === (better === 'higher') ? 'better' : 'worse';
}

/** Who named no team stands for itself. */
function clusterName({ team, service }: { team: string | null; service: string }): string {
  return team ?? `service ${service}`;
}

function teamsIn(services: readonly Service[], arm: Arm): number {
  return new Set(services.filter(each => each.arm === arm && each.deployments > 0).map(clusterName)).size;
}

function clustersOf(id: DoraMetricId, services: readonly Service[], histogram: readonly Row[]): [Cluster[], (sums: Float64Array) => number | null] {
  if (id === 'changeLeadTime' || id === 'failedDeploymentRecoveryTime') return classesByTeam(histogram.filter(({ metric }) => metric === id));
  const clusters = new Map<string, { on: number[]; off: number[] }>();
  for (const service of services) {
    if (service.arm === null || service.deployments === 0) continue;
    const name = clusterName(service);
    const cluster = clusters.get(name) ?? { on: [], off: [] };
    clusters.set(name, cluster);
    const [events, of] = id === 'deploymentFrequency' ? [service.successes, service.weeks] : [id === 'changeFailRate' ? service.failed : service.rework, service.deployments];
    const [before = 0, ofBefore = 0] = cluster[service.arm];
    cluster[service.arm] = [before + events, ofBefore + of];
  }
  return [[...clusters.values()], ratio];
}

function classesByTeam(rows: readonly Row[]): [Cluster[], (sums: Float64Array) => number | null] {
  const first = rows.reduce((least, row) => Math.min(least, row.class), Infinity);
  const length = rows.reduce((most, row) => Math.max(most, row.class), -Infinity) - first + 1;
  const clusters = new Map<string, { on: Float64Array; off: Float64Array }>();
  for (const { team, arm, class: of, n } of rows) {
    // Of services without a team only the sum is known here: they are one team.
    const name = team ?? '';
    const cluster = clusters.get(name) ?? { on: new Float64Array(), off: new Float64Array() };
    clusters.set(name, cluster);
    if (cluster[arm as Arm].length === 0) cluster[arm as Arm] = new Float64Array(length);
    cluster[arm as Arm][of - first]! += Number(n);
  }
  return [[...clusters.values()], medianOfClasses(first)];
}

function trendOf(id: DoraMetricId, { months, trend }: Aggregates, services: readonly Service[]): DoraMetric['trend'] {
  const armOf = new Map(services.map(({ service, arm }) => [service, arm]));
  const counts = new Map<string, { [arm in Arm]: { value: number; of: number; n: number; classes: Array<[number, number]> } }>();
  const at = (month: Date) => {
    const key = month.toISOString().slice(0, 10);
    const found = counts.get(key) ?? { on: { value: 0, of: 0, n: 0, classes: [] }, off: { value: 0, of: 0, n: 0, classes: [] } };
    counts.set(key, found);
    return found;
  };
  const isDuration = id === 'changeLeadTime' || id === 'failedDeploymentRecoveryTime';
  if (isDuration) for (const { metric, arm, month_start, class: of, n } of trend) {
    if (metric === id) at(month_start)[arm as Arm].classes.push([of, Number(n)]);
  }
  else for (const row of months) {
    const arm = armOf.get(row.service_key);
    if (!arm) continue;
    const cell = at(row.month_start)[arm];
    cell.value += Number(id === 'deploymentFrequency' ? row.successes : id === 'changeFailRate' ? row.failed : row.rework);
    cell.of += Number(row.deployments);
    cell.n += 1;
  }
  return [...counts].sort(([a], [b]) => a.localeCompare(b)).map(([month, { on, off }]) => {
    const valueOf = ({ value, of, n, classes }: typeof on): [number | null, number] => {
      if (isDuration) return medianAndCount(classes);
      // Per service that was deployed in that month: how many weeks the others were there is not known by month.
      return id === 'deploymentFrequency' ? [n === 0 ? null : value / n / (daysIn(month) / 7), value] : [of === 0 ? null : value / of, of];
    };
    const [[onValue, nOn], [offValue, nOff]] = [valueOf(on), valueOf(off)];
    return { at: month, on: onValue, off: offValue, nOn, nOff };
  });
}

function medianAndCount(classes: ReadonlyArray<readonly [number, number]>): [number | null, number] {
  if (classes.length === 0) return [null, 0];
  const first = Math.min(...classes.map(([of]) => of));
  const counts = new Float64Array(Math.max(...classes.map(([of]) => of)) - first + 1);
  for (const [of, n] of classes) counts[of - first]! += n;
  return [medianOfClasses(first)(counts), counts.reduce((total, n) => total + n, 0)];
}

function daysIn(month: string): number {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, number, 0)).getUTCDate();
}

