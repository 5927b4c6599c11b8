// The report as JSON. The page and the CSV files are written from this, and from nothing else.
// Null is 'nothing to measure', and never 0. Times are ISO 8601 in UTC; durations are in the unit that stands beside
// them.

import type { CognitiveLoad, DataQuality, Escapes, PlatformValue } from './model-parts.js';

export type * from './model-parts.js';

/** The version of the report's format. */
export const REPORT_VERSION = '1';

export interface Report {
  readonly reportVersion: typeof REPORT_VERSION;
  readonly program: { readonly name: string; readonly version: string };
  readonly organization: string | null;
  /** When the report was made. */
  readonly madeAt: string;
  /** The end of what is counted. Later events are in the future: see `dataQuality`. */
  readonly asOf: string;
  /** What the DORA measures are counted over; null without events. */
  readonly window: Window | null;
  readonly sources: readonly Source[];
  /** The sentences at the top of the page, each with the id of the section that it is from. */
  readonly summary: readonly SummaryLine[];
  readonly platform: PlatformAdoption;
  readonly capabilities: readonly CapabilityAdoption[];
  readonly editions: readonly EditionInUse[];
  readonly sunset: Sunset;
  readonly dora: Dora;
  readonly firstDeploy: readonly FirstDeploy[];
  readonly cognitiveLoad: CognitiveLoad;
  readonly escapes: Escapes;
  readonly value: PlatformValue;
  readonly dataQuality: DataQuality;
}

export type SectionId =
  | 'platform'
  | 'capabilities'
  | 'editions'
  | 'sunset'
  | 'dora'
  | 'firstDeploy'
  | 'cognitiveLoad'
  | 'escapes'
  | 'value'
  | 'dataQuality';

export interface SummaryLine {
  readonly section: SectionId;
  readonly text: string;
  /** `attention`: somebody should look. */
  readonly kind: 'fact' | 'attention';
}

export interface Window {
  readonly from: string;
  readonly to: string;
  readonly days: number;
}

/** What was read. */
export interface Source {
  readonly kind: 'cloud assembly' | 'terraform' | 'account' | 'manifests' | 'events';
  readonly name: string;
  /** How many stacks, manifests or lines were in it. */
  readonly read: number;
  /** For events: the format that they were in. */
  readonly format: EventFormat | null;
}

export type EventFormat = 'cdevents' | 'github' | 'cloudformation' | 'ecs' | 'normalised';

// ---------------------------------------------------------------- numbers

/** Between these the true value lies, in `level` of all cases. An end is null where the data sets no bound. */
export interface Interval {
  readonly low: number | null;
  readonly high: number | null;
  /** For instance .95. */
  readonly level: number;
  /** How it is computed, in words: 'Wilson score'. */
  readonly method: string;
}

/** A measured number. */
export interface Estimate {
  /** Null: nothing to measure. `note` says why. */
  readonly value: number | null;
  /** How many observations it is made from. */
  readonly n: number;
  readonly interval: Interval | null;
  /** False under the minimum n: show it as not enough to judge. */
  readonly judged: boolean;
  readonly note: string | null;
}

export type Unit = 'share' | 'per week' | 'hours' | 'days';

/** Services on the platform, and off it. */
export type Arm = 'on' | 'off';

// ---------------------------------------------------------------- adoption

/** A count of stacks, with those of which it cannot be known apart. */
export interface Count {
  readonly using: number;
  /** Of which it is known whether they use it, and which could: using is part of it. */
  readonly eligible: number;
  /** Of which it is not known. In neither of the others. */
  readonly unknown: number;
}

export interface TeamCount extends Count {
  /** Null: nobody is named. */
  readonly team: string | null;
}

export interface DatedCount extends Count {
  /** A day: YYYY-MM-DD. */
  readonly at: string;
}

/** On and off the platform. A stack without our metadata is off it; nothing needs to be registered. */
export interface PlatformAdoption extends Count {
  readonly definition: string;
  /** using / eligible. */
  readonly share: Estimate;
  /** The largest first. */
  readonly byTeam: readonly TeamCount[];
  /** Empty where no earlier manifests are known. */
  readonly overTime: readonly DatedCount[];
  /** Those with the most resources first; the longest lists are cut, and `offPathTotal` counts all. */
  readonly offPath: ReadonlyArray<{
    readonly name: string;
    readonly team: string | null;
    readonly location: string;
    readonly resources: number | null;
  }>;
  readonly offPathTotal: number;
}

export interface CapabilityAdoption extends Count {
  /** The id, for instance `database`. */
  readonly capability: string;
  /** Its class, for instance `ManagedDatabase`; null where the reference does not know it. */
  readonly construct: string | null;
  readonly summary: string | null;
  /** Of the capability: experimental, stable, deprecated, sunset. */
  readonly stage: string | null;
  readonly share: Estimate;
  /** How many constructs of it there are. */
  readonly constructs: number;
  /** What makes a stack eligible, in words. */
  readonly eligibleWhen: string;
  readonly byTeam: readonly TeamCount[];
  readonly overTime: readonly DatedCount[];
  readonly versions: ReadonlyArray<{ readonly version: string; readonly stacks: number; readonly constructs: number }>;
}

export interface EditionInUse {
  readonly edition: string;
  readonly stacks: number;
  readonly teams: number;
  /** The versions of the goldenpath package in them. */
  readonly packages: ReadonlyArray<{ readonly version: string; readonly stacks: number }>;
  readonly isNewest: boolean;
}

export interface Sunset {
  /** The rule, in words with its numbers. */
  readonly rule: string;
  readonly candidates: readonly SunsetCandidate[];
}

export interface SunsetCandidate {
  readonly capability: string;
  readonly construct: string | null;
  readonly stage: string | null;
  /** `zombie`: offered and used by nobody. `few`: used by hardly anybody who could. `announced`: its stage says so. */
  readonly kind: 'zombie' | 'few' | 'announced';
  readonly because: string;
  /** Who owns the capability. */
  readonly owner: string | null;
  readonly users: ReadonlyArray<{ readonly team: string | null; readonly stacks: readonly string[] }>;
}

// ---------------------------------------------------------------- DORA

export type DoraMetricId =
  'deploymentFrequency' | 'changeLeadTime' | 'changeFailRate' | 'failedDeploymentRecoveryTime' | 'deploymentReworkRate';

export interface Dora {
  /** Under this n nothing is judged. */
  readonly minimumN: number;
  /** Always five, in DORA's order. */
  readonly metrics: readonly DoraMetric[];
  /** One for each service with events. The page shows some; JSON and CSV have all. */
  readonly services: readonly DoraService[];
  readonly tiers: Tiers | null;
  /** Why the gap is no effect: teams chose themselves. */
  readonly selfSelection: string;
}

export interface DoraMetric {
  readonly id: DoraMetricId;
  readonly name: string;
  /** What is divided by what, or the middle of what. */
  readonly definition: string;
  /** From which moment to which. */
  readonly clock: string;
  readonly unit: Unit;
  readonly better: 'lower' | 'higher';
  /** All services. */
  readonly all: Estimate;
  readonly arms: { readonly [arm in Arm]: Estimate };
  /** Null where an arm has nothing to measure. */
  readonly gap: Gap | null;
  /** By month, `at` its first day. */
  readonly trend: ReadonlyArray<{
    readonly at: string;
    readonly on: number | null;
    readonly off: number | null;
    readonly nOn: number;
    readonly nOff: number;
  }>;
  /** Services by tier, of those that can be judged; null without tiers for this metric. */
  readonly tiers: ReadonlyArray<{ readonly tier: string; readonly on: number; readonly off: number }> | null;
}

/** On less off. */
export interface Gap {
  readonly difference: number;
  readonly interval: Interval;
  /** Independent teams in each arm: what the interval is made from. */
  readonly teams: { readonly on: number; readonly off: number };
  /** `unclear`: the interval holds 0. `worse` is said as plainly as `better`. */
  readonly verdict: 'better' | 'worse' | 'unclear' | 'not enough to judge';
}

export interface DoraService {
  /** Unique: where two services have one name, the namespace is before it. */
  readonly service: string;
  readonly team: string | null;
  /** Null: no stack says whether it is on the platform. In no arm. */
  readonly arm: Arm | null;
  readonly metrics: { readonly [metric in DoraMetricId]: Estimate };
  /** By metric; null where it cannot be judged. */
  readonly tiers: { readonly [metric in DoraMetricId]: string | null };
}

/** The thresholds of a year, as data. */
export interface Tiers {
  readonly year: number;
  readonly source: { readonly title: string; readonly url: string };
  /** What the source does not say, in words. */
  readonly notes: readonly string[];
  readonly metrics: { readonly [metric in DoraMetricId]?: readonly TierThreshold[] };
}

/** The first that fits is the tier. */
export interface TierThreshold {
  readonly tier: string;
  /** In the unit of the metric; the bound itself is in the tier. Null: the rest. */
  readonly atLeast: number | null;
  readonly atMost: number | null;
  /** In the words of the source. */
  readonly says: string;
}

// ---------------------------------------------------------------- time to first production deploy

export type FirstDeployClock = 'new service' | 'new engineer';

export interface FirstDeploy {
  readonly clock: FirstDeployClock;
  /** From which moment to which. */
  readonly definition: string;
  readonly all: Survival;
  /** By whether the service, or the engineer's first service, is on the platform; null where it is not known. */
  readonly arms: { readonly [arm in Arm]: Survival } | null;
}

/** Kaplan-Meier: those who have not deployed yet count for as long as they have been waiting. */
export interface Survival {
  readonly n: number;
  /** How many got there. */
  readonly reached: number;
  /** How many are not there yet. */
  readonly waiting: number;
  /** In days. Null where less than half got there. */
  readonly median: Estimate;
  /** In days: the mean up to `restrictedTo`, because a mean over those not yet there is unknown. */
  readonly restrictedMean: {
    readonly value: number | null;
    readonly restrictedTo: number | null;
    readonly error?: number | null;
    readonly interval?: Interval | null;
  };
  /** Shares by Kaplan-Meier; null where too few were watched for long enough. */
  readonly bands: readonly FirstDeployBand[];
  /** Steps of the curve; `notYet` is the share not there yet. Cut to some hundred points. */
  readonly curve: ReadonlyArray<{
    readonly days: number;
    readonly notYet: number;
    readonly low: number;
    readonly high: number;
    readonly atRisk: number;
  }>;
}

export interface FirstDeployBand {
  /** '< 2 days', '2 days to 1 week', '1-3 weeks', '> 3 weeks'. */
  readonly band: string;
  readonly fromDays: number;
  readonly toDays: number | null;
  readonly share: number | null;
  readonly interval?: Interval | null;
  /** How many were seen to get there within it. */
  readonly reached: number;
}
