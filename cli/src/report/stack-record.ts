import type { CompactManifest, Manifest } from '../assembly/manifest.js';
import type { Engine } from '../assembly/stack.js';

/** The state of a stack at one time. */
export interface StackRecord {
  /** The id of the stack, the same in all of its records. */
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly engine: Engine;
  /** The name in CloudFormation; null where it is not known. */
  readonly deployedAs: string | null;
  /** The AWS account; null where it is not known. */
  readonly account: string | null;
  /** The Amazon ECS services in the stack, which events can name. */
  readonly ecsServices: readonly EcsService[];
  /** The time of the record; null for the present state. */
  readonly at: Date | null;
  readonly team: string | null;
  readonly manifest: Manifest | null;
  /** The compact manifest; null where the stack is off the platform. */
  readonly summary: CompactManifest | null;
  /** The types of its resources; null where they are not known. */
  readonly types: readonly string[] | null;
  /** The types of the resources that the path did not make; null where they are not known. */
  readonly foreignTypes: readonly string[] | null;
  /** The resource types of each capability in the stack. */
  readonly capabilityResources: ReadonlyMap<string, CapabilityResources>;
  /** The number of its resources. */
  readonly resources: number | null;
  /** Whether its metadata could be read. */
  readonly isReadable: boolean;
}

/** An Amazon ECS service in a template. */
export interface EcsService {
  /** The id of its construct. */
  readonly name: string;
  readonly logicalId: string;
  /** Null where CloudFormation makes the name from the stack, the logical id and a random part. */
  readonly givenName: string | null;
}

/** The resource types of a capability. */
export interface CapabilityResources {
  /** The types of the main resource: of the service, and not of its log group. */
  readonly main: readonly string[];
  /** The types of all resources that the capability can make. */
  readonly made: readonly string[];
}

/** The newest record of each stack at a time. Records without a date describe the present, and no earlier time. */
export function stacksAt(records: readonly StackRecord[], at: Date, now: Date = at): StackRecord[] {
  const newest = new Map<string, StackRecord>();
  for (const record of records) {
    if (record.at === null ? at < now : record.at > at) continue;
    const known = newest.get(record.id);
    // A record of the present is newer than all records with a date.
    if (!known || (known.at !== null && (record.at === null || record.at >= known.at))) newest.set(record.id, record);
  }
  return [...newest.values()];
}

/** The ends of the months with records, and the present: at most 25 dates. */
export function datesOf(records: readonly StackRecord[], asOf: Date): Date[] {
  const dated = records.flatMap(({ at }) => (at === null || at > asOf ? [] : [at.getTime()]));
  if (dated.length === 0) return [];
  const first = new Date(dated.reduce((least, each) => Math.min(least, each)));
  const dates: Date[] = [];
  for (let month = first.getUTCMonth() + 1; ; month += 1) {
    const end = new Date(Date.UTC(first.getUTCFullYear(), month, 1));
    if (end >= asOf) break;
    dates.push(end);
  }
  // Two years.
  return [...dates, asOf].slice(-25);
}
