import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { type CompactManifest, type Manifest, readCompactManifest, readManifest } from '../assembly/manifest.js';
import { addressOf, type Engine, type StackRead, type Template } from '../assembly/stack.js';
import { type CapabilityResources, resourcesIn } from './eligibility.js';

/** What is known of a stack at one time. */
export interface StackRecord {
  /** The same for all records of a stack. */
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly engine: Engine;
  /** What CloudFormation calls it; null where it is not known. */
  readonly deployedAs: string | null;
  /** Where it is deployed; null where it is not known. */
  readonly account: string | null;
  /** The containers in it that ECS tells of. */
  readonly containers: readonly Container[];
  /** Null: as it is now. */
  readonly at: Date | null;
  readonly team: string | null;
  readonly manifest: Manifest | null;
  /** Of the manifest, or what a deployed stack says of itself. Null: off the platform. */
  readonly summary: CompactManifest | null;
  /** The types of its resources; null: not known. */
  readonly types: readonly string[] | null;
  /** Those of what the path did not make; null where it is not known which that is. */
  readonly foreignTypes: readonly string[] | null;
  /** What its constructs of the path are made of. */
  readonly capabilityResources: ReadonlyMap<string, CapabilityResources>;
  readonly resources: number | null;
  /** Whether what it says of itself could be read. */
  readonly isReadable: boolean;
}

/** A service of ECS in a template. */
export interface Container {
  /** Of its construct. */
  readonly name: string;
  readonly logicalId: string;
  /** Null: CloudFormation makes one of the stack, the logical id and chance. */
  readonly givenName: string | null;
}

/** A stack that was read, with what the path did not make in it. */
export async function recordOf(stack: StackRead, warn: (text: string) => void): Promise<StackRecord> {
  const { name, location, engine, manifest, deployedAs } = stack;
  const summary = stack.summary ?? (manifest === null ? null : summaryOf(manifest));
  let template: Template | null = null;
  try {
    template = await stack.template();
  } catch (error) {
    warn(
      `The template of ${name} cannot be read: ${(error as Error).message.split('\n')[0]} Which capabilities it ` +
        'could use is not known.',
    );
  }
  const made = new Set(
    (manifest?.entries ?? []).flatMap(({ resources }) => resources.map(resource => addressOf(engine, resource))),
  );
  // The summary of a deployed stack does not say which resources are the path's.
  const isKnown = template !== null && (manifest !== null || summary === null);
  return {
    id: `${location} ${name}`,
    name,
    location,
    engine,
    deployedAs,
    account: stack.deployed?.account ?? null,
    at: null,
    manifest,
    summary,
    team: teamOf(manifest, summary),
    types: template === null ? null : typesOf(template),
    foreignTypes: isKnown ? typesOf(template!, made) : null,
    capabilityResources: resourcesIn(stack, template),
    containers: containersIn(template ?? {}),
    resources: template === null ? null : Object.keys(template).length,
    isReadable: true,
  };
}

function containersIn(template: Template): Container[] {
  return Object.entries(template)
    .filter(([, { type }]) => type === 'AWS::ECS::Service')
    .map(([logicalId, { constructPath, body }]) => ({
      logicalId,
      // Under a construct of the path the resource is Resource, under one of the CDK Service/Service.
      name:
        constructPath
          ?.replace(/(\/Resource|(\/Service){1,2})$/, '')
          .split('/')
          .at(-1) ?? logicalId.replace(/[0-9A-F]{8}$/, ''),
      givenName: typeof body.ServiceName === 'string' ? body.ServiceName : null,
    }));
}

function typesOf(template: Template, without: ReadonlySet<string> = new Set()): string[] {
  return [
    ...new Set(
      Object.entries(template)
        .filter(([address]) => !without.has(address))
        .map(([, { type }]) => type),
    ),
  ];
}

/** As the library sums a manifest up. */
function summaryOf({ manifestVersion, packageVersion, edition, tier, entries }: Manifest): CompactManifest {
  const capabilities: { [id: string]: { version: string; count: number } } = {};
  for (const { capability, version } of entries)
    capabilities[capability] = { version, count: (capabilities[capability]?.count ?? 0) + 1 };
  const decisions = entries.flatMap(each => each.decisions);
  const escapes = entries.flatMap(each => each.escapes);
  const by = (who: string) => decisions.filter(({ decidedBy }) => decidedBy === who).length;
  return {
    v: manifestVersion,
    package: packageVersion,
    edition,
    tier,
    capabilities,
    owners: [...new Set(entries.flatMap(({ owner }) => owner ?? []))].sort(),
    decisions: { path: by('golden path'), platform: by('platform team'), team: by('app team') },
    escapes: {
      recorded: escapes.filter(({ kind }) => kind === 'patch' || kind === 'mixin').length,
      unrecorded: escapes.filter(({ kind }) => kind === 'unrecorded').length,
    },
  };
}

/** The owner of most of its constructs. */
function teamOf(manifest: Manifest | null, summary: CompactManifest | null): string | null {
  const owners = (manifest?.entries ?? []).flatMap(({ owner }) => owner ?? []);
  const counts = new Map<string, number>();
  for (const owner of owners) counts.set(owner, (counts.get(owner) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || a.localeCompare(b))[0]?.[0] ?? summary?.owners[0] ?? null;
}

/**
 * Reads manifests that were collected over time: a line of JSON each, with `stack`, `at`, and `summary` (what the stack
 * says of itself; null
 * for a stack that says nothing) or `manifest` (the whole of it); `account`, `region`, `team` and `types` (of its
 * resources) where they are known.
 */
export async function readCollected(
  file: string,
  warn: (text: string) => void,
  called = file,
): Promise<{ records: StackRecord[]; broken: number }> {
  const records: StackRecord[] = [];
  let broken = 0;
  let number = 0;
  const input = file.endsWith('.gz') ? createReadStream(file).pipe(createGunzip()) : createReadStream(file);
  try {
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
      number += 1;
      if (line.trim() === '') continue;
      const record = collectedOf(line, `${called}, line ${number}`, warn);
      if (record) records.push(record);
      else broken += 1;
    }
  } catch (error) {
    warn(`${called} is cut off: ${(error as Error).message}. What is whole of it is used.`);
    broken += 1;
  }
  return { records, broken };
}

function collectedOf(line: string, where: string, warn: (text: string) => void): StackRecord | null {
  let value: any;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  const name: unknown = value?.stack;
  const at = typeof value?.at === 'string' ? new Date(value.at) : null;
  if (typeof name !== 'string' || (at !== null && Number.isNaN(at.getTime()))) return null;
  const types: string[] | null = Array.isArray(value.types)
    ? value.types.filter((type: unknown) => typeof type === 'string')
    : null;
  const base = {
    id: [value.account, value.region, name].filter(Boolean).join('/'),
    name,
    location: where,
    engine: 'cloudformation' as const,
    deployedAs: name,
    account: typeof value.account === 'string' ? value.account : null,
    containers: [],
    at,
    types,
    resources: types?.length ?? null,
  };
  try {
    const manifest = value.manifest ? readManifest(value.manifest, where, warn) : null;
    const summary = manifest
      ? summaryOf(manifest)
      : value.summary
        ? readCompactManifest(JSON.stringify(value.summary), where, warn)
        : null;
    // Of a stack on the platform, types alone do not say which resources are the path's.
    return {
      ...base,
      manifest,
      summary,
      foreignTypes: summary === null ? types : null,
      capabilityResources: resourcesIn({ manifest, engine: base.engine }, null),
      team: typeof value.team === 'string' ? value.team : teamOf(manifest, summary),
      isReadable: true,
    };
  } catch (error) {
    warn(`${where}: ${(error as Error).message.split('\n')[0]} Whether it is on the platform is not known.`);
    return {
      ...base,
      manifest: null,
      summary: null,
      team: null,
      foreignTypes: null,
      capabilityResources: new Map(),
      isReadable: false,
    };
  }
}

/** The newest record of each stack at a time. What has no date is as it is now, and was not seen before. */
export function stacksAt(records: readonly StackRecord[], at: Date, now: Date = at): StackRecord[] {
  const newest = new Map<string, StackRecord>();
  for (const record of records) {
    if (record.at === null ? at < now : record.at > at) continue;
    const known = newest.get(record.id);
    // What is read now is newer than anything with a date.
    if (!known || (known.at !== null && (record.at === null || record.at >= known.at))) newest.set(record.id, record);
  }
  return [...newest.values()];
}

/** The ends of the months of which something is known, and now. */
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
  // Two years, and not what was before.
  return [...dates, asOf].slice(-25);
}
