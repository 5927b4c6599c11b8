// The rest of the report's JSON: what is in no arm. Read `model.ts` first.
import type { DoraMetricId } from './model.js';

// ---------------------------------------------------------------- cognitive load, escapes

export interface CognitiveLoad {
  readonly definition: string;
  readonly now: LoadCount | null;
  readonly overTime: ReadonlyArray<LoadCount & { readonly at: string }>;
  readonly byCapability: readonly CapabilityLoad[];
}

/** Sums over constructs. */
export interface LoadCount {
  readonly stacks: number;
  readonly madeByTeam: number;
  readonly decidedByPath: number;
  readonly decidedByPlatformTeam: number;
  readonly escapes: number;
  /** madeByTeam / all decisions. */
  readonly teamShare: number | null;
}

export interface CapabilityLoad {
  readonly capability: string;
  readonly constructs: number;
  /** Props that there are; null where the reference does not know the capability. */
  readonly offered: number | null;
  /** Decisions of the team for each construct: the median and the largest. */
  readonly madeByTeam: { readonly median: number; readonly most: number };
  readonly decidedForTeam: { readonly median: number };
  /** The decisions that teams make most often. */
  readonly mostMade: ReadonlyArray<{ readonly decision: string; readonly constructs: number; readonly teams: number }>;
}

export interface Escapes {
  readonly recorded: number;
  readonly unrecorded: number;
  readonly overdue: number;
  /** Those past their review date, the longest first. */
  readonly past: readonly PastEscape[];
  /** Ranked by how many teams ask for the same. */
  readonly demand: readonly EscapeDemand[];
  /** Stacks of which only the number of escapes can be read. */
  readonly countedOnly: ReadonlyArray<{
    readonly stack: string;
    readonly recorded: number;
    readonly unrecorded: number;
  }>;
}

export interface PastEscape {
  readonly stack: string;
  /** The construct. */
  readonly where: string;
  readonly properties: readonly string[];
  readonly reason: string | null;
  /** Who answers for it. */
  readonly owner: string | null;
  readonly reviewBy: string;
  readonly daysOver: number;
  /** Null: nobody says since when. */
  readonly ageDays: number | null;
}

export interface EscapeDemand {
  readonly what: string;
  readonly teams: readonly string[];
  readonly recorded: number;
  readonly unrecorded: number;
  /** The age of the oldest, in days; null where none says since when. */
  readonly oldestDays: number | null;
  /** The change to the path that would retire them. */
  readonly change: string;
}

// ---------------------------------------------------------------- platform value

export interface PlatformValue {
  readonly asWritten: ValueAsWritten;
  readonly inUnits: ValueInUnits;
}

/** The formula as it is written, and what is wrong with it. */
export interface ValueAsWritten {
  readonly formula: string;
  readonly unitsProblem: string;
  /** Asked for by an option, never assumed. Null: not said, and there is no result. */
  readonly liftReading: 'ratio' | 'excess' | null;
  readonly liftMetric: DoraMetricId | null;
  readonly terms: readonly ValueTerm[];
  /** Null where a term is, or where the reading of lift is not said. */
  readonly result: number | null;
  readonly note: string;
}

export interface ValueTerm {
  readonly name: string;
  readonly value: number | null;
  readonly unit: string;
  readonly source: string;
}

/** Right in its units: money a year, with its uncertainty carried through. */
export interface ValueInUnits {
  readonly formula: string;
  readonly currency: string;
  /** Money a year; null where an input is missing. `note` says which. */
  readonly perYear: Percentiles | null;
  readonly parts: ReadonlyArray<{
    readonly name: string;
    readonly perYear: Percentiles | null;
    readonly formula: string;
  }>;
  /**
   * (value - cost) / cost, and cost / value in years: as DORA's calculator has them. Null where the value or the cost
   * is not known.
   */
  readonly returns: { readonly share: Percentiles; readonly paybackYears: Percentiles } | null;
  /** The chance that it is more than it costs. */
  readonly chancePositive: number | null;
  /** From how many adopting services it pays; null where it never does, or where it is not known. */
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
  /** Null: not measured and not given. */
  readonly value: number | null;
  /** The range that it is drawn from. */
  readonly low: number | null;
  readonly high: number | null;
  readonly kind: 'measured' | 'given' | 'missing';
  /** Which measure, or who said so. */
  readonly source: string;
}

// ---------------------------------------------------------------- data quality

export interface DataQuality {
  readonly events: { readonly read: number; readonly used: number; readonly setAside: number };
  /** Those with a count of 0 as well: they were looked for. */
  readonly findings: readonly QualityFinding[];
}

export interface QualityFinding {
  readonly id: string;
  /** 'Duplicated events'. */
  readonly title: string;
  readonly count: number;
  /** What is done with them. */
  readonly treatment: string;
  /** A few, for somebody to look at. */
  readonly examples: readonly string[];
  readonly kind: 'fine' | 'note' | 'attention';
}
