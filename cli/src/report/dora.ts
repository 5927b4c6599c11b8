import type { Classes } from '../statistics/classes.js';
import { differenceOf, LEVEL } from '../statistics/intervals.js';
import type { Aggregates } from '../events/aggregates.js';
import type { Row } from '../events/database.js';
import { definitions, METRICS, SELF_SELECTION } from './dora-definitions.js';
import { type Counts, type Service, servicesOf, sum } from './dora-services.js';
import { classesOf, Teams } from './dora-teams.js';
import { trendOf } from './dora-trend.js';
import { frequency, type IntervalBasis, median, MINIMUM_TEAMS, notMeasured, rate } from './estimate.js';
import type { Arm, Dora, DoraMetric, DoraMetricId, DoraService, Estimate, Gap, Tiers } from './model.js';
import { tierOf } from './tiers.js';

export interface DoraSettings {
  readonly asOf: Date;
  readonly windowFrom: Date;
  readonly minimumN: number;
  readonly incidentHours: number;
  readonly tiers: Tiers | null;
}

const NO_DEPLOYMENTS = 'No production deployments.';

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
  const texts = definitions(settings.incidentHours);
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
          teams.intervalBasis(group),
          classesOf(id, group, aggregates),
        );
      const [on, off] = [of('on', arms.on), of('off', arms.off)];
      return {
        id,
        ...texts[id],
        all: of('all', all),
        arms: { on, off },
        gap: gapOf(on, off, teams, texts[id].better),
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
  basis: IntervalBasis,
  classes: Classes = new Map(),
): Estimate {
  const middle = found && { n: found.n, value: found.median_hours, low: found.low_hours, high: found.high_hours };
  switch (id) {
    case 'deploymentFrequency':
      return counts.deployments === 0
        ? notMeasured(NO_DEPLOYMENTS)
        : frequency(counts.successes, counts.weeks, minimumN, 'No time to measure.', basis);
    case 'changeFailRate':
      return rate(counts.failed, counts.deployments, minimumN, NO_DEPLOYMENTS, basis);
    case 'deploymentReworkRate':
      return rate(counts.rework, counts.deployments, minimumN, NO_DEPLOYMENTS, basis);
    case 'changeLeadTime':
      return median(middle, minimumN, 'No change was seen to be deployed.', basis, classes);
    case 'failedDeploymentRecoveryTime': {
      const result = median(
        middle,
        minimumN,
        counts.failed > 0
          ? 'None of the failed deployments was recovered from.'
          : counts.deployments > 0
            ? 'No deployment failed.'
            : NO_DEPLOYMENTS,
        basis,
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
