import { existsSync, readFileSync } from 'node:fs';
import { parseAllDocuments, stringify, type Document } from 'yaml';
import { UnreadableInputError } from '../errors.js';
import { WRITTEN_FOR } from './entity.js';

/** The file name that Backstage expects. */
export const CATALOG_FILE = 'catalog-info.yaml';

const HEADER =
  '# Written by `goldenpath catalog` from what was synthesised: change the app, not this. Entities without the ' +
  'annotation\n# goldenpath.dev/construct are yours, and stay.\n';

/** An entity as it was read from a file, before any validation. */
export type Written = { readonly [field: string]: any };

/** One document of a file of entities. */
export interface CatalogDocument {
  readonly value: Written;
  readonly line: number;
  /** The original text, with its comments. */
  readonly text: string;
}

/** Reads the entities of a file. */
export function readDocuments(file: string): CatalogDocument[] {
  if (!existsSync(file)) throw unreadable(file, 'there is no such file');
  const text = readFileSync(file, 'utf8');
  const documents = parseAllDocuments(text) as Document.Parsed[];
  return (Array.isArray(documents) ? documents : []).flatMap(document => {
    const [mistake] = document.errors;
    if (mistake) throw unreadable(file, mistake.message.split('\n')[0]!);
    const value = document.toJS();
    if (value === null || value === undefined) return [];
    const at = document.contents?.range?.[0] ?? 0;
    if (typeof value !== 'object' || Array.isArray(value))
      throw unreadable(file, `line ${lineOf(text, at)} is no entity`);
    return [
      {
        value,
        line: lineOf(text, at),
        text: text
          .slice(document.range[0], document.range[1])
          .replace(/^---\s*\n/, '')
          .replace(/\n(---|\.\.\.)\s*$/, '\n')
          .trim(),
      },
    ];
  });
}

/** Whether this program wrote an entity. */
export function isOurs({ metadata }: Written): boolean {
  return typeof metadata?.annotations?.[WRITTEN_FOR] === 'string';
}

/** The text of a file of entities. Entities of other authors are at its end. */
export function writeDocuments(entities: readonly Written[], others: readonly CatalogDocument[]): string {
  return (
    HEADER +
    [...entities.map(each => stringify(each, { lineWidth: 0 })), ...others.map(({ text }) => `${text}\n`)]
      .map(text => `---\n${text}`)
      .join('')
  );
}

/** The reference of an entity in lower case: `kind:namespace/name`. */
export function refOf({ kind, metadata }: Written): string {
  return `${kind}:${metadata?.namespace ?? 'default'}/${metadata?.name}`.toLowerCase();
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function unreadable(where: string, why: string): UnreadableInputError {
  return new UnreadableInputError({
    what: `The catalog cannot be read: ${why}.`,
    where,
    hint: 'Give a file of Backstage entities, or correct it.',
    page: 'guides/catalog.md',
  });
}
