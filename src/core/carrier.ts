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
  /** Whether these places carry it, by all that was decided. Left out: always. A decision may have several carriers. */
  readonly when?: (decided: any) => boolean;
}

/**
 * One side of a carrier.
 *
 * @internal
 */
export interface CarrierPlace {
  /** A star stands for any text: the value is then the list of the values of all such slots. */
  readonly slot: string;
  readonly path: string;
  /** The value in the terms of the decision, where the engine says it in others: `'ARM64'` is `'arm64'`. What is not there is undefined. */
  readonly read?: (value: any) => any;
}
