import type { Row } from './database.js';

/** The settings of the aggregations. */
export interface AggregateSettings {
  /** The end of the data: later events are in the future. */
  readonly asOf: Date;
  /** The start of the window of the DORA measures. */
  readonly windowFrom: Date;
  /** The longest time in hours between a deployment and an incident that names no deployment. */
  readonly incidentHours: number;
  /** The delay in hours from which an event counts as late. */
  readonly lateHours: number;
  /** The arm of services for which no stack and no event gives it; null for no arm. */
  readonly unplacedArm: 'on' | 'off' | null;
}

/** A name of a service in events, with what its stack says about the service. */
export interface ServiceName {
  /** The name in events. */
  readonly service: string;
  /** The name in the report. */
  readonly called: string;
  /** The stack of the service. Events may name the stack, or a service in it. */
  readonly stack: string;
  /** The account in which the name is valid; null for every account. */
  readonly account: string | null;
  readonly team: string | null;
  readonly arm: 'on' | 'off' | null;
  readonly production: boolean | null;
}

/** The results of the aggregations. */
export interface Aggregates {
  readonly placed: readonly Row[];
  readonly months: readonly Row[];
  readonly serviceMedians: readonly Row[];
  readonly armMedians: readonly Row[];
  readonly fleetMedians: readonly Row[];
  readonly teamHalves: readonly Row[];
  readonly classes: readonly Row[];
  readonly firstServices: readonly Row[];
  readonly firstEngineers: readonly Row[];
  readonly quality: Row;
  readonly outOfOrder: number;
  readonly duplicates: { readonly events: number; readonly surplus: number; readonly examples: readonly string[] };
  readonly negative: readonly Row[];
  readonly orphans: Row;
  readonly sameNames: readonly Row[];
  /** Deployments that a more detailed source reports too. */
  readonly toldAgain: readonly Row[];
  /** At most three examples of each finding. */
  readonly examples: { readonly [finding: string]: readonly string[] };
}

/** The results about delivery. */
export type Measures = Pick<
  Aggregates,
  | 'placed'
  | 'months'
  | 'serviceMedians'
  | 'armMedians'
  | 'fleetMedians'
  | 'teamHalves'
  | 'classes'
  | 'firstServices'
  | 'firstEngineers'
>;

/** The results about the quality of the events. */
export type EventQuality = Omit<Aggregates, keyof Measures>;
