import { ageOf, review, reviewOf, type Review } from './review.js';
import type { RecordedException } from './file.js';
import type { ManifestEntry } from '../assembly/manifest.js';
import { isOffPath, type Engine, type StackRead } from '../assembly/stack.js';

/** A departure from the path: an escape, recorded or not, or an exception in the file of exceptions. */
export interface ListedException extends Review {
  readonly kind: 'patch' | 'mixin' | 'unrecorded' | 'exception';
  readonly stack: string | null;
  /** The path of the construct, or the name in the file. */
  readonly where: string;
  readonly engine: Engine | null;
  readonly capability: string | null;
  readonly slot: string | null;
  readonly properties: readonly string[];
  readonly reason: string | null;
  /** The team that is responsible. */
  readonly owner: string | null;
  /** The age in whole days; null where it is not recorded. */
  readonly ageDays: number | null;
  /** The construct with the escape. */
  readonly entry: ManifestEntry | null;
}

/** Collects all departures from the path. A policy of the organisation is not a departure. */
export function collect(
  stacks: ReadonlyArray<Pick<StackRead, 'name' | 'engine' | 'manifest'>>,
  recorded: readonly RecordedException[],
  today: Date,
): ListedException[] {
  const escapes = stacks.flatMap(({ name, manifest, engine }) =>
    (manifest?.entries ?? []).flatMap(entry =>
      entry.escapes
        .filter(({ kind }) => kind !== 'organization-policy')
        .map((escape): ListedException => {
          const { answers, state, days, ageDays } = reviewOf(escape, entry, today);
          return {
            kind: escape.kind as ListedException['kind'],
            stack: name,
            where: entry.path,
            engine,
            capability: entry.capability,
            slot: escape.slot,
            properties: escape.properties,
            reason: escape.reason ?? null,
            owner: answers,
            reviewBy: escape.reviewBy ?? null,
            state,
            days,
            ageDays,
            entry,
          };
        }),
    ),
  );
  const exceptions = recorded.map((exception): ListedException => ({
    kind: 'exception',
    stack: exception.stack ?? null,
    where: exception.what,
    engine: null,
    capability: exception.capability ?? null,
    slot: null,
    properties: exception.property === undefined ? [] : [exception.property],
    reason: exception.reason,
    owner: exception.owner,
    ...review(exception.reviewBy, today),
    ageDays: ageOf(exception.since, today),
    entry: null,
  }));
  return [...escapes, ...exceptions].sort(bySoonest);
}

/** The stacks off the path that no exception names. */
export function unknownStacks(stacks: readonly StackRead[], recorded: readonly RecordedException[]): StackRead[] {
  const named = new Set(recorded.map(({ stack }) => stack));
  return stacks.filter(stack => isOffPath(stack) && !named.has(stack.name) && !named.has(stack.name.split('/').at(-1)));
}

/** Sorts by review date, the longest overdue first; then unrecorded escapes, then escapes without a date. */
function bySoonest(a: ListedException, b: ListedException): number {
  const rank = ({ kind, days }: ListedException) => days ?? (kind === 'unrecorded' ? 1e6 : 1e7);
  return rank(a) - rank(b) || a.where.localeCompare(b.where);
}
