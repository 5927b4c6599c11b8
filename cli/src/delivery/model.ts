import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import type { Tier } from '../assembly/manifest.js';
import { UnreadableInputError } from '../errors.js';

// The types of schema/delivery-1.schema.json. This program knows the library only through this schema.

/** Who lets a deployment begin. */
export type Approval = 'none' | 'reviewers' | 'promotion';

/** Stacks in an account. */
export interface DeliveryTarget {
  readonly account: string;
  readonly region: string;
  /** A pattern of the ids of the stacks: `Production/*`. */
  readonly stacks: string;
  /** The role of the CDK's bootstrap that may only read. */
  readonly lookupRoleArn: string;
}

export interface DeliveryEnvironment extends DeliveryTarget {
  readonly name: string;
  readonly tier: Tier;
  readonly approval: Approval;
  readonly roles: { readonly deploy: string; readonly diff: string; readonly drift: string };
}

export interface DeliveryPreview extends DeliveryTarget {
  readonly environment: string;
  readonly contextKey: string;
  /** What the jobs name as their environment. */
  readonly forgeEnvironment?: string;
  readonly roleArn: string;
}

/** A change of a written file, which its team answers for. */
export interface DeliveryEscape {
  readonly file: string;
  readonly operation: 'set' | 'append' | 'remove';
  readonly path: string;
  readonly value?: unknown;
  readonly reason: string;
  readonly owner?: string;
  readonly reviewBy?: string;
}

export interface DeliveryModel {
  readonly deliveryVersion: string;
  readonly packageVersion: string;
  readonly app: string;
  readonly prefix: string;
  readonly repository: {
    readonly forge: 'github';
    readonly owner: string;
    readonly name: string;
    readonly ownerId?: string;
    readonly id?: string;
    readonly defaultBranch: string;
  };
  readonly directory: string;
  readonly paths: readonly string[];
  readonly commands: {
    readonly install: string;
    readonly tools: string;
    /** Left out: there are no tests. */
    readonly test?: string;
    readonly synth: string;
  };
  readonly nodeVersion: string;
  readonly runner: string;
  readonly timeoutMinutes: number;
  readonly retentionDays: number;
  /** For what no push to the default branch has built. Left out, as older libraries do: as long as the others. */
  readonly requestRetentionDays?: number;
  readonly attest: boolean;
  readonly environments: readonly DeliveryEnvironment[];
  readonly drift?: { readonly schedule: string };
  readonly preview?: DeliveryPreview;
  readonly escapes: readonly DeliveryEscape[];
}

/** The metadata type in a cloud assembly. */
export const DELIVERY_METADATA = 'goldenpath:delivery';
/** The page of the documentation. */
export const PAGE = 'guides/delivery.md';
const KNOWN_VERSION = '1';

let validate: ValidateFunction | undefined;

/** Checks a model against its schema: what is written from it stands in files that hold credentials. */
export function readModel(value: unknown, where: string): DeliveryModel {
  validate ??= new Ajv({ strict: false }).compile(
    JSON.parse(readFileSync(new URL('../../schema/delivery-1.schema.json', import.meta.url), 'utf8')),
  );
  if (validate(value)) return value as DeliveryModel;
  const version = (value as { deliveryVersion?: unknown } | null)?.deliveryVersion;
  const [first] = validate.errors ?? [];
  throw new UnreadableInputError({
    what:
      version !== undefined && version !== KNOWN_VERSION
        ? `The delivery has version ${String(version)}, and this program knows ${KNOWN_VERSION}.`
        : `The delivery does not fit its schema: ${first?.instancePath || 'the whole of it'} ${first?.message}.`,
    where,
    hint: 'Install goldenpath and goldenpath-cli of one version, and synthesise again.',
    page: PAGE,
  });
}
