import { isDeepStrictEqual } from 'node:util';
import type { LockedResource, LockFile } from './file.js';
import type { Standing } from './standing.js';

/** What a lock becomes with an assembly. */
export interface Merged {
  readonly resources: readonly LockedResource[];
  /** New in the lock. */
  readonly added: readonly LockedResource[];
  /** The same resources, of which the lock says something else now: a path, a tier. */
  readonly updated: readonly LockedResource[];
  /** What was accepted to be lost, and is. It leaves the lock. */
  readonly released: readonly LockedResource[];
  /** What the assembly would lose, and nobody has accepted. It stays in the lock. */
  readonly lost: readonly Lost[];
}

export interface Lost {
  readonly row: LockedResource;
  /** The properties that have another value; empty where the resource is gone. */
  readonly changed: readonly string[];
}

/**
 * Merges what stands in an assembly into a lock. Nothing is forgotten that nobody has accepted to lose.
 *
 * @param stacks the names of the stacks of the assembly: of others, the lock stays as it is
 */
export function merge(lock: LockFile, standing: readonly Standing[], stacks: ReadonlySet<string>): Merged {
  const kept: LockedResource[] = [];
  const [updated, released, lost]: [LockedResource[], LockedResource[], Lost[]] = [[], [], []];
  const fresh = standing.filter(each => !lock.resources.some(row => isSame(each, row)));
  const known = new Set<Standing>();
  for (const row of withoutTwins(lock.resources)) {
    const now = standing.find(each => isSame(each, row));
    if (now) known.add(now);
    const changed = now ? changedBetween(row, now) : [];
    if (now && changed.length === 0) {
      const renewed = { ...rowOf(now), accepted: row.accepted };
      if (!isDeepStrictEqual(defined(renewed), defined(row))) updated.push(renewed);
      kept.push(renewed);
    } else if (!now && !stacks.has(row.stack) && !fresh.some(each => mayBe(each, row))) {
      kept.push(row);
    } else if (row.accepted === undefined) {
      lost.push({ row, changed });
      kept.push(row);
    } else {
      released.push(row);
      if (now) kept.push(rowOf(now));
    }
  }
  // What may be something that is lost is not put beside it: synth would take the loss for done.
  const isHeld = (each: Standing) => lost.some(({ row, changed }) => changed.length === 0 && mayBe(each, row));
  const added = standing.filter(each => !known.has(each) && !isHeld(each)).map(rowOf);
  return { resources: [...kept, ...added], added, updated, released, lost };
}

function isSame(now: Standing, row: LockedResource): boolean {
  const apart = now.environment !== undefined && row.environment !== undefined && now.environment !== row.environment;
  return now.stack === row.stack && (now.id === row.id || now.formerId === row.id) && !apart;
}

/** One row for each resource: a merge that keeps the lines of both sides may leave two. */
function withoutTwins(rows: readonly LockedResource[]): LockedResource[] {
  const keyOf = ({ stack, environment, id }: LockedResource) => JSON.stringify([stack, environment, id]);
  return [...new Map(rows.map(row => [keyOf(row), row])).values()];
}

/** Whether a resource may be one of the lock under another name, or in another stack of the same environment. */
function mayBe(now: Standing, row: LockedResource): boolean {
  const lastOf = ({ path }: LockedResource) => path.slice(path.lastIndexOf('/') + 1);
  const isLike = now.type === row.type && now.slot === row.slot && now.tier === row.tier;
  if (!isLike || (row.capability !== undefined && now.capability !== row.capability)) return false;
  if (now.stack === row.stack) return now.id !== row.id;
  const apart = now.environment !== undefined && row.environment !== undefined && now.environment !== row.environment;
  return lastOf(now) === lastOf(row) && !apart;
}

function changedBetween(row: LockedResource, now: Standing): string[] {
  if (row.type !== now.type) return ['type'];
  return [...new Set([...Object.keys(row.identity), ...Object.keys(now.identity)])].filter(
    property => !isDeepStrictEqual(row.identity[property], now.identity[property]),
  );
}

function rowOf({ formerId: _moved, ...row }: Standing): LockedResource {
  return row;
}

/** Without what is undefined, which no file has. */
function defined(row: LockedResource): object {
  return JSON.parse(JSON.stringify(row));
}
