import { IConstruct } from 'constructs';
import { EscapeHatchUse } from './escape-hatch';
import { Identity } from './lock/locked-resource';
import { BUILT_IN_PATH, Decision } from '../path/decision';
import { GoldenPath } from '../path/golden-path';
import { PACKAGE_VERSION } from '../support/package-version';

/** The version of the manifest's format. Its JSON Schema is `schema/manifest-1.schema.json` in this package. */
export const MANIFEST_VERSION = '1';

/** The metadata type of a stack's manifest in the cloud assembly. */
export const MANIFEST_METADATA = 'goldenpath:manifest';

/** The name of the stack output with the compact manifest. */
export const MANIFEST_OUTPUT = 'GoldenPathManifest';

/** One resource of a construct. */
export interface ManifestResource {
  readonly slot: string;
  readonly type: string;
  readonly logicalId: string;
  /** The values that identify it, where it keeps data or others know it by a name: what the lock keeps of it. */
  readonly identity?: Identity;
}

/** A resource that a construct uses. */
export interface ManifestUse {
  readonly capability: string;
  readonly resource: string;
  readonly access: string;
  /** The names of the variables that are filled from its secret, if there are any. */
  readonly secretVariables?: readonly string[];
}

/** The answer to a finding of a policy checker about a resource. */
export interface ManifestAnswer {
  readonly slot: string;
  /** The tool: `cdk-nag`, `checkov`, `control-tower` or `guard`. */
  readonly tool: string;
  readonly rule: string;
  readonly because: string;
}

/** A role that is made elsewhere, and what it must be for the construct to work. */
export interface ManifestRole {
  /** The name by which it was brought: `taskRole`. */
  readonly role: string;
  readonly arn: any;
  /** The trust policy that it must have. */
  readonly assumeRolePolicy: any;
  /** What it must allow. References to resources are as the engine writes them. */
  readonly policy: any;
  /** The managed policies that somebody added to it in this app. */
  readonly managedPolicyArns?: readonly any[];
}

/** One construct of the path in a stack. */
export interface ManifestEntry {
  readonly capability: string;
  readonly version: string;
  readonly stage: string;
  /** The owner of the capability: a platform team. */
  readonly capabilityOwner: string;
  readonly path: string;
  readonly owner: string | null;
  /** The path of the construct when its resources were made, if it was another one. */
  readonly madeAt?: string;
  readonly decisions: readonly Decision[];
  readonly resources: readonly ManifestResource[];
  readonly uses: readonly ManifestUse[];
  readonly escapes: readonly EscapeHatchUse[];
  /** The answers that go with its resources. None on Terraform, and where the platform team wants none. */
  readonly answers?: readonly ManifestAnswer[];
  /** The roles that are made elsewhere, where there are any. */
  readonly roles?: readonly ManifestRole[];
}

/** Everything that the path made in a stack. JSON values only, never tokens. */
export interface Manifest {
  readonly manifestVersion: string;
  readonly packageVersion: string;
  readonly organization: string | null;
  readonly edition: string;
  readonly tier: string;
  readonly entries: readonly ManifestEntry[];
}

/** The compact manifest, small enough for a stack output, which is read back from the deployed stack. */
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

/** The manifest of a stack with these entries. */
export function manifestOf(stack: IConstruct, entries: readonly ManifestEntry[]): Manifest {
  const path = GoldenPath.of(stack);
  return {
    manifestVersion: MANIFEST_VERSION,
    packageVersion: PACKAGE_VERSION,
    organization: path?.organization ?? null,
    edition: path?.edition ?? BUILT_IN_PATH.edition,
    tier: path?.tier ?? BUILT_IN_PATH.tier,
    entries,
  };
}

/** The warning to an app that has not pinned its edition. */
export function editionNote(stack: IConstruct): string | undefined {
  const path = GoldenPath.of(stack);
  if (path?.editionPinned) return undefined;
  const { edition } = path ?? BUILT_IN_PATH;
  return (
    `goldenpath: no edition is pinned, so the first one (${edition}) applies. Pin it: new GoldenPath({ ..., ` +
    `edition: Edition.V${String(edition).replace('.', '_')} }).attachTo(app).`
  );
}

/** Makes the compact form of a manifest. */
export function compact(manifest: Manifest): CompactManifest {
  const capabilities: { [id: string]: { version: string; count: number } } = {};
  for (const { capability, version } of manifest.entries) {
    capabilities[capability] = { version, count: (capabilities[capability]?.count ?? 0) + 1 };
  }
  const decisions = manifest.entries.flatMap(entry => entry.decisions);
  const escapes = manifest.entries.flatMap(entry => entry.escapes);
  const by = (who: string) => decisions.filter(decision => decision.decidedBy === who).length;
  return {
    v: manifest.manifestVersion,
    package: manifest.packageVersion,
    edition: manifest.edition,
    tier: manifest.tier,
    capabilities,
    owners: [
      ...new Set(manifest.entries.map(entry => entry.owner).filter((owner): owner is string => owner !== null)),
    ].sort(),
    decisions: { path: by('golden path'), platform: by('platform team'), team: by('app team') },
    escapes: {
      recorded: escapes.filter(escape => escape.kind === 'patch' || escape.kind === 'mixin').length,
      unrecorded: escapes.filter(escape => escape.kind === 'unrecorded').length,
    },
  };
}
