import { createTwoFilesPatch } from 'diff';
import { isDeepStrictEqual } from 'node:util';
import { stringify } from 'yaml';
import { OWN } from './entity.js';
import { isOurs, refOf, type CatalogDocument, type Written } from './documents.js';

/** What is committed and is not what was synthesised. */
export interface Difference {
  /** A reference of an entity, or a file. */
  readonly what: string;
  readonly kind: 'missing' | 'stale' | 'different';
  /** As a unified diff: from what is committed to what was synthesised. */
  readonly diff: string;
}

/**
 * Compares the entities of a committed file with those that were synthesised. Order and spelling of the YAML do not
 * matter; entities that this
 * program did not write are left alone.
 */
export function compareEntities(
  committed: readonly CatalogDocument[],
  synthesised: readonly Written[],
  file: string,
): Difference[] {
  const ours = new Map(committed.map(({ value }) => [refOf(value), value]));
  const expected = new Map(synthesised.map(value => [refOf(value), value]));
  const changed = [...expected].flatMap(([ref, value]): Difference[] => {
    const written = ours.get(ref);
    if (written === undefined) return [{ what: ref, kind: 'missing', diff: patch(file, ref, '', yaml(value)) }];
    return isDeepStrictEqual(plain(written), plain(value))
      ? []
      : [{ what: ref, kind: 'different', diff: patch(file, ref, yaml(written), yaml(value)) }];
  });
  const stale = [...ours]
    .filter(([ref, value]) => isOurs(value) && !expected.has(ref))
    .map(([ref, value]): Difference => ({ what: ref, kind: 'stale', diff: patch(file, ref, yaml(value), '') }));
  return [...changed, ...stale];
}

/** What the template of a deployed stack has of an entity: no more of a committed one can be compared. */
export function asDeployed({ apiVersion, kind, metadata, spec: { definition, ...spec } }: Written): Written {
  const annotations = Object.fromEntries(
    [OWN.construct, OWN.capability, OWN.edition, OWN.tier].flatMap(name =>
      metadata.annotations?.[name] === undefined ? [] : [[name, metadata.annotations[name]]],
    ),
  );
  return { apiVersion, kind, metadata: { name: metadata.name, annotations }, spec };
}

/** Compares a text file with what would be written. */
export function compareText(file: string, committed: string, synthesised: string): Difference[] {
  // A checkout may have other line ends.
  const [a, b] = [committed.replaceAll('\r\n', '\n'), synthesised];
  return a === b ? [] : [{ what: file, kind: 'different', diff: patch(file, undefined, a, b) }];
}

function patch(file: string, ref: string | undefined, committed: string, synthesised: string): string {
  const name = ref === undefined ? file : `${file} ${ref}`;
  return createTwoFilesPatch(name, name, committed, synthesised, 'committed', 'synthesised', { context: 2 }).replace(
    /^(Index: .*\n)?=+\n/,
    '',
  );
}

function yaml(value: Written): string {
  return stringify(value, { lineWidth: 0, sortMapEntries: true });
}

function plain(value: Written): unknown {
  return JSON.parse(JSON.stringify(value));
}
