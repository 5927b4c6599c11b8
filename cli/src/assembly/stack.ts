import type { CompactManifest, Manifest } from './manifest.js';

export type Engine = 'cloudformation' | 'terraform';

/** One resource of a template, as its engine reads it. */
export interface TemplateResource {
  readonly type: string;
  /** The properties; on CloudFormation with `DeletionPolicy` and `UpdateReplacePolicy` beside them. */
  readonly body: { readonly [property: string]: unknown };
  /** The construct that made it, where the template says so. */
  readonly constructPath?: string;
}

/** The resources of a stack, by logical id; on Terraform by `type.name`. */
export interface Template {
  readonly [address: string]: TemplateResource;
}

/** What only a deployed stack knows. */
export interface Deployed {
  readonly account: string;
  readonly region: string;
  /** The values of its outputs. */
  readonly outputs: { readonly [key: string]: string };
  /** The ids that AWS gave to its resources, by logical id. */
  physicalIds(): Promise<{ readonly [logicalId: string]: string }>;
}

/** A stack, from wherever it was read. */
export interface StackRead {
  /** What its author calls it: the id, with those of its stages before it. */
  readonly name: string;
  /** What CloudFormation calls it; null where it is not known, or where there is no CloudFormation. */
  readonly deployedAs: string | null;
  readonly engine: Engine;
  readonly source: 'cloud assembly' | 'terraform' | 'account';
  /** The file, or account and region. */
  readonly location: string;
  /** Null where the stack is off the path; null as well where only the summary can be read. */
  readonly manifest: Manifest | null;
  /** What a deployed stack says of itself. */
  readonly summary: CompactManifest | null;
  /** Null where it was not read from an account. */
  readonly deployed: Deployed | null;
  /** The resources that were written. Read when they are asked for. */
  template(): Promise<Template>;
  /** All that was written: the template, or the configuration of Terraform. Empty where it is no JSON. */
  document(): Promise<any>;
}

/** Whether nothing of the golden path is in it. */
export function isOffPath({ manifest, summary }: StackRead): boolean {
  return manifest === null && summary === null;
}

/** The address of a resource of the manifest in a template of the engine. */
export function addressOf(engine: Engine, { type, logicalId }: { type: string; logicalId: string }): string {
  return engine === 'terraform' ? `${type}.${logicalId}` : logicalId;
}
