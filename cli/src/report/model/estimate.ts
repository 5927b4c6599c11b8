/** An interval that contains the true value in a share `level` of all cases. An end without a bound is null. */
export interface Interval {
  readonly low: number | null;
  readonly high: number | null;
  /** A share: 0.95. */
  readonly level: number;
  /** The name of the method: 'Wilson score'. */
  readonly method: string;
}

/** A measured number. */
export interface Estimate {
  /** Null where there is nothing to measure. `note` gives the reason. */
  readonly value: number | null;
  /** The number of observations. */
  readonly n: number;
  readonly interval: Interval | null;
  /** Whether n is at least the minimum. Other values are shown as 'not enough to judge'. */
  readonly judged: boolean;
  readonly note: string | null;
}

export type Unit = 'share' | 'per week' | 'hours' | 'days';

/** On the platform, or off it. */
export type Arm = 'on' | 'off';
