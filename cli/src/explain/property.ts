import { WrongUseError } from '../errors.js';
import { nearestAddress, splitAddress } from './address.js';
import type { Decision, Escape, ManifestEntry } from '../assembly/manifest.js';
import { locate, parsePath, relation, pathText, type Located } from '../assembly/property-path.js';
import { addressOf, type StackRead, type Template } from '../assembly/stack.js';
import { carriedPlaces, type CarriedPlace } from '../decisions/places.js';
import type { Reference } from '../decisions/reference.js';

/** A decision that sets a property, a part of it (`above`), or the whole that contains it (`below`). */
export interface PropertyDecision extends Decision {
  readonly place: CarriedPlace;
  readonly relation: 'same' | 'above' | 'below';
}

/** The origin of one property of a template. */
export interface ExplainedProperty {
  readonly stack: string;
  /** The key of the resource in the template. */
  readonly address: string;
  readonly type: string;
  readonly path: string;
  readonly value: unknown;
  readonly constructPath: string | undefined;
  /** The golden path construct that made the resource, with the slot. Null where no such construct made it. */
  readonly madeBy: { readonly path: string; readonly capability: string; readonly slot: string } | null;
  readonly decisions: readonly PropertyDecision[];
  readonly escapes: readonly Escape[];
  readonly verdict: 'escape' | 'decision' | 'mapping' | 'off the path';
}

/** Finds the decisions and escapes that led to a property: `LogicalId.Properties.X.Y`, or `slot.X.Y`. */
export function explainProperty(
  requested: string,
  stack: StackRead,
  template: Template,
  entries: readonly ManifestEntry[],
  reference: Reference,
): ExplainedProperty {
  const { address, path } = splitAddress(requested, stack, template, entries);
  const resource = template[address]!;
  const located: Located | undefined =
    path === '' ? { value: resource.body, steps: [] } : locate(resource.body, parsePath(path));
  const entry = entries.find(({ resources }) => resources.some(each => addressOf(stack.engine, each) === address));
  const slot = entry?.resources.find(each => addressOf(stack.engine, each) === address)?.slot;
  const escapes =
    entry && slot
      ? entry.escapes.filter(escape => escape.slot === slot && touches(escape, resource.body, located, path))
      : [];
  if (!located && escapes.length === 0) {
    throw new WrongUseError({
      what: `${address} (${resource.type}) has no property '${path}'.`,
      where: `stack ${stack.name}, ${stack.location}`,
      hint: nearestAddress(path, resource.body),
    });
  }
  const decisions =
    !entry || !located
      ? []
      : entry.decisions.flatMap(decision =>
          carriedPlaces(decision, entry, stack.engine, template, reference)
            .filter(place => place.address === address && place.found)
            .map(place => ({ ...decision, place, relation: relation(located.steps, place.steps) }))
            // A place without a path is about the resource as a whole, and not about one of its properties.
            .filter(
              (each): each is PropertyDecision =>
                each.relation !== 'apart' && (each.place.path !== '' || located.steps.length === 0),
            ),
        );
  return {
    stack: stack.name,
    address,
    type: resource.type,
    path: located ? pathText(located.steps) : path,
    value: located?.value,
    constructPath: resource.constructPath,
    madeBy: entry && slot ? { path: entry.path, capability: entry.capability, slot } : null,
    decisions: decisions.sort((a, b) => order(a) - order(b)),
    escapes,
    verdict: escapes.length ? 'escape' : !entry ? 'off the path' : decisions.length ? 'decision' : 'mapping',
  };
}

function order({ relation: how }: PropertyDecision): number {
  return how === 'same' ? 0 : how === 'below' ? 1 : 2;
}

/** Whether an escape changed the property, a part of it, or the whole that contains it. */
function touches({ properties }: Escape, body: unknown, located: Located | undefined, requested: string): boolean {
  return properties.some(property => {
    const plain = property.replace(/ \(raw override\)$/, '');
    const changed = locate(body, parsePath(plain));
    if (changed && located) return relation(changed.steps, located.steps) !== 'apart';
    // A property that an escape removed is not in the template any more.
    return plain === requested || `${requested}.`.startsWith(`${plain}.`);
  });
}
