import type { CompactManifest, Manifest } from './manifest.js';

export type Engine = 'cloudformation' | 'terraform';

/** One resource of a template, with its properties in the names of the engine. */
export interface TemplateResource {
  readonly type: string;
  /** The properties; on CloudFormation with `DeletionPolicy` and `UpdateReplacePolicy`. */
  readonly body: { readonly [property: string]: unknown };
  /** The path of the construct that made the resource, where the template contains it. */
  readonly constructPath?: string;
}

/** The resources of a stack by logical id, on Terraform by `type.name`. */
export interface Template {
  readonly [address: string]: TemplateResource;
}

/** The data that only a deployed stack has. */
export interface Deployed {
  readonly account: string;
  readonly region: string;
  /** The values of its outputs. */
  readonly outputs: { readonly [key: string]: string };
  /** The physical ids of its resources, by logical id. */
  physicalIds(): Promise<{ readonly [logicalId: string]: string }>;
}

/** A stack that was read from a cloud assembly, from Terraform or from an account. */
export interface StackRead {
  /** The construct id of the stack, after the ids of its stages: `Prod/Shop`. */
  readonly name: string;
  /** The name in CloudFormation; null where it is not known, and on Terraform. */
  readonly deployedAs: string | null;
  /** The region that it is bound to; undefined where its environment says. */
  readonly region?: string | undefined;
  /** The account and the region that it is bound to, `123456789012/eu-west-1`, where both are known. */
  readonly environment?: string | undefined;
  readonly engine: Engine;
  readonly source: 'cloud assembly' | 'terraform' | 'account';
  /** The file, or the account and the region. */
  readonly location: string;
  /** Null where the stack is off the path, or where only the summary can be read. */
  readonly manifest: Manifest | null;
  /** The compact manifest of a deployed stack. */
  readonly summary: CompactManifest | null;
  /** Null where the stack was not read from an account. */
  readonly deployed: Deployed | null;
  /** Reads the resources of the template. */
  template(): Promise<Template>;
  /** Reads the whole template, or the Terraform configuration. Empty where it is not JSON. */
  document(): Promise<any>;
}

/** Whether a stack contains nothing of the golden path. */
export function isOffPath({ manifest, summary }: StackRead): boolean {
  return manifest === null && summary === null;
}

/** The key in `Template` of a resource of the manifest. */
export function addressOf(engine: Engine, { type, logicalId }: { type: string; logicalId: string }): string {
  return engine === 'terraform' ? `${type}.${logicalId}` : logicalId;
}
