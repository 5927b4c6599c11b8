import type { DoraMetricId, Estimate, Survival, ValueInput } from './model.js';
import { GIVEN, type GivenName, type ValueInputs } from './value-inputs.js';
import type { Measurements } from './value-settings.js';

/** The inputs that are measured. */
export function measuredInputs({ dora, firstDeploy, window, newServices }: Measurements) {
  const metric = (id: DoraMetricId) => dora.metrics.find(each => each.id === id)!;
  const perYear = window === null ? null : 365.25 / window.days;
  const means = firstDeploy.find(({ clock }) => clock === 'new service')?.arms;
  const deployments = metric('changeFailRate').arms.on.n;
  return {
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
}

/** The inputs that are given in the file of inputs. */
export function givenInputs({ currency, given }: ValueInputs): { readonly [name in GivenName]: ValueInput } {
  return Object.fromEntries(
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
