import type { Estimate } from './estimate.js';

/** A count of stacks. Stacks whose answer is not known are counted apart. */
export interface Count {
  readonly using: number;
  /** The stacks that use it and the stacks that could. `using` is part of this count. */
  readonly eligible: number;
  /** The stacks whose answer is not known. They are in neither of the other counts. */
  readonly unknown: number;
}

export interface TeamCount extends Count {
  /** Null for stacks without an owner. */
  readonly team: string | null;
}

export interface DatedCount extends Count {
  /** A day: YYYY-MM-DD. */
  readonly at: string;
}

/** The stacks on and off the platform. A stack without the metadata of the golden path is off the platform. */
export interface PlatformAdoption extends Count {
  readonly definition: string;
  /** using / eligible. */
  readonly share: Estimate;
  /** Sorted by size, the largest team first. */
  readonly byTeam: readonly TeamCount[];
  /** Empty without earlier manifests. */
  readonly overTime: readonly DatedCount[];
  /** The stacks with the most resources first, at most 200. `offPathTotal` counts all. */
  readonly offPath: ReadonlyArray<{
    readonly name: string;
    readonly team: string | null;
    readonly location: string;
    readonly resources: number | null;
  }>;
  readonly offPathTotal: number;
}

export interface CapabilityAdoption extends Count {
  /** The id: `database`. */
  readonly capability: string;
  /** The name of the class: `ManagedDatabase`. Null where the reference does not have it. */
  readonly construct: string | null;
  readonly summary: string | null;
  /** The stage of the capability: experimental, stable, deprecated or sunset. */
  readonly stage: string | null;
  readonly share: Estimate;
  /** The number of its constructs. */
  readonly constructs: number;
  /** The rule for eligible stacks, in words. */
  readonly eligibleWhen: string;
  readonly byTeam: readonly TeamCount[];
  readonly overTime: readonly DatedCount[];
  readonly versions: ReadonlyArray<{ readonly version: string; readonly stacks: number; readonly constructs: number }>;
}

export interface EditionInUse {
  readonly edition: string;
  readonly stacks: number;
  readonly teams: number;
  /** The versions of the goldenpath package in these stacks. */
  readonly packages: ReadonlyArray<{ readonly version: string; readonly stacks: number }>;
  readonly isNewest: boolean;
}

export interface Sunset {
  /** The rule in words, with its thresholds. */
  readonly rule: string;
  readonly candidates: readonly SunsetCandidate[];
}

export interface SunsetCandidate {
  readonly capability: string;
  readonly construct: string | null;
  readonly stage: string | null;
  /** `zombie`: no stack uses it. `few`: few of the eligible stacks use it. `announced`: deprecated or in sunset. */
  readonly kind: 'zombie' | 'few' | 'announced';
  readonly because: string;
  /** The owner of the capability. */
  readonly owner: string | null;
  readonly users: ReadonlyArray<{ readonly team: string | null; readonly stacks: readonly string[] }>;
}
