import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { UnreadableInputError } from '../errors.js';
import type { Engine } from '../assembly/stack.js';
import type { Tier } from '../assembly/manifest.js';

// The types of schema/decisions-1.schema.json.

export type Values =
  | { readonly in: readonly unknown[] }
  | { readonly not: readonly unknown[] }
  | { readonly has: readonly unknown[] }
  | { readonly hasNot: readonly unknown[] };
export type Condition = { readonly [decision: string]: Values };

export interface Place {
  readonly slot?: string;
  readonly slots?: string;
  readonly path: string;
  readonly key?: string;
  readonly translated?: boolean;
  readonly when?: readonly Condition[];
  readonly sometimes?: boolean;
}

export interface DecisionReference {
  readonly because: string;
  readonly origin: 'asked' | 'decided' | 'derived';
  readonly defaults: { readonly [edition: string]: ByTier };
  readonly allowed?: string;
  readonly orNone?: boolean;
  readonly places: { readonly [engine in Engine]: readonly Place[] };
}

export type ByTier = { readonly [tier in Tier]: unknown };

export interface CapabilityReference {
  readonly construct: string;
  readonly summary: string;
  readonly version: string;
  readonly stage: string;
  readonly props: { readonly interface: string; readonly names: readonly string[]; readonly nested: number };
}

export interface Reference {
  readonly packageVersion: string;
  readonly editions: readonly string[];
  readonly capabilities: { readonly [id: string]: CapabilityReference };
  readonly decisions: { readonly [name: string]: DecisionReference };
}

/** A reference with its file. */
export interface FoundReference extends Reference {
  readonly from: 'project' | 'bundled';
  readonly file: string;
}

const SPECIFIER = 'goldenpath/schema/decisions.json';
const BUNDLED = fileURLToPath(new URL('../../reference/decisions.json', import.meta.url));

/**
 * Finds the reference of the project's own goldenpath package, from each of the directories upwards. Without one, the
 * reference is the copy in this program.
 */
export function findReference(directories: readonly string[]): FoundReference {
  for (const directory of directories) {
    const file = installedIn(directory);
    if (file) return { ...read(file), from: 'project', file };
  }
  return { ...read(BUNDLED), from: 'bundled', file: BUNDLED };
}

function installedIn(directory: string): string | undefined {
  const start = existsSync(directory) && statSync(directory).isFile() ? dirname(directory) : directory;
  try {
    return createRequire(join(start, 'package.json')).resolve(SPECIFIER);
  } catch {
    // The package is not installed there, or its version is too old to have a reference.
    return undefined;
  }
}

function read(file: string): Reference {
  let value: any;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UnreadableInputError({
      what: `The reference of decisions cannot be read: ${(error as Error).message}`,
      where: file,
      hint: 'Install the goldenpath package again.',
    });
  }
  const validate = new Ajv({ strict: false }).compile(
    JSON.parse(readFileSync(new URL('../../schema/decisions-1.schema.json', import.meta.url), 'utf8')),
  );
  if (validate(value)) return value as unknown as Reference;
  const [first] = validate.errors ?? [];
  throw new UnreadableInputError({
    what: `The reference of decisions does not fit its schema: ${first?.instancePath} ${first?.message}.`,
    where: file,
    hint: 'Install a goldenpath-cli as new as the goldenpath package.',
  });
}

/** The warning for a manifest of another version than the reference; undefined for the same version. */
export function versionNote(reference: FoundReference, packageVersion: string): string | undefined {
  if (reference.packageVersion === packageVersion) return undefined;
  const source = reference.from === 'project' ? "the project's package" : 'packed with this program';
  return (
    `The stack was made by goldenpath ${packageVersion}, and the reference of decisions is of ` +
    `${reference.packageVersion} (${source}). Defaults of other tiers and property paths may differ.`
  );
}

/** The defaults by tier in an edition. A default holds until a later edition changes it. */
export function defaultsIn(decision: DecisionReference, edition: string): ByTier | undefined {
  const since = Object.keys(decision.defaults)
    .sort()
    .filter(each => each <= edition)
    .at(-1);
  return since === undefined ? undefined : decision.defaults[since];
}
