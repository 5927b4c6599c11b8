import { createTwoFilesPatch } from 'diff';
import { isDeepStrictEqual } from 'node:util';
import { stringify } from 'yaml';
import { OWN } from './entity.js';
import { isOurs, refOf, type CatalogDocument, type Written } from './documents.js';

/** A difference between the committed files and the synthesised ones. */
export interface Difference {
  /** The reference of an entity, or the name of a file. */
  readonly what: string;
  readonly kind: 'missing' | 'stale' | 'different';
  /** A unified diff from the committed to the synthesised text. */
  readonly diff: string;
}

/**
 * Compares the entities of a committed file with the synthesised entities. The order of the entities and the style of
 * the YAML do not matter. Entities that this program did not write are ignored.
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

/** The part of an entity that the template of a deployed stack has too. Only this part can be compared. */
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
  // A checkout can have other line endings.
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
