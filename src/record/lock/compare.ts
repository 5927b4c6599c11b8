import { LOCK_PAGE } from './file';
import { LockedResource, StandingResource } from './locked-resource';
import { CONDITION, lockedType } from './locked-types';
import { Loss, lossesText } from './texts';
import { EnvironmentTier } from '../../path/tier';
import { DOCS } from '../../support/errors';
import { Finding } from '../finding';

/**
 * An app beside its lock.
 *
 * @internal
 */
export interface Comparison {
  readonly engine: 'aws' | 'terraform';
  readonly locked: readonly LockedResource[];
  readonly standing: readonly StandingResource[];
  /** The tier of each stack of the app, by its name. */
  readonly stacks: ReadonlyMap<string, string>;
  /** Whether this comparison is the one that speaks of a stack. By default it speaks of all. */
  readonly speaksOf?: (stack: string) => boolean;
}

/**
 * Something that is found about one construct.
 *
 * @internal
 */
export interface LockFinding {
  /** The path of the construct that stands. Undefined for one that is gone. */
  readonly path?: string;
  /** The name of the stack that it is about. */
  readonly stack: string;
  readonly finding: Finding;
}

/**
 * What an app would lose of what its lock keeps: resources that are gone, have another id or another identity. Where
 * all of it is of the development tier, it is a warning.
 *
 * @internal
 */
export function lossesOf(comparison: Comparison): LockFinding[] {
  const { locked, speaksOf = () => true } = comparison;
  const rows = locked.filter(row => row.accepted === undefined && speaksOf(row.stack));
  const constructs = grouped(rows, ({ stack, path, environment }) => [stack, path, environment]);
  const matched = match(comparison);
  const losses = constructs.flatMap(each => lossesOfConstruct(each, matched, comparison));
  const found = grouped(losses, ({ row, kind, now }) => [row.stack, row.path, kind, now?.path]);
  return [...found.map(each => findingOf(each, comparison)), ...fromNowhere(matched, comparison)];
}

/** What says that it was moved from a place that the lock does not know: the path may be mistyped. */
function fromNowhere({ fresh, now }: Matched, { locked, speaksOf = () => true }: Comparison): LockFinding[] {
  const known = new Set([
    ...locked.flatMap(({ path, madeAt }) => [path, madeAt]),
    ...[...now.values()].map(({ path }) => path),
  ]);
  const moved = fresh.filter(({ madeAt, stack }) => madeAt !== undefined && !known.has(madeAt) && speaksOf(stack));
  return grouped(moved, ({ stack, path }) => [stack, path]).map(([{ path, stack, madeAt }]) => ({
    path,
    stack,
    finding: {
      rule: 'lock:moved-from-nowhere',
      severity: 'warning',
      text: `'${path}' says that it was moved from '${madeAt}', and the lock knows nothing at that place.`,
      fix:
        'Correct the path; or, if the lock is older than what stood there, write it first: goldenpath lock. ' +
        `${DOCS}/${LOCK_PAGE}`,
    },
  }));
}

/** The resources of a lock that stand, and those that stand and are in no lock. */
interface Matched {
  readonly now: ReadonlyMap<LockedResource, StandingResource>;
  readonly fresh: readonly StandingResource[];
  /** What is taken for something that has gone already. */
  readonly taken: Set<StandingResource>;
}

/** Finds what is one to AWS: in one stack, under one id. */
function match({ locked, standing }: Comparison): Matched {
  const byId = new Map<string, StandingResource[]>();
  const keyOf = (stack: string, id: string) => `${stack}\n${id}`;
  for (const each of standing) {
    for (const id of [each.id, ...(each.formerId === undefined ? [] : [each.formerId])]) {
      const key = keyOf(each.stack, id);
      byId.set(key, [...(byId.get(key) ?? []), each]);
    }
  }
  const now = new Map<LockedResource, StandingResource>();
  for (const row of locked) {
    const found = byId.get(keyOf(row.stack, row.id))?.find(each => !areApart(each, row));
    if (found) now.set(row, found);
  }
  const known = new Set(now.values());
  return { now, fresh: standing.filter(each => !known.has(each)), taken: new Set() };
}

/** Whether two are known to be in different accounts or regions. */
function areApart(a: StandingResource, b: StandingResource): boolean {
  return a.environment !== undefined && b.environment !== undefined && a.environment !== b.environment;
}

function lossesOfConstruct(rows: readonly LockedResource[], matched: Matched, comparison: Comparison): Loss[] {
  const there = rows.map(row => ({ row, now: matched.now.get(row) }));
  const replaced = there.flatMap(({ row, now }): Loss[] => {
    const changed = now && !now.isElsewhere ? changedBetween(row, now) : [];
    return changed.length > 0 ? [{ kind: 'replaced', row, now, changed }] : [];
  });
  const missing = there.filter(({ now }) => !now).map(({ row }) => row);
  if (missing.length === 0) return replaced;
  const whole = missing.length === rows.length;
  return [...replaced, ...(whole ? goneWhole(missing, matched, comparison) : goneInPart(missing, matched))];
}

/** Of a construct that stands, single resources have gone, or have another id or place. */
function goneInPart(rows: readonly LockedResource[], { fresh }: Matched): Loss[] {
  return rows.map(row => {
    const now = fresh.find(each => each.path === row.path && each.slot === row.slot && each.stack === row.stack);
    if (!now) return { kind: 'gone-in-part', row, changed: [] };
    return { kind: areApart(now, row) ? 'another-place' : 'another-id', row, now, changed: [] };
  });
}

/** A construct has gone: to another name or place, or for good. */
function goneWhole(rows: readonly LockedResource[], matched: Matched, { stacks }: Comparison): Loss[] {
  const { fresh, taken } = matched;
  const [{ stack, path }] = rows;
  const all = (kind: Loss['kind'], now?: StandingResource): Loss[] =>
    rows.map(row => ({ kind, row, now, changed: [] }));
  if (fresh.some(each => each.path === path && each.stack === stack)) return goneInPart(rows, matched);
  const candidates = grouped(fresh, each => [each.stack, each.path])
    .filter(each => isLike(each, rows))
    .map(([first]) => first)
    .filter(each => !taken.has(each));
  const moved = candidates.find(each => each.stack === stack) ?? candidates.find(each => mayBeOfStack(each, rows[0]));
  // Of an app that synthesises some of its stacks, the others are as they were.
  if (!moved) return stacks.has(stack) ? all('gone') : [];
  taken.add(moved);
  return all(moved.stack === stack ? 'moved' : 'another-stack', moved);
}

/** Whether a construct may be one that has gone: it has most of its slots, and not just a key, which many have. */
function isLike(now: readonly StandingResource[], rows: readonly LockedResource[]): boolean {
  const [{ capability }] = rows;
  if (capability !== undefined && now[0].capability !== undefined && capability !== now[0].capability) return false;
  const shared = rows.filter(row => now.some(each => each.type === row.type && each.slot === row.slot));
  const isKey = ({ type }: StandingResource) => lockedType(type)?.noun === 'key';
  return shared.length * 2 > rows.length && (rows.every(isKey) || !shared.every(isKey));
}

/**
 * Whether a construct of another stack may be one that has gone. Of another tier, account or region it is of another
 * environment, which an app may make by itself.
 */
function mayBeOfStack(now: StandingResource, row: LockedResource): boolean {
  const lastOf = ({ path }: StandingResource) => path.slice(path.lastIndexOf('/') + 1);
  return lastOf(now) === lastOf(row) && now.tier === row.tier && !areApart(now, row);
}

/** The properties of which the resource gets another value. */
function changedBetween(row: LockedResource, now: StandingResource): string[] {
  if (row.type !== now.type) return ['type'];
  const text = (value: any) => JSON.stringify(value ?? null);
  // One that a later version of this package has added is in no older lock.
  const known = new Set([...(lockedType(row.type)?.identifiedBy ?? []), CONDITION]);
  return [...new Set([...Object.keys(row.identity), ...Object.keys(now.identity)])].filter(
    property => known.has(property) && text(row.identity[property]) !== text(now.identity[property]),
  );
}

/** Lists of what has one key: of a database that was renamed, one error says all. */
function grouped<T>(all: readonly T[], keyOf: (each: T) => unknown): T[][] {
  const groups = new Map<string, T[]>();
  for (const each of all) {
    const key = JSON.stringify(keyOf(each));
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()];
}

function findingOf(losses: readonly Loss[], { engine, stacks }: Comparison): LockFinding {
  const [{ kind, row, now }] = losses;
  const tiers = losses.flatMap(loss => [loss.row.tier, loss.now?.tier ?? stacks.get(loss.row.stack)]);
  const isDevelopment = tiers.every(tier => tier === undefined || tier === EnvironmentTier.DEVELOPMENT);
  const { text, fix } = lossesText(losses, engine);
  return {
    path: now?.path,
    stack: now?.stack ?? row.stack,
    finding: {
      rule: `lock:${kind}`,
      severity: isDevelopment ? 'warning' : 'fatal',
      text,
      fix: `${fix} ${DOCS}/${LOCK_PAGE}`,
      at: kind === 'replaced' ? { slot: row.slot, properties: losses.flatMap(loss => loss.changed) } : undefined,
    },
  };
}
