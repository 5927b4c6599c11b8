import type { DoraMetricId } from './dora.js';

export interface PlatformValue {
  readonly asWritten: ValueAsWritten;
  readonly inUnits: ValueInUnits;
}

/** The original formula, with its problem. */
export interface ValueAsWritten {
  readonly formula: string;
  readonly unitsProblem: string;
  /** The meaning of lift, given by an option. Without it (null) there is no result. */
  readonly liftReading: 'ratio' | 'excess' | null;
  readonly liftMetric: DoraMetricId | null;
  readonly terms: readonly ValueTerm[];
  /** Null where a term or the reading of lift is missing. */
  readonly result: number | null;
  readonly note: string;
}

export interface ValueTerm {
  readonly name: string;
  readonly value: number | null;
  readonly unit: string;
  readonly source: string;
}

/** The value with correct units: money a year, with its uncertainty. */
export interface ValueInUnits {
  readonly formula: string;
  readonly currency: string;
  /** Money a year; null where an input is missing. `note` names the input. */
  readonly perYear: Percentiles | null;
  readonly parts: ReadonlyArray<{
    readonly name: string;
    readonly perYear: Percentiles | null;
    readonly formula: string;
  }>;
  /**
   * The return (value - cost) / cost, and the payback time cost / value in years, as in DORA's calculator. Null where
   * the value or the cost is not known.
   */
  readonly returns: { readonly share: Percentiles; readonly paybackYears: Percentiles } | null;
  /** The share of draws in which the value is higher than the cost. */
  readonly chancePositive: number | null;
  /** The number of adopting services from which the platform pays; null where it is not known. */
  readonly breakEvenServices: Percentiles | null;
  readonly inputs: readonly ValueInput[];
  readonly draws: number;
  readonly seed: number;
  readonly note: string | null;
}

export interface Percentiles {
  readonly p10: number | null;
  readonly p50: number | null;
  readonly p90: number | null;
}

export interface ValueInput {
  readonly name: string;
  readonly unit: string;
  /** Null where the input is neither measured nor given. */
  readonly value: number | null;
  /** The range of the draws. */
  readonly low: number | null;
  readonly high: number | null;
  readonly kind: 'measured' | 'given' | 'missing';
  /** The measure or the person that the value comes from. */
  readonly source: string;
}
