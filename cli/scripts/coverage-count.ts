// Counts how often the intervals of reports contain the true values of fleets.
import type { Arm, DoraMetricId, Estimate, FirstDeploy, Percentiles, Report, Survival } from '../src/report/model.ts';
import { ARMS, ON_OF_FIVE, WAITING_SPREAD } from './fleet-parameters.ts';
import { type Drawn, type FleetSize, meanPerWeek } from './fleet-services.ts';
import {
  armTruth,
  drawnTruth,
  fleetTruth,
  firstDeployMean,
  firstDeployShare,
  half,
  serviceTruth,
  type Truth,
} from './fleet-truth.ts';
import { GIVEN_VALUE } from './coverage-fleet.ts';

/**
 * The reasons why an interval can contain the true value more often than its level, and the highest share. Ranks and
 * counts are whole numbers, so that the level of their intervals is a lower bound. Intervals by teams allow for few and
 * unequal teams, and the teams of a fleet can be more alike.
 */
export const WIDE = {
  discrete: { because: 'whole numbers', upTo: 0.98 },
  fewTeams: { because: 'few, unequal teams', upTo: 1 },
} as const;

export type Wide = keyof typeof WIDE | null;

export interface Count {
  readonly level: number;
  readonly wide: Wide;
  held: number;
  of: number;
  /** The number of intervals above the true value. */
  above: number;
  /** The number of intervals below the true value. */
  below: number;
  /** The number of reports without an interval. */
  withheld: number;
}

type Ends = { readonly low: number | null; readonly high: number | null } | null | undefined;

const ON_SHARE = ON_OF_FIVE / 5;

export class Coverage {
  readonly counts = new Map<string, Count>();
  private readonly truth: { readonly [group in Arm | 'all']: Truth };

  constructor(size: FleetSize) {
    const perWeek = meanPerWeek(size);
    this.truth = {
      on: armTruth(ARMS.on, perWeek, size.spread, size.newShare),
      off: armTruth(ARMS.off, perWeek, size.spread, size.newShare),
      all: fleetTruth(size),
    };
  }

  add({ services }: Drawn, report: Report): void {
    const drawn = new Map(services.map(each => [each.service, each]));
    for (const { service, metrics } of report.dora.services) {
      const known = drawn.get(service);
      if (!known || known.isNew) continue;
      const truth = serviceTruth(ARMS[known.arm], known.perWeek, known.failRate);
      for (const [metric, estimate] of entries(metrics))
        this.check(`service: ${metric}`, estimate.interval, truth[metric], 'discrete');
    }
    const alone = {
      on: drawnTruth(services.filter(({ arm }) => arm === 'on')),
      off: drawnTruth(services.filter(({ arm }) => arm === 'off')),
    };
    for (const { id, all, arms, gap } of report.dora.metrics) {
      for (const arm of ['on', 'off'] as const)
        this.check(`${arm}: ${id}`, arms[arm].interval, (isAlone(arms[arm]) ? alone : this.truth)[arm][id], 'fewTeams');
      if (!isAlone(all)) this.check(`all: ${id}`, all.interval, this.truth.all[id], 'fewTeams');
      this.check(`gap: ${id}`, gap?.interval, this.truth.on[id] - this.truth.off[id], 'fewTeams');
    }
    for (const each of report.firstDeploy) this.firstDeploy(each);
    this.value(report);
  }

  private firstDeploy({ clock, all, arms }: FirstDeploy): void {
    const [of, spread] =
      clock === 'new service'
        ? (['firstServiceDays', WAITING_SPREAD.service] as const)
        : (['firstEngineerDays', WAITING_SPREAD.engineer] as const);
    const groups: ReadonlyArray<readonly [string, Survival, shareOn: number]> = [
      ['all', all, ON_SHARE],
      ...(arms
        ? ([
            ['on', arms.on, 1],
            ['off', arms.off, 0],
          ] as const)
        : []),
    ];
    for (const [group, survival, shareOn] of groups) {
      const mixed = (on: (median: number) => number) => shareOn * on(ARMS.on[of]) + (1 - shareOn) * on(ARMS.off[of]);
      const there = (days: number) => mixed(median => firstDeployShare(median, spread, days));
      const name = `${clock}, ${group}`;
      this.check(`${name}: median`, survival.median.interval, half(there), 'fewTeams');
      for (const { fromDays, toDays, band, interval } of survival.bands) {
        this.check(`${name}: ${band}`, interval, (toDays === null ? 1 : there(toDays)) - there(fromDays), 'fewTeams');
      }
      for (const day of [2, 7, 21])
        this.check(
          `${name}: curve at day ${day}`,
          survival.curve.findLast(({ days }) => days <= day),
          1 - there(day),
          'fewTeams',
        );
      const { value, interval, restrictedTo } = survival.restrictedMean;
      if (value !== null)
        this.check(
          `${name}: restricted mean`,
          interval,
          mixed(median => firstDeployMean(median, spread, restrictedTo!)),
          'fewTeams',
        );
    }
  }

  /** Checks the value in money. The true value has the true rates, and the counts of the report. */
  private value({ value: { inUnits }, window, firstDeploy }: Report): void {
    const given = (name: string) => GIVEN_VALUE.given[name as keyof typeof GIVEN_VALUE.given]!.low;
    const counted = (name: string) => inUnits.inputs.find(each => each.name === name)!.value!;
    const until = firstDeploy.find(({ clock }) => clock === 'new service')!.arms?.on.restrictedMean.restrictedTo;
    if (!until || !window) return;
    const days = (arm: Arm) => firstDeployMean(ARMS[arm].firstServiceDays, WAITING_SPREAD.service, until);
    const down = (arm: Arm) => this.truth[arm].changeFailRate * this.truth[arm].failedDeploymentRecoveryTime;
    const first =
      (days('off') - days('on')) *
      counted('New services on the platform') *
      given('waitingHoursPerDay') *
      given('engineerHour') *
      given('attributable');
    const downtime =
      counted('Production deployments on the platform') *
      (down('off') - down('on')) *
      given('outageHour') *
      given('attributable');
    const ends = (percentiles: Percentiles | null) => percentiles && { low: percentiles.p10, high: percentiles.p90 };
    this.check('value: first deploys, P10-P90', ends(inUnits.parts[0]!.perYear), first, 'fewTeams', 0.8);
    this.check('value: failed deployments, P10-P90', ends(inUnits.parts[1]!.perYear), downtime, 'fewTeams', 0.8);
    this.check('value: a year, P10-P90', ends(inUnits.perYear), first + downtime - given('teamCost'), 'fewTeams', 0.8);
  }

  private check(name: string, interval: Ends, truth: number, wide: Wide, level = 0.95): void {
    const count = this.counts.get(name) ?? { level, wide, held: 0, of: 0, above: 0, below: 0, withheld: 0 };
    this.counts.set(name, count);
    if (!interval || (interval.low === null && interval.high === null)) {
      count.withheld += 1;
      return;
    }
    count.of += 1;
    if (interval.low !== null && interval.low > truth) count.above += 1;
    else if (interval.high !== null && interval.high < truth) count.below += 1;
    else count.held += 1;
  }
}

/** Whether an interval describes only the teams of the fleet, because they are too few. */
function isAlone({ interval }: Estimate): boolean {
  return /these teams alone/.test(interval?.method ?? '');
}

/** The lowest accepted probability of a count. With correct intervals, 100 counts are all above it in 99 % of runs. */
export const CHANCE = 1e-4;

/** The two-sided p-value of a count under the level of its interval, from the binomial distribution. */
export function chanceOf({ held, of, level, wide }: Count): number {
  const most = wide === null ? level : Math.max(level, WIDE[wide].upTo);
  return Math.min(1, 2 * binomial(held, of, level), most === 1 ? 1 : 2 * binomial(of - held, of, 1 - most));
}

/** P(X <= k), where X is binomial(n, p). */
function binomial(k: number, n: number, p: number): number {
  let log = n * Math.log1p(-p);
  let sum = Math.exp(log);
  for (let i = 0; i < k; i += 1) {
    log += Math.log((((n - i) / (i + 1)) * p) / (1 - p));
    sum += Math.exp(log);
  }
  return sum;
}

function entries<T>(metrics: { readonly [metric in DoraMetricId]: T }): Array<[DoraMetricId, T]> {
  return Object.entries(metrics) as Array<[DoraMetricId, T]>;
}
