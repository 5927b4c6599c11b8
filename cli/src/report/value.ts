import { normal } from '../statistics/intervals.js';
import { Random } from '../statistics/random.js';
import type {
  Dora,
  DoraMetricId,
  Estimate,
  FirstDeploy,
  Percentiles,
  PlatformAdoption,
  PlatformValue,
  Survival,
  ValueAsWritten,
  ValueInput,
  ValueInUnits,
  ValueTerm,
  Window,
} from './model.js';
import { costOfDowntime, returnsOf } from './returns.js';
import { GIVEN, type GivenName, type ValueInputs } from './value-inputs.js';

export interface ValueSettings {
  readonly liftReading: 'ratio' | 'excess' | null;
  readonly liftMetric: DoraMetricId | null;
  readonly inputs: ValueInputs;
  readonly seed: number;
  readonly draws: number;
}

export interface Measured {
  readonly platform: PlatformAdoption;
  readonly dora: Dora;
  readonly firstDeploy: readonly FirstDeploy[];
  readonly window: Window | null;
  /** Services on the platform that were created in the window. */
  readonly newServices: number | null;
}

export function valueOf(measured: Measured, settings: ValueSettings): PlatformValue {
  return { asWritten: asWritten(measured, settings), inUnits: inUnits(measured, settings) };
}

function asWritten(
  { platform, dora, firstDeploy }: Measured,
  { liftReading, liftMetric, inputs }: ValueSettings,
): ValueAsWritten {
  const means = firstDeploy.find(({ clock }) => clock === 'new service')?.arms;
  const [on, off] = [means?.on.restrictedMean.value ?? null, means?.off.restrictedMean.value ?? null];
  const metric = dora.metrics.find(({ id }) => id === liftMetric);
  const ratio =
    metric && isPositive(metric.arms.on) && isPositive(metric.arms.off)
      ? metric.better === 'lower'
        ? metric.arms.off.value! / metric.arms.on.value!
        : metric.arms.on.value! / metric.arms.off.value!
      : null;
  const lift = liftReading === null || ratio === null ? null : liftReading === 'ratio' ? ratio : ratio - 1;
  const { teamCost } = inputs.given;
  const terms: ValueTerm[] = [
    {
      name: 'mean time to first deploy reduced',
      value: on === null || off === null ? null : off - on,
      unit: 'days',
      source:
        'Restricted means of new services off the platform, less on ' +
        `it${means?.on.restrictedMean.restrictedTo ? `, up to ${means.on.restrictedMean.restrictedTo.toFixed(1)} days` : ''}`,
    },
    {
      name: 'services adopting',
      value: platform.eligible === 0 ? null : platform.using,
      unit: 'stacks',
      source: 'Stacks on the platform',
    },
    {
      name: 'DORA lift',
      value: lift,
      unit: liftReading === 'excess' ? 'excess: ratio less 1' : 'ratio',
      source:
        liftReading === null
          ? 'Not said whether lift is a ratio or an excess: --lift ratio|excess'
          : metric === undefined
            ? 'Not said of which measure: --lift-metric'
            : `${metric.name}, ${metric.better === 'lower' ? 'off / on' : 'on / off'}`,
    },
    {
      name: 'team cost',
      value: teamCost ? (teamCost.low + teamCost.high) / 2 : null,
      unit: `${inputs.currency} a year`,
      source: teamCost?.source ?? 'Not given: teamCost in the file of --value',
    },
  ];
  const values = terms.map(({ value }) => value);
  const isWhole = values.every(value => value !== null);
  return {
    formula: '(mean time to first deploy reduced) x (services adopting) x (DORA lift) - team cost',
    unitsProblem:
      'Days x services x a number without a unit are service-days, and team cost is money: one cannot be taken ' +
      'from the other, and the result changes with the currency and with counting hours instead of days. It also ' +
      'multiplies a gain that is had once, at the first deploy, by one that is had at every deployment.',
    liftReading,
    liftMetric,
    terms,
    result: isWhole ? values[0]! * values[1]! * values[2]! - values[3]! : null,
    note: isWhole
      ? 'This is the number that the formula gives. Its units do not fit, so it is in none; use the one beside it.'
      : `No result: ${terms
          .filter(({ value }) => value === null)
          .map(({ name }) => name)
          .join(', ')} ${values.filter(value => value === null).length === 1 ? 'is' : 'are'} not known.`,
  };
}

/** Nothing is multiplied with what is not enough to judge. */
function isPositive({ value, judged }: Estimate): boolean {
  return judged && value !== null && value > 0;
}

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

function inUnits(
  { platform, dora, firstDeploy, window, newServices }: Measured,
  { inputs, seed, draws }: ValueSettings,
): ValueInUnits {
  const { currency, given } = inputs;
  const metric = (id: DoraMetricId) => dora.metrics.find(each => each.id === id)!;
  const perYear = window === null ? null : 365.25 / window.days;
  const means = firstDeploy.find(({ clock }) => clock === 'new service')?.arms;
  const deployments = metric('changeFailRate').arms.on.n;
  const measuredInputs = {
    daysOff: meanInput('Mean time to first deploy of a new service, off the platform', means?.off),
    daysOn: meanInput('Mean time to first deploy of a new service, on the platform', means?.on),
    newServices: countInput('New services on the platform', 'services a year', newServices, perYear),
    deployments: countInput(
      'Production deployments on the platform',
      'deployments a year',
      deployments || null,
      perYear,
    ),
    failOff: estimateInput('Change fail rate off the platform', 'share', metric('changeFailRate').arms.off),
    failOn: estimateInput('Change fail rate on the platform', 'share', metric('changeFailRate').arms.on),
    recoveryOff: estimateInput(
      'Recovery time off the platform (median: less than the mean)',
      'hours',
      metric('failedDeploymentRecoveryTime').arms.off,
    ),
    recoveryOn: estimateInput(
      'Recovery time on the platform (median: less than the mean)',
      'hours',
      metric('failedDeploymentRecoveryTime').arms.on,
    ),
  };
  const givenInputs = Object.fromEntries(
    Object.entries(GIVEN).map(([name, { name: title, unit }]): [string, ValueInput] => {
      const input = given[name as GivenName];
      const inMoney = unit === 'a year' || unit === 'an hour' ? `${currency} ${unit}` : unit;
      return [
        name,
        input
          ? {
              name: title,
              unit: inMoney,
              value: (input.low + input.high) / 2,
              low: input.low,
              high: input.high,
              kind: 'given',
              source: input.source,
            }
          : {
              name: title,
              unit: inMoney,
              value: null,
              low: null,
              high: null,
              kind: 'missing',
              source: `Not given: ${name} in the file of --value`,
            },
      ];
    }),
  ) as { [name in GivenName]: ValueInput };
  const random = new Random(seed);
  const isKnown = (...of: ValueInput[]) => of.every(({ value }) => value !== null);
  const m = measuredInputs;
  const g = givenInputs;
  const hasFirst = isKnown(m.daysOff, m.daysOn, m.newServices, g.engineerHour, g.waitingHoursPerDay, g.attributable);
  const hasDowntime = isKnown(
    m.deployments,
    m.failOff,
    m.failOn,
    m.recoveryOff,
    m.recoveryOn,
    g.outageHour,
    g.attributable,
  );
  const totals: { first: number[]; downtime: number[]; cost: number[]; gain: number[] } = {
    first: [],
    downtime: [],
    cost: [],
    gain: [],
  };
  for (let i = 0; i < draws; i += 1) {
    // What is one thing in both parts is drawn once.
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
  const isWhole = (hasFirst || hasDowntime) && g.teamCost.value !== null;
  const net = totals.gain.map((gain, i) => gain - totals.cost[i]!);
  const services = platform.using;
  const returns = totals.gain.map((gain, i) => returnsOf(totals.cost[i]!, gain));
  const left = [...(hasFirst ? [] : [PARTS.first.name]), ...(hasDowntime ? [] : [PARTS.downtime.name])];
  return {
    formula: '(first deploys + failed deployments) - team cost; money a year',
    currency,
    perYear: isWhole ? percentiles(net) : null,
    parts: [
      { name: PARTS.first.name, formula: PARTS.first.formula, perYear: hasFirst ? percentiles(totals.first) : null },
      {
        name: PARTS.downtime.name,
        formula: PARTS.downtime.formula,
        perYear: hasDowntime ? percentiles(totals.downtime) : null,
      },
      {
        name: 'Team cost',
        formula: 'as given',
        perYear: g.teamCost.value === null ? null : percentiles(totals.cost.map(cost => -cost)),
      },
    ],
    returns: isWhole
      ? {
          share: percentiles(returns.map(({ share }) => share ?? NaN)),
          paybackYears: percentiles(returns.map(({ paybackYears }) => paybackYears ?? Infinity)),
        }
      : null,
    chancePositive: isWhole ? net.filter(value => value > 0).length / draws : null,
    // What one service brings is taken to be the same for the next one.
    breakEvenServices:
      isWhole && services > 0
        ? percentiles(totals.gain.map((gain, i) => (gain > 0 ? totals.cost[i]! / (gain / services) : Infinity)))
        : null,
    inputs: [...Object.values(measuredInputs), ...Object.values(givenInputs)],
    draws,
    seed,
    note:
      left.length === 0 && isWhole
        ? null
        : `${left.length ? `Left out, for inputs are missing: ${left.join(', ')}. ` : ''}${g.teamCost.value === null ? 'Without the cost of the team there is no value.' : ''}`.trim(),
  };
}

function meanInput(name: string, survival: Survival | undefined): ValueInput {
  const { value = null, restrictedTo = null, interval = null } = survival?.restrictedMean ?? {};
  return measuredOr(
    {
      name,
      unit: 'days',
      value,
      low: interval?.low ?? value,
      high: interval?.high ?? value,
      kind: 'measured',
      source: `Kaplan-Meier, mean restricted to ${restrictedTo?.toFixed(1) ?? '-'} days; 95 % interval`,
    },
    survival && survival.n > 0 ? `Too few to measure a mean: n = ${survival.n}` : null,
  );
}

function countInput(name: string, unit: string, count: number | null, perYear: number | null): ValueInput {
  const value = count === null || perYear === null ? null : count * perYear;
  return measuredOr({
    name,
    unit,
    value,
    low: value,
    high: value,
    kind: 'measured',
    source: 'Counted in the window, by the year',
  });
}

function estimateInput(name: string, unit: string, { value: measured, interval, judged, note }: Estimate): ValueInput {
  const value = judged ? measured : null;
  return measuredOr(
    {
      name,
      unit,
      value,
      low: interval?.low ?? value,
      high: interval?.high ?? value,
      kind: 'measured',
      source: `Measured; 95 % interval: ${interval?.method ?? 'none'}`,
    },
    note,
  );
}

function measuredOr(input: ValueInput, because: string | null = null): ValueInput {
  return input.value === null
    ? { ...input, low: null, high: null, kind: 'missing', source: because ?? 'Nothing to measure' }
    : input;
}

/** A measured input is normal around what was measured, with 95 % in its interval, and no time or share is under 0. */
function draw({ value, low, high }: ValueInput, random: Random): number {
  return Math.max(0, random.normal(value!, (high! - low!) / 2 / normal()));
}

/** A given range is as likely everywhere. */
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
