import { readFileSync } from 'node:fs';
import { countValues } from '../assembly/property-path.js';
import type { ManifestEntry } from '../assembly/manifest.js';
import { addressOf, type Engine, type Template } from '../assembly/stack.js';
import type { Reference } from './reference.js';

/** How much there was to decide about a construct, and who did. */
export interface Surface {
  /** Decisions that the team made by a prop. */
  readonly madeByTeam: number;
  /** Properties of the construct's props interface, inherited ones too. */
  readonly offered: number | null;
  /** These, and those of the structs that they are made of, each struct once. */
  readonly offeredNested: number | null;
  /** Decisions made for the team, by the path or the platform team. */
  readonly decidedForTeam: number;
  readonly resources: number;
  /** Values written under the properties of these resources: the ends of the tree; an intrinsic function is one. */
  readonly propertiesWritten: number;
}

/** The measured counterpart: `scripts/measure-ecs-patterns.cts` writes it from a synthesis. */
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

/** The peer of a capability, where one was measured. */
export function peerOf(capability: string): PeerSurface | undefined {
  if (capability !== 'service') return undefined;
  return JSON.parse(readFileSync(new URL('../../reference/ecs-patterns.json', import.meta.url), 'utf8')) as PeerSurface;
}
