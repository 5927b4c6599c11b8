import type { Decision, Manifest, ManifestEntry } from '../assembly/manifest.js';
import type { StackRead, Template } from '../assembly/stack.js';
import { otherTiers, type OtherTiers } from '../decisions/other-tiers.js';
import { carriedPlaces, type CarriedPlace } from '../decisions/places.js';
import type { Reference } from '../decisions/reference.js';
import { peerOf, surfaceOf, type PeerSurface, type Surface } from '../decisions/surface.js';
import { reviewOf, type ReviewedEscape } from '../exceptions/review.js';

/** A decision with its allowed values, its values in other tiers and its places in the template. */
export interface ExplainedDecision extends Decision {
  readonly allowed: string | undefined;
  /** Whether a team can make the decision with a prop. */
  readonly isAsked: boolean;
  readonly otherTiers: OtherTiers;
  readonly places: readonly CarriedPlace[];
  /**
   * - `here`: the template has the decision in `places`.
   * - `elsewhere`: the decision shows only together with other decisions.
   * - `nowhere`: the decision has no property of its own on this engine.
   */
  readonly carried: 'here' | 'elsewhere' | 'nowhere';
}

export interface ExplainedConstruct {
  readonly path: string;
  readonly capability: string;
  readonly construct: string | undefined;
  readonly version: string;
  readonly stage: string;
  readonly owner: string | null;
  readonly uses: ManifestEntry['uses'];
  readonly decisions: readonly ExplainedDecision[];
  readonly escapes: readonly ReviewedEscape[];
  readonly answers: NonNullable<ManifestEntry['answers']>;
  readonly roles: NonNullable<ManifestEntry['roles']>;
  readonly surface: Surface;
  readonly peer: PeerSurface | undefined;
}

/** Explains a construct of a stack: its decisions, their places in the template, and its escapes. */
export function explainConstruct(
  entry: ManifestEntry,
  manifest: Manifest,
  stack: StackRead,
  template: Template,
  reference: Reference,
  today: Date,
): ExplainedConstruct {
  const { path, capability, version, stage, owner, uses } = entry;
  return {
    path,
    capability,
    construct: reference.capabilities[capability]?.construct,
    version,
    stage,
    owner,
    uses,
    decisions: entry.decisions.map(decision => {
      const places = carriedPlaces(decision, entry, stack.engine, template, reference);
      const known = reference.decisions[decision.name];
      return {
        ...decision,
        allowed: known?.allowed,
        isAsked: known?.origin === 'asked',
        otherTiers: otherTiers(decision, manifest, reference),
        places,
        carried: places.length ? 'here' : known?.places[stack.engine].length ? 'elsewhere' : 'nowhere',
      };
    }),
    escapes: entry.escapes.map(escape => reviewOf(escape, entry, today)),
    answers: entry.answers ?? [],
    roles: entry.roles ?? [],
    surface: surfaceOf(entry, stack.engine, template, reference),
    peer: peerOf(capability),
  };
}
