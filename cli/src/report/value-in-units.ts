import { normal } from '../statistics/intervals.js';
import { Random } from '../statistics/random.js';
import type { Percentiles, ValueInput, ValueInUnits } from './model.js';
import { costOfDowntime, returnsOf } from './returns.js';
import { givenInputs, measuredInputs } from './simulation-inputs.js';
import type { Measurements, ValueSettings } from './value-settings.js';

const PARTS = {
  first: {
    name: 'First deploys of new services',
    formula: 'days saved x new services a year x engineer hours lost a day x cost of an hour x share caused',
    needs: ['engineerHour', 'waitingHoursPerDay', 'attributable'],
  },
  downtime: {
    name: 'Failed deployments',
    formula:
      'deployments a year on the platform x (fail rate off x recovery hours off - fail rate on x recovery hours ' +
      'on) x cost of an hour x share caused',
    needs: ['outageHour', 'attributable'],
  },
} as const;

type Measured = ReturnType<typeof measuredInputs>;
type Given = ReturnType<typeof givenInputs>;

/** The results of all draws, in money a year. */
interface Draws {
  readonly first: number[];
  readonly downtime: number[];
  readonly cost: number[];
  /** The sum of `first` and `downtime`. */
  readonly gain: number[];
}

/** The value in money a year, from a simulation with the measured and given inputs. */
export function inUnits(measurements: Measurements, { inputs, seed, draws }: ValueSettings): ValueInUnits {
  const measured = measuredInputs(measurements);
  const given = givenInputs(inputs);
  const { currency } = inputs;
  const { teamCost } = given;
  const hasFirst = isKnown(
    measured.daysOff,
    measured.daysOn,
    measured.newServices,
    given.engineerHour,
    given.waitingHoursPerDay,
    given.attributable,
  );
  const hasDowntime = isKnown(
    measured.deployments,
    measured.failOff,
    measured.failOn,
    measured.recoveryOff,
    measured.recoveryOn,
    given.outageHour,
    given.attributable,
  );
  const { first, downtime, cost, gain } = simulate(measured, given, { hasFirst, hasDowntime, seed, draws });
  const isComplete = (hasFirst || hasDowntime) && teamCost.value !== null;
  const net = gain.map((each, i) => each - cost[i]!);
  const services = measurements.platform.using;
  const returns = gain.map((each, i) => returnsOf(cost[i]!, each));
  const left = [...(hasFirst ? [] : [PARTS.first.name]), ...(hasDowntime ? [] : [PARTS.downtime.name])];
  return {
    formula: '(first deploys + failed deployments) - team cost; money a year',
    currency,
    perYear: isComplete ? percentiles(net) : null,
    parts: [
      { name: PARTS.first.name, formula: PARTS.first.formula, perYear: hasFirst ? percentiles(first) : null },
      {
        name: PARTS.downtime.name,
        formula: PARTS.downtime.formula,
        perYear: hasDowntime ? percentiles(downtime) : null,
      },
      {
        name: 'Team cost',
        formula: 'as given',
        perYear: teamCost.value === null ? null : percentiles(cost.map(each => -each)),
      },
    ],
    returns: isComplete
      ? {
          share: percentiles(returns.map(({ share }) => share ?? NaN)),
          paybackYears: percentiles(returns.map(({ paybackYears }) => paybackYears ?? Infinity)),
        }
      : null,
    chancePositive: isComplete ? net.filter(value => value > 0).length / draws : null,
    // The gain of another service is assumed to be the same.
    breakEvenServices:
      isComplete && services > 0
        ? percentiles(gain.map((each, i) => (each > 0 ? cost[i]! / (each / services) : Infinity)))
        : null,
    inputs: [...Object.values(measured), ...Object.values(given)],
    draws,
    seed,
    note: left.length === 0 && isComplete ? null : noteOf(left, teamCost),
  };
}

function isKnown(...inputs: ValueInput[]): boolean {
  return inputs.every(({ value }) => value !== null);
}

function noteOf(left: readonly string[], teamCost: ValueInput): string {
  const leftOut = left.length ? `Left out, for inputs are missing: ${left.join(', ')}. ` : '';
  const withoutCost = teamCost.value === null ? 'Without the cost of the team there is no value.' : '';
  return `${leftOut}${withoutCost}`.trim();
}

function simulate(
  m: Measured,
  g: Given,
  { hasFirst, hasDowntime, seed, draws }: { hasFirst: boolean; hasDowntime: boolean; seed: number; draws: number },
): Draws {
  const random = new Random(seed);
  const totals: Draws = { first: [], downtime: [], cost: [], gain: [] };
  for (let i = 0; i < draws; i += 1) {
    // An input of both parts is drawn once.
    const share = drawGiven(g.attributable, random);
    const first = hasFirst
      ? (draw(m.daysOff, random) - draw(m.daysOn, random)) *
        draw(m.newServices, random) *
        drawGiven(g.waitingHoursPerDay, random) *
        drawGiven(g.engineerHour, random) *
        share
      : 0;
    const arm = (rate: ValueInput, hours: ValueInput, costOfHour: number) =>
      costOfDowntime({
        deploymentsPerYear: m.deployments.value!,
        changeFailRate: draw(rate, random),
        hoursToRestore: draw(hours, random),
        costOfHour,
      });
    const hour = hasDowntime ? drawGiven(g.outageHour, random) : 0;
    const downtime = hasDowntime
      ? (arm(m.failOff, m.recoveryOff, hour) - arm(m.failOn, m.recoveryOn, hour)) * share
      : 0;
    totals.first.push(first);
    totals.downtime.push(downtime);
    totals.cost.push(g.teamCost.value === null ? 0 : drawGiven(g.teamCost, random));
    totals.gain.push(first + downtime);
  }
  return totals;
}

/** A draw of a measured input: from a normal distribution with 95 % in the interval, and not under 0. */
function draw({ value, low, high }: ValueInput, random: Random): number {
  return Math.max(0, random.normal(value!, (high! - low!) / 2 / normal()));
}

/** A draw of a given input: from a uniform distribution. */
function drawGiven({ value, low, high }: ValueInput, random: Random): number {
  return value === null ? 0 : low! + (high! - low!) * random.next();
}

function percentiles(values: readonly number[]): Percentiles {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => {
    const value = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
    return Number.isFinite(value) ? value : null;
  };
  return { p10: at(0.1), p50: at(0.5), p90: at(0.9) };
}
