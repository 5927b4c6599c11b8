import type { Estimate, ValueAsWritten, ValueTerm } from './model.js';
import type { Measurements, ValueSettings } from './value-settings.js';

/** The original formula with its terms. */
export function asWritten(
  { platform, dora, firstDeploy }: Measurements,
  { liftReading, liftMetric, inputs }: ValueSettings,
): ValueAsWritten {
  const means = firstDeploy.find(({ clock }) => clock === 'new service')?.arms;
  const [on, off] = [means?.on.restrictedMean.value ?? null, means?.off.restrictedMean.value ?? null];
  const restrictedTo = means?.on.restrictedMean.restrictedTo;
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
        'Restricted means of new services off the platform, less on it' +
        (restrictedTo ? `, up to ${restrictedTo.toFixed(1)} days` : ''),
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
  const missing = terms.filter(({ value }) => value === null);
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
      : `No result: ${missing.map(({ name }) => name).join(', ')} ${missing.length === 1 ? 'is' : 'are'} not known.`,
  };
}

/** Whether a value can be a factor of the formula: it is judged and over 0. */
function isPositive({ value, judged }: Estimate): boolean {
  return judged && value !== null && value > 0;
}
