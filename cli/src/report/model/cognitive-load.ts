export interface CognitiveLoad {
  readonly definition: string;
  readonly now: LoadCount | null;
  readonly overTime: ReadonlyArray<LoadCount & { readonly at: string }>;
  readonly byCapability: readonly CapabilityLoad[];
}

/** The sums over all constructs. */
export interface LoadCount {
  readonly stacks: number;
  readonly madeByTeam: number;
  readonly decidedByPath: number;
  readonly decidedByPlatformTeam: number;
  readonly escapes: number;
  /** The share of `madeByTeam` in all decisions. */
  readonly teamShare: number | null;
}

export interface CapabilityLoad {
  readonly capability: string;
  readonly constructs: number;
  /** The number of props; null where the reference does not have the capability. */
  readonly offered: number | null;
  /** The median and the largest number of decisions of a team for one construct. */
  readonly madeByTeam: { readonly median: number; readonly most: number };
  readonly decidedForTeam: { readonly median: number };
  /** The most frequent decisions of teams. */
  readonly mostMade: ReadonlyArray<{ readonly decision: string; readonly constructs: number; readonly teams: number }>;
}
