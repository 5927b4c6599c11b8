// The true values of a fleet, computed from its parameters by integration over the distributions of teams, without
// random numbers.
import {
  ARMS,
  CHANGE_EVERY,
  DAYS,
  FAILED_WITHOUT_INCIDENT,
  LEAD_IN_DAYS,
  NEW_SHARE,
  ON_OF_FIVE,
  SPREAD,
  WAITING_SPREAD,
  type ArmParameters,
  type TeamSpread,
} from './fleet-parameters.ts';
import { type FleetService, type FleetSize, meanPerWeek } from './fleet-services.ts';

const WINDOW = DAYS * 24;
const LEAD_IN = LEAD_IN_DAYS * 24;
/** The mean time from a deployment to the detection of an incident: 45 seconds, in hours. */
const DETECTION = 0.0125;

export interface Truth {
  /** The number of successful deployments in a week. */
  readonly deploymentFrequency: number;
  readonly changeFailRate: number;
  readonly deploymentReworkRate: number;
  /** The median in hours. */
  readonly changeLeadTime: number;
  /** The median in hours. */
  readonly failedDeploymentRecoveryTime: number;
}

/** A group of services with the same parameters, and its weight in the population. */
interface Weighted {
  readonly arm: ArmParameters;
  readonly weight: number;
  readonly perWeek: number;
  readonly failRate: number;
  /** The hours of the window in which the service is deployed. */
  readonly watched: number;
  /** The hours before the window in which the service is deployed. */
  readonly before: number;
  /** The hours of the window since the service was created. */
  readonly counted: number;
}

/** The true values of one service that is deployed in the whole window. */
export function serviceTruth(arm: ArmParameters, perWeek: number, failRate: number): Truth {
  return truthOf([{ arm, weight: 1, perWeek, failRate, watched: WINDOW, before: LEAD_IN, counted: WINDOW }]);
}

/** The true values of these services only. */
export function drawnTruth(services: readonly FleetService[]): Truth {
  return truthOf(
    services
      .map(({ arm, perWeek, failRate, created, starts }) => ({
        arm: ARMS[arm],
        weight: 1,
        perWeek,
        failRate,
        watched: Math.max(0, DAYS - Math.max(0, starts)) * 24,
        before: created === null ? LEAD_IN : 0,
        counted: (DAYS - (created ?? 0)) * 24,
      }))
      .filter(({ watched }) => watched > 0),
  );
}

/** The true values of an arm: the expected values over all teams that could be in the arm. */
export function armTruth(
  arm: ArmParameters,
  meanPerWeek: number,
  spread: TeamSpread = SPREAD,
  newShare = NEW_SHARE,
): Truth {
  return truthOf(populationOf(arm, meanPerWeek, spread, newShare));
}

/** The true values of both arms and of the academy, to which each new engineer deploys one change. */
export function fleetTruth({ services, engineers, spread = SPREAD, newShare = NEW_SHARE, ...size }: FleetSize): Truth {
  const perWeek = meanPerWeek({ services, ...size });
  const both = (
    [
      ['on', ON_OF_FIVE / 5],
      ['off', 1 - ON_OF_FIVE / 5],
    ] as const
  ).map(([arm, share]) => ({ share, arm: ARMS[arm], population: populationOf(ARMS[arm], perWeek, spread, newShare) }));
  // The share of engineers, who join on any day of the window, with a deployment before its end.
  const deployed = both.reduce(
    (sum, { share, arm }) =>
      sum + share * (1 - firstDeployMean(arm.firstEngineerDays, WAITING_SPREAD.engineer, DAYS) / DAYS),
    0,
  );
  return truthOf(
    both.flatMap(({ share, population }) => population.map(each => ({ ...each, weight: each.weight * share }))),
    { deployments: (engineers * deployed) / services, services: 1 / services },
  );
}

function populationOf(arm: ArmParameters, meanPerWeek: number, spread: TeamSpread, newShare: number): Weighted[] {
  return normalGrid(1).flatMap(([z, share]) =>
    normalGrid(1).flatMap(([y, ofRate]) => {
      const perWeek = meanPerWeek * arm.frequency * Math.exp(spread.frequency * z - spread.frequency ** 2 / 2);
      const failRate = Math.min(0.5, Math.max(0.005, arm.failRate + spread.failRate * y));
      const weight = share * ofRate;
      return [
        { arm, weight: weight * (1 - newShare), perWeek, failRate, watched: WINDOW, before: LEAD_IN, counted: WINDOW },
        ...newServices(arm).map(each => ({ ...each, arm, weight: weight * newShare * each.weight, perWeek, failRate })),
      ];
    }),
  );
}

/**
 * New services with a deployment, by the day of their creation. A grid of half the step changes no true value by 2 in
 * 10,000.
 */
function newServices({
  firstServiceDays,
}: ArmParameters): Array<Pick<Weighted, 'weight' | 'watched' | 'before' | 'counted'>> {
  const created = 12;
  return Array.from({ length: created }, (_, i) => ((i + 0.5) / created) * DAYS)
    .flatMap(at =>
      normalGrid(1).map(([z, share]) => ({
        weight: share / created,
        before: 0,
        counted: (DAYS - at) * 24,
        watched: (DAYS - at - firstServiceDays * Math.exp(WAITING_SPREAD.service * z)) * 24,
      })),
    )
    .filter(({ watched }) => watched > 0);
}

function truthOf(population: readonly Weighted[], academy = { deployments: 0, services: 0 }): Truth {
  const mean = (of: (each: Weighted) => number) => population.reduce((sum, each) => sum + each.weight * of(each), 0);
  const isNew = ({ before }: Weighted) => (before === 0 ? 1 : 0);
  const deployments = (each: Weighted) => (each.perWeek / 168) * each.watched;
  const perHour = ({ perWeek, failRate }: Weighted) => (perWeek * (1 - FAILED_WITHOUT_INCIDENT * failRate)) / 168;
  // A new service has a first deployment in addition. It succeeds, so that the next one cannot follow its incident.
  const all = mean(each => deployments(each) + isNew(each)) + academy.deployments;
  const leads = population.map(
    each => [each.weight * each.perWeek, waits(perHour(each), each.watched, each.before)] as const,
  );
  const silent = population.map(
    each =>
      [
        each.weight * each.perWeek * each.failRate * FAILED_WITHOUT_INCIDENT,
        waits(perHour(each), each.watched, 0),
      ] as const,
  );
  const loud = (arm: ArmParameters) =>
    mean(each => (each.arm === arm ? deployments(each) * each.failRate * (1 - FAILED_WITHOUT_INCIDENT) : 0));
  const resolved = [...new Set(population.map(({ arm }) => arm))].map(
    arm => [loud(arm), resolution(arm.repairHours)] as const,
  );
  const sum = (parts: ReadonlyArray<readonly [number, (hours: number) => number]>, hours: number) =>
    parts.reduce((total, [weight, under]) => total + weight * under(hours), 0);
  return {
    deploymentFrequency:
      (mean(each => deployments(each) * (1 - FAILED_WITHOUT_INCIDENT * each.failRate) + isNew(each)) +
        academy.deployments) /
      (mean(({ counted }) => counted / 168) + (academy.services * WINDOW) / 168),
    changeFailRate: mean(each => deployments(each) * each.failRate) / all,
    deploymentReworkRate:
      mean(each => {
        const { rework, repairHours } = each.arm;
        const followers = isNew(each) ? deployments(each) - 1 + Math.exp(-deployments(each)) : deployments(each);
        return (
          rework * (deployments(each) + isNew(each)) +
          (1 - rework) *
            followers *
            each.failRate *
            (1 - FAILED_WITHOUT_INCIDENT) *
            nextWhileOpen(each.perWeek / 168, repairHours)
        );
      }) / all,
    changeLeadTime: half(hours => sum(leads, hours) + CHANGE_EVERY * 168 * academy.deployments),
    failedDeploymentRecoveryTime: half(hours => sum(silent, hours) / 168 + sum(resolved, hours)),
  };
}

/**
 * The expected number of waits that end in the window and are not longer than `hours`. One wait starts in each hour and
 * ends at the next success. Longer waits have fewer possible starts.
 */
function waits(perHour: number, watched: number, before: number): (hours: number) => number {
  return hours => {
    const late = Math.max(0, Math.min(hours, watched + before) - before);
    const within = Math.min(hours, watched + before);
    return (
      watched * (1 - Math.exp(-perHour * within)) -
      (Math.exp(-perHour * before) * (1 - Math.exp(-perHour * late) * (1 + perHour * late))) / perHour
    );
  };
}

/** The distribution of the time until all incidents of a deployment are resolved. One of five deployments has two. */
function resolution(repairHours: number): (hours: number) => number {
  return hours => {
    const one = hours <= DETECTION ? 0 : normalShare(Math.log((hours - DETECTION) / repairHours));
    return 0.8 * one + 0.2 * one ** 2;
  };
}

/** The probability that the next deployment comes before all incidents are resolved. */
function nextWhileOpen(perHour: number, repairHours: number): number {
  // The later one of two times has the squared distribution, so that its density has the factor 2 F(z).
  return normalGrid(0.25).reduce(
    (sum, [z, share]) =>
      sum + share * (0.8 + 0.2 * 2 * normalShare(z)) * (1 - Math.exp(-perHour * repairHours * Math.exp(z))),
    0,
  );
}

/** The share with a first deployment by a day, from a log-normal distribution. */
export function firstDeployShare(medianDays: number, spread: number, days: number): number {
  return days <= 0 ? 0 : normalShare(Math.log(days / medianDays) / spread);
}

/** The mean time to the first deployment, restricted to a day. */
export function firstDeployMean(medianDays: number, spread: number, until: number): number {
  const z = Math.log(until / medianDays) / spread;
  return medianDays * Math.exp(spread ** 2 / 2) * normalShare(z - spread) + until * (1 - normalShare(z));
}

/** The value at which an increasing function has half of its limit. */
export function half(growing: (value: number) => number): number {
  const target = growing(1e6) / 2;
  let low = 1e-6;
  let high = 1e6;
  for (let i = 0; i < 60; i += 1) {
    const middle = Math.sqrt(low * high);
    if (growing(middle) < target) low = middle;
    else high = middle;
  }
  return low;
}

/** Standard normal values with their weights. For smooth functions, sums over the grid are exact to many digits. */
function normalGrid(step: number): Array<readonly [z: number, weight: number]> {
  const points = Array.from({ length: Math.round(10 / step) + 1 }, (_, i) => -5 + i * step);
  const total = points.reduce((sum, z) => sum + Math.exp((-z * z) / 2), 0);
  return points.map(z => [z, Math.exp((-z * z) / 2) / total]);
}

/** The standard normal distribution function, with an error under 1e-7 (Abramowitz and Stegun 26.2.17). */
function normalShare(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const tail =
    (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return z > 0 ? 1 - tail : tail;
}
