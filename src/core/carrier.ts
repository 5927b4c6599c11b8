/**
 * Where a decision is seen in what each engine writes: a slot and a property path in the engine's own words, with the selections of a
 * `Patch` (`[Key=idle_timeout.timeout_seconds]`).
 *
 * @internal
 */
export interface Carrier {
  /** The name of the choice, without the capability. */
  readonly decision: string;
  readonly cloudformation: CarrierPlace;
  readonly terraform: CarrierPlace;
}

/**
 * One side of a carrier.
 *
 * @internal
 */
export interface CarrierPlace {
  readonly slot: string;
  readonly path: string;
  /** The value in the terms of the decision, where the engine says it in others: `'ARM64'` is `'arm64'`. */
  readonly read?: (value: any) => any;
}
