import type { Arm, Estimate, Interval } from './estimate.js';

export type FirstDeployClock = 'new service' | 'new engineer';

export interface FirstDeploy {
  readonly clock: FirstDeployClock;
  /** The start and the end of the measured time. */
  readonly definition: string;
  readonly all: Survival;
  /** The results on and off the platform; null where the arm of no service or engineer is known. */
  readonly arms: { readonly [arm in Arm]: Survival } | null;
}

/** A Kaplan-Meier estimate. Services and engineers without a deployment count for the time of their waiting so far. */
export interface Survival {
  readonly n: number;
  /** The number with a first deployment. */
  readonly reached: number;
  /** The number without one so far. */
  readonly waiting: number;
  /** In days; null where fewer than half have a first deployment. */
  readonly median: Estimate;
  /** In days: the mean up to the day `restrictedTo`. Without this limit it is unknown, because some still wait. */
  readonly restrictedMean: {
    readonly value: number | null;
    readonly restrictedTo: number | null;
    readonly error?: number | null;
    readonly interval?: Interval | null;
  };
  /** The shares by Kaplan-Meier. */
  readonly bands: readonly FirstDeployBand[];
  /** The points of the curve, at most about 200. `notYet` is the share without a first deployment. */
  readonly curve: ReadonlyArray<{
    readonly days: number;
    readonly notYet: number;
    readonly low: number;
    readonly high: number;
    readonly atRisk: number;
  }>;
}

export interface FirstDeployBand {
  /** One of '< 2 days', '2 days to 1 week', '1-3 weeks' and '> 3 weeks'. */
  readonly band: string;
  readonly fromDays: number;
  readonly toDays: number | null;
  /** Null where no observation is long enough. */
  readonly share: number | null;
  readonly interval?: Interval | null;
  /** The number of first deployments in the band. */
  readonly reached: number;
}
