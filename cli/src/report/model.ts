// The report as JSON, from which the page and the CSV files are written. A value that cannot be measured is null, and
// never 0. Times are ISO 8601 in UTC; durations have their unit in the name or in a field beside them.

import type { CapabilityAdoption, EditionInUse, PlatformAdoption, Sunset } from './model/adoption.js';
import type { CognitiveLoad } from './model/cognitive-load.js';
import type { DataQuality } from './model/data-quality.js';
import type { Dora } from './model/dora.js';
import type { Escapes } from './model/escapes.js';
import type { FirstDeploy } from './model/first-deploy.js';
import type { PlatformValue } from './model/value.js';

export type * from './model/adoption.js';
export type * from './model/cognitive-load.js';
export type * from './model/data-quality.js';
export type * from './model/dora.js';
export type * from './model/escapes.js';
export type * from './model/estimate.js';
export type * from './model/first-deploy.js';
export type * from './model/value.js';

/** The version of the report's format. */
export const REPORT_VERSION = '1';

export interface Report {
  readonly reportVersion: typeof REPORT_VERSION;
  readonly program: { readonly name: string; readonly version: string };
  readonly organization: string | null;
  /** The time at which the report was made. */
  readonly madeAt: string;
  /** The end of the data. Later events are in the future: see `dataQuality`. */
  readonly asOf: string;
  /** The window of the DORA measures; null without events. */
  readonly window: Window | null;
  readonly sources: readonly Source[];
  /** The sentences at the top of the page, each with the id of its section. */
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
  /** `attention` marks a finding that somebody should look at. */
  readonly kind: 'fact' | 'attention';
}

export interface Window {
  readonly from: string;
  readonly to: string;
  readonly days: number;
}

/** An input of the report. */
export interface Source {
  readonly kind: 'cloud assembly' | 'terraform' | 'account' | 'manifests' | 'events';
  readonly name: string;
  /** The number of stacks, manifests or lines in the input. */
  readonly read: number;
  /** The format of events; null for other inputs, and for events of several formats. */
  readonly format: EventFormat | null;
}

export type EventFormat = 'cdevents' | 'github' | 'cloudformation' | 'ecs' | 'normalised';
