import type { Escape, ManifestEntry } from '../assembly/manifest.js';
import type { StackRead, Template } from '../assembly/stack.js';
import { carriedPlaces } from '../decisions/places.js';
import type { Reference } from '../decisions/reference.js';

/** A decision that the failed resource was made from. */
export interface BehindDecision {
  readonly name: string;
  readonly value: unknown;
  readonly decidedBy: string;
  readonly because: string;
}

/** What of the manifest stands behind a resource. */
export interface Behind {
  /** The construct that made the resource. */
  readonly construct: string;
  readonly owner: string | null;
  readonly slot: string;
  /** The decisions that the reason speaks of. */
  readonly decisions: readonly BehindDecision[];
  /** The escapes of the resource: what they changed, nobody else tries. */
  readonly escapes: readonly Escape[];
}

/** Where to look: the stack as it was synthesised, and the reference of decisions. */
export interface Synthesised {
  readonly stack: StackRead;
  readonly template: Template;
  readonly reference: Reference;
}

/**
 * Finds what of the manifest stands behind a resource that failed: the decisions whose property or value the reason
 * names, or that the kind of the reason points to.
 *
 * @param pointedTo names of decisions, without the capability, that reasons of this kind come from
 */
export function behind(
  logicalId: string,
  reason: string,
  pointedTo: RegExp | undefined,
  { stack, template, reference }: Synthesised,
): Behind | undefined {
  const entries = stack.manifest?.entries ?? [];
  const entry = entries.find(({ resources }) => resources.some(resource => resource.logicalId === logicalId));
  if (!entry) return undefined;
  const { slot } = entry.resources.find(resource => resource.logicalId === logicalId)!;
  return {
    construct: entry.path,
    owner: entry.owner,
    slot,
    decisions: decisionsBehind(entry, logicalId, reason, pointedTo, { stack, template, reference }),
    escapes: entry.escapes.filter(escape => escape.slot === slot),
  };
}

function decisionsBehind(
  entry: ManifestEntry,
  logicalId: string,
  reason: string,
  pointedTo: RegExp | undefined,
  { stack, template, reference }: Synthesised,
): BehindDecision[] {
  return entry.decisions
    .filter(decision => {
      if (pointedTo?.test(decision.name.split('.')[1] ?? '')) return true;
      const places = carriedPlaces(decision, entry, stack.engine, template, reference);
      return places.some(({ address, steps, value }) => {
        if (address !== logicalId) return false;
        const property = steps.findLast(step => typeof step === 'string');
        return names(reason, property) || names(reason, value);
      });
    })
    .map(({ name, value, decidedBy, because }) => ({ name, value, decidedBy, because }));
}

/** Whether a reason names a property or a value. What is as short as `1` or `on` stands in many reasons by chance. */
function names(reason: string, named: unknown): boolean {
  const text = typeof named === 'string' || typeof named === 'number' ? String(named) : '';
  if (text.length < 3) return false;
  const at = reason.toLowerCase().indexOf(text.toLowerCase());
  const isWord = (character: string | undefined) => character !== undefined && /\w/.test(character);
  return at >= 0 && !isWord(reason[at - 1]) && !isWord(reason[at + text.length]);
}
