import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { UnreadableInputError } from '../errors.js';

// The types of schema/manifest-1.schema.json. This program knows the library only through this schema.

export type Tier = 'development' | 'staging' | 'production';
export type DecidedBy = 'golden path' | 'platform team' | 'app team';

export interface Decision {
  readonly name: string;
  readonly value: unknown;
  readonly decidedBy: DecidedBy;
  readonly because: string;
  readonly pathDefault: unknown;
}

export interface ManifestResource {
  readonly slot: string;
  readonly type: string;
  readonly logicalId: string;
  /** What identifies it, where it keeps data or is known by a name. Older manifests do not have it. */
  readonly identity?: { readonly [property: string]: unknown };
}

export interface ManifestUse {
  readonly capability: string;
  readonly resource: string;
  readonly access: string;
  readonly secretVariables?: readonly string[];
}

export interface Escape {
  readonly slot: string;
  readonly kind: 'patch' | 'mixin' | 'unrecorded' | 'organization-policy';
  readonly properties: readonly string[];
  readonly reason?: string;
  readonly owner?: string;
  /** The day since which the property differs (YYYY-MM-DD), where the team gives it. */
  readonly since?: string;
  readonly reviewBy?: string;
}

export interface ManifestEntry {
  readonly capability: string;
  readonly version: string;
  readonly stage: string;
  /** The owner of the capability in the platform team. Older manifests do not have it. */
  readonly capabilityOwner?: string | null;
  readonly path: string;
  readonly owner: string | null;
  /** The path at which its resources were made, if it was another one. */
  readonly madeAt?: string;
  readonly decisions: readonly Decision[];
  readonly resources: readonly ManifestResource[];
  readonly uses: readonly ManifestUse[];
  readonly escapes: readonly Escape[];
  /** The answers that go with its resources. Older manifests have none, nor has Terraform. */
  readonly answers?: readonly ManifestAnswer[];
  /** The roles that are made elsewhere, where there are any. */
  readonly roles?: readonly ManifestRole[];
}

/** A role that is made elsewhere, and what it must be. References are as the engine writes them. */
export interface ManifestRole {
  readonly role: string;
  readonly arn: unknown;
  readonly assumeRolePolicy: object;
  readonly policy: object;
  readonly managedPolicyArns?: readonly unknown[];
}

/** Why what a policy checker finds in a resource is right all the same. */
export interface ManifestAnswer {
  readonly slot: string;
  readonly tool: string;
  readonly rule: string;
  readonly because: string;
}

export interface Manifest {
  readonly manifestVersion: string;
  readonly packageVersion: string;
  readonly organization: string | null;
  readonly edition: string;
  readonly tier: Tier;
  readonly entries: readonly ManifestEntry[];
}

/** The manifest in the output of a deployed stack. It has only counts. */
export interface CompactManifest {
  readonly v: string;
  readonly package: string;
  readonly edition: string;
  readonly tier: string;
  readonly capabilities: { readonly [id: string]: { readonly version: string; readonly count: number } };
  readonly owners: readonly string[];
  readonly decisions: { readonly path: number; readonly platform: number; readonly team: number };
  readonly escapes: { readonly recorded: number; readonly unrecorded: number };
}

/** The metadata type in a cloud assembly, and the metadata key in a Terraform stack. */
export const MANIFEST_METADATA = 'goldenpath:manifest';
/** The name of the stack output with the compact manifest. */
export const MANIFEST_OUTPUT = 'GoldenPathManifest';
/** The newest manifest version that this program reads completely. */
export const KNOWN_VERSION = 1;

const SCHEMA_ID = 'https://github.com/goldenpath-dev/goldenpath/blob/main/schema/manifest-1.schema.json';
let ajv: Ajv | undefined;

function validator(part: string): ValidateFunction {
  if (!ajv) {
    ajv = new Ajv({ strict: false, allErrors: false });
    ajv.addSchema(JSON.parse(readFileSync(new URL('../../schema/manifest-1.schema.json', import.meta.url), 'utf8')));
  }
  const validate = ajv.getSchema(`${SCHEMA_ID}${part}`);
  if (!validate) throw new Error(`The schema has no ${part}.`);
  return validate;
}

/**
 * Checks a manifest against its schema. Of a newer version, the parts that do not fit the schema are left out with a
 * warning.
 */
export function readManifest(value: unknown, where: string, warn: (text: string) => void): Manifest {
  const version = Number((value as { manifestVersion?: unknown } | null)?.manifestVersion);
  if (version > KNOWN_VERSION) return readNewer(value as { [key: string]: unknown }, where, warn);
  const validate = validator('');
  if (!validate(value)) {
    throw new UnreadableInputError({
      what: `The manifest does not fit its schema: ${firstError(validate.errors)}.`,
      where,
      hint: 'Synthesise again with an unchanged goldenpath package. If it was not edited by hand, report it.',
    });
  }
  return value as Manifest;
}

function readNewer(value: { [key: string]: unknown }, where: string, warn: (text: string) => void): Manifest {
  const left: string[] = [];
  const fitting = <T>(list: unknown, part: string, what: string): T[] =>
    (Array.isArray(list) ? (list as T[]) : []).filter(each => {
      const fits = validator(`#/definitions/${part}`)(each);
      if (!fits) left.push(what);
      return fits;
    });
  const text = (key: string, otherwise: string): string => (typeof value[key] === 'string' ? value[key] : otherwise);
  const entries = (Array.isArray(value.entries) ? value.entries : []).map(entry => ({
    ...entry,
    decisions: fitting(entry?.decisions, 'decision', 'decision'),
    resources: fitting(entry?.resources, 'resource', 'resource'),
    uses: fitting(entry?.uses, 'use', 'use'),
    escapes: fitting(entry?.escapes, 'escape', 'escape'),
  }));
  const manifest = {
    manifestVersion: String(value.manifestVersion),
    packageVersion: text('packageVersion', 'unknown'),
    organization: typeof value.organization === 'string' ? value.organization : null,
    edition: text('edition', 'unknown'),
    tier: text('tier', 'unknown') as Tier,
    entries: fitting<ManifestEntry>(entries, 'entry', 'construct'),
  };
  const counted = [...new Set(left)].map(what => {
    const { length } = left.filter(each => each === what);
    return `${length} ${what}${length === 1 ? '' : 's'}`;
  });
  warn(
    `${where}: its manifest has version ${manifest.manifestVersion}, and this program knows ${KNOWN_VERSION}. It ` +
      `is read as far as it is understood${counted.length ? `; left out: ${counted.join(', ')}` : ''}. A newer ` +
      'goldenpath-cli reads it whole.',
  );
  return manifest;
}

/** Reads the compact manifest of a deployed stack. */
export function readCompactManifest(text: string, where: string, warn: (text: string) => void): CompactManifest {
  let value: any;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  const isWhole =
    typeof value?.v === 'string' &&
    typeof value.capabilities === 'object' &&
    Array.isArray(value.owners) &&
    typeof value.decisions === 'object' &&
    typeof value.escapes === 'object';
  if (!isWhole) {
    throw new UnreadableInputError({
      what: `The output ${MANIFEST_OUTPUT} is no manifest of the golden path.`,
      where,
      hint: `Rename an output of that name which is your own, or deploy the stack again.`,
    });
  }
  if (Number(value.v) > KNOWN_VERSION) {
    warn(
      `${where}: its manifest has version ${value.v}, and this program knows ${KNOWN_VERSION}. It is read as far ` +
        'as it is understood.',
    );
  }
  return value;
}

function firstError(errors: readonly ErrorObject[] | null | undefined): string {
  const [first] = errors ?? [];
  return first ? `${first.instancePath || 'the whole of it'} ${first.message}` : 'it is not one';
}
