import type { Dora, DoraMetricId, FirstDeploy, PlatformAdoption, Window } from './model.js';
import type { ValueInputs } from './value-inputs.js';

export interface ValueSettings {
  readonly liftReading: 'ratio' | 'excess' | null;
  readonly liftMetric: DoraMetricId | null;
  readonly inputs: ValueInputs;
  readonly seed: number;
  /** The number of draws of the simulation. */
  readonly draws: number;
}

/** The results of the report that the value is computed from. */
export interface Measurements {
  readonly platform: PlatformAdoption;
  readonly dora: Dora;
  readonly firstDeploy: readonly FirstDeploy[];
  readonly window: Window | null;
  /** The services on the platform that were created in the window. */
  readonly newServices: number | null;
}
