import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ErrorObject } from 'ajv';
import { parseDocument } from 'yaml';
import { UnreadableInputError } from '../errors.js';

/** An exception in the file: a departure from the path that is not an escape of a construct. */
export interface RecordedException {
  readonly what: string;
  readonly stack?: string;
  readonly capability?: string;
  readonly property?: string;
  readonly reason: string;
  readonly owner: string;
  readonly since?: string;
  readonly reviewBy: string;
}

/** The file names in the order of the search. JSON files are read as YAML. */
export const FILE_NAMES = [
  'goldenpath.exceptions.yaml',
  'goldenpath.exceptions.yml',
  'goldenpath.exceptions.json',
  'goldenpath.exceptions',
];

/** The file of exceptions in a directory; undefined where there is none. */
export function fileIn(directory: string): string | undefined {
  return FILE_NAMES.map(name => join(directory, name)).find(file => existsSync(file));
}

/** Reads and checks a file of exceptions. */
export function readExceptions(file: string): RecordedException[] {
  if (!existsSync(file))
    throw new UnreadableInputError({
      what: 'There is no such file of exceptions.',
      where: file,
      hint: `Correct the name, or leave --file out to take ${FILE_NAMES[0]} of this directory.`,
      page: 'guides/exceptions.md',
    });
  // Dates stay strings, because the core schema of YAML has no timestamps.
  const document = parseDocument(readFileSync(file, 'utf8'));
  const [mistake] = document.errors;
  if (mistake) throw broken(file, mistake.message.split('\n')[0]!);
  const value: unknown = document.toJS();
  const validate = new Ajv({ strict: false }).compile(
    JSON.parse(readFileSync(new URL('../../schema/exceptions-1.schema.json', import.meta.url), 'utf8')),
  );
  if (!validate(value)) throw broken(file, inWords(validate.errors![0]!, value));
  const { exceptions } = value as { exceptions: RecordedException[] };
  for (const { what, reviewBy, since } of exceptions) {
    const wrong = [reviewBy, since].find(date => date !== undefined && !isDate(date));
    if (wrong) throw broken(file, `'${what}': there is no day ${wrong}`);
  }
  return exceptions;
}

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function broken(file: string, what: string): UnreadableInputError {
  return new UnreadableInputError({
    what: `The file of exceptions is not as it should be: ${what}.`,
    where: file,
    hint: 'Each exception has what, reason, owner and reviewBy (YYYY-MM-DD); the guide has an example.',
    page: 'guides/exceptions.md',
  });
}

function inWords({ instancePath, message, params }: ErrorObject, value: unknown): string {
  const index = /^\/exceptions\/(\d+)/.exec(instancePath)?.[1];
  const entry = index === undefined ? undefined : (value as any).exceptions[Number(index)];
  const name =
    entry === undefined
      ? ''
      : `exception ${Number(index) + 1}${typeof entry?.what === 'string' ? ` ('${entry.what}')` : ''}: `;
  const at = instancePath
    .replace(/^\/exceptions\/\d+\/?/, '')
    .replaceAll('/', '.')
    .replace(/^\./, '');
  const unknown = 'additionalProperty' in params ? ` '${params.additionalProperty}'` : '';
  return `${name}${at ? `${at} ` : ''}${message}${unknown}`;
}
