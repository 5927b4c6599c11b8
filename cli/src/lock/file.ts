import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Ajv } from 'ajv';
import type { Tier } from '../assembly/manifest.js';
import { UnreadableInputError } from '../errors.js';

// The types of schema/lock-1.schema.json, which the library reads.

/** A resource that keeps data, or that others know by a name. */
export interface StandingResource {
  readonly path: string;
  readonly slot: string;
  readonly capability?: string | undefined;
  readonly stack: string;
  readonly environment?: string | undefined;
  readonly type: string;
  readonly id: string;
  readonly tier: Tier;
  readonly madeAt?: string | undefined;
  readonly identity: { readonly [property: string]: unknown };
}

export interface LockedResource extends StandingResource {
  readonly accepted?: { readonly reason: string; readonly on: string } | undefined;
}

export interface LockFile {
  readonly lockVersion: '1';
  readonly edition?: string | undefined;
  readonly packageVersion?: string | undefined;
  readonly resources: readonly LockedResource[];
}

export const LOCK_PAGE = 'guides/day-2.md';

const EMPTY: LockFile = { lockVersion: '1', resources: [] };

/** Reads a lock; one without resources where there is no file. */
export function readLock(file: string): LockFile {
  if (!existsSync(file)) return EMPTY;
  const text = readFileSync(file, 'utf8');
  if (/^(<{7}|={7}|>{7})/m.test(text)) {
    throw broken(file, 'there is an unresolved conflict of a merge in it', 'Keep the lines of both sides.');
  }
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch (error) {
    throw broken(file, `it is no JSON: ${(error as Error).message}`);
  }
  const validate = new Ajv({ strict: false }).compile(
    JSON.parse(readFileSync(new URL('../../schema/lock-1.schema.json', import.meta.url), 'utf8')),
  );
  if (validate(found)) return found as LockFile;
  const { instancePath, message } = validate.errors![0]!;
  throw broken(file, `${instancePath.slice(1).replaceAll('/', '.') || 'it'} ${message}`);
}

function broken(where: string, what: string, hint = 'Take the version of the file that is committed.') {
  return new UnreadableInputError({
    what: `The lock is not as it should be: ${what}.`,
    where,
    hint: `${hint} Then run goldenpath lock.`,
    page: LOCK_PAGE,
  });
}

/** Writes a lock: a line for each resource, sorted, so that two branches seldom change the same one. */
export function writeLock(file: string, lock: LockFile): void {
  if (!existsSync(dirname(file))) {
    throw new UnreadableInputError({
      what: 'There is no such folder.',
      where: dirname(file),
      hint: 'Make it, or name another file with --file.',
      page: LOCK_PAGE,
    });
  }
  writeFileSync(file, textOf(lock));
}

export function textOf({ resources, ...head }: LockFile): string {
  const lines = sorted(resources).map(row => `    ${JSON.stringify(ordered(row))}`);
  const opening = JSON.stringify(head, undefined, 2).replace(/\n\}$/, '');
  return `${opening},\n  "resources": [${lines.length > 0 ? `\n${lines.join(',\n')}\n  ` : ''}]\n}\n`;
}

function sorted(rows: readonly LockedResource[]): LockedResource[] {
  const keyOf = ({ path, slot, stack, environment = '' }: LockedResource) =>
    [path, slot, stack, environment].join('\n');
  return [...rows].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** The properties of each row in one order, so that a row that did not change is the same text. */
function ordered({
  path,
  slot,
  capability,
  stack,
  environment,
  type,
  id,
  tier,
  madeAt,
  identity,
  accepted,
}: LockedResource) {
  const byName = Object.fromEntries(Object.entries(identity).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { path, slot, capability, stack, environment, type, id, tier, madeAt, identity: byName, accepted };
}
