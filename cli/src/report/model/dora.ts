import type { Arm, Estimate, Interval, Unit } from './estimate.js';

export type DoraMetricId =
  'deploymentFrequency' | 'changeLeadTime' | 'changeFailRate' | 'failedDeploymentRecoveryTime' | 'deploymentReworkRate';

export interface Dora {
  /** The smallest n of a value that is judged. */
  readonly minimumN: number;
  /** The five metrics, in DORA's order. */
  readonly metrics: readonly DoraMetric[];
  /** All services with events. The page shows only some of them. */
  readonly services: readonly DoraService[];
  readonly tiers: Tiers | null;
  /** The reason why the gap is not an effect: teams chose their arm themselves. */
  readonly selfSelection: string;
}

export interface DoraMetric {
  readonly id: DoraMetricId;
  readonly name: string;
  /** The definition of the ratio or the median. */
  readonly definition: string;
  /** The start and the end of the measured time. */
  readonly clock: string;
  readonly unit: Unit;
  readonly better: 'lower' | 'higher';
  /** All services. */
  readonly all: Estimate;
  readonly arms: { readonly [arm in Arm]: Estimate };
  /** Null where an arm has no value. */
  readonly gap: Gap | null;
  /** The values by month. `at` is the first day of the month. */
  readonly trend: ReadonlyArray<{
    readonly at: string;
    readonly on: number | null;
    readonly off: number | null;
    readonly nOn: number;
    readonly nOff: number;
  }>;
  /** The number of judged services in each tier; null where the metric has no tiers. */
  readonly tiers: ReadonlyArray<{ readonly tier: string; readonly on: number; readonly off: number }> | null;
}

/** The difference between the arms: on minus off. */
export interface Gap {
  readonly difference: number;
  readonly interval: Interval;
  /** The number of teams in each arm. Teams are the independent observations of the interval. */
  readonly teams: { readonly on: number; readonly off: number };
  /** `unclear`: the interval contains 0. */
  readonly verdict: 'better' | 'worse' | 'unclear' | 'not enough to judge';
}

export interface DoraService {
  /** A unique name. Services with the same name have their namespace before it. */
  readonly service: string;
  readonly team: string | null;
  /** Null where it is not known whether the service is on the platform. */
  readonly arm: Arm | null;
  readonly metrics: { readonly [metric in DoraMetricId]: Estimate };
  /** The tier of each metric; null where the value is not judged. */
  readonly tiers: { readonly [metric in DoraMetricId]: string | null };
}

/** The thresholds of DORA's report of a year. */
export interface Tiers {
  readonly year: number;
  readonly source: { readonly title: string; readonly url: string };
  /** Remarks about gaps in the source. */
  readonly notes: readonly string[];
  readonly metrics: { readonly [metric in DoraMetricId]?: readonly TierThreshold[] };
}

/** The range of a tier. The tier of a value is the first one whose range contains it. */
export interface TierThreshold {
  readonly tier: string;
  /** The lowest value of the tier, in the unit of the metric; null for no bound. */
  readonly atLeast: number | null;
  /** The highest value of the tier, in the unit of the metric; null for no bound. */
  readonly atMost: number | null;
  /** The text of the source. */
  readonly says: string;
}
