import { readFileSync } from 'node:fs';
import { countValues } from '../assembly/property-path.js';
import type { ManifestEntry } from '../assembly/manifest.js';
import { addressOf, type Engine, type Template } from '../assembly/stack.js';
import type { Reference } from './reference.js';

/** The decision surface of a construct: the number of decisions, and who made them. */
export interface Surface {
  /** The number of decisions that the team made with a prop. */
  readonly madeByTeam: number;
  /** The number of properties in the props interface of the construct, with inherited properties. */
  readonly offered: number | null;
  /** The same number with the properties of nested structs, each struct counted once. */
  readonly offeredNested: number | null;
  /** The number of decisions that the path or the platform team made for the team. */
  readonly decidedForTeam: number;
  readonly resources: number;
  /** The number of values in the properties of these resources. An intrinsic function counts as one value. */
  readonly propertiesWritten: number;
}

/** The same counts for a comparable construct. `scripts/measure-ecs-patterns.ts` measures them from a synthesis. */
export interface PeerSurface {
  readonly construct: string;
  readonly measuredOn: string;
  readonly versions: { readonly [name: string]: string };
  readonly given: number;
  readonly offered: number;
  readonly offeredNested: number;
  readonly resources: number;
  readonly propertiesWritten: number;
  readonly counted: { readonly [what: string]: string };
}

/** Counts the decision surface of a construct. */
export function surfaceOf(entry: ManifestEntry, engine: Engine, template: Template, reference: Reference): Surface {
  const madeByTeam = entry.decisions.filter(({ decidedBy }) => decidedBy === 'app team').length;
  const props = reference.capabilities[entry.capability]?.props;
  return {
    madeByTeam,
    offered: props?.names.length ?? null,
    offeredNested: props?.nested ?? null,
    decidedForTeam: entry.decisions.length - madeByTeam,
    resources: entry.resources.length,
    propertiesWritten: entry.resources.reduce(
      (sum, resource) => sum + countValues(template[addressOf(engine, resource)]?.body ?? {}),
      0,
    ),
  };
}

/** The measured comparable construct of a capability; undefined where there is none. */
export function peerOf(capability: string): PeerSurface | undefined {
  if (capability !== 'service') return undefined;
  return JSON.parse(readFileSync(new URL('../../reference/ecs-patterns.json', import.meta.url), 'utf8')) as PeerSurface;
}
