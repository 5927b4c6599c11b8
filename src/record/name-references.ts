import { Finding } from './finding';
import { EngineName } from './place';
import { parsePath } from './property-path';
import { endsInText, valuesAt } from './value-at';
import { NameReference, PropertyOfSlot } from '../binding/reliance';

/**
 * The resources of one construct, as a review sees them.
 *
 * @internal
 */
export interface ReviewedSlots {
  readonly engine: EngineName;
  /** The slots that differ from what the path made. */
  readonly changed: ReadonlySet<string>;
  /** The properties of a slot, as the template will have them. Undefined without such a slot. */
  properties(slot: string): any;
}

/**
 * The findings about names of nothing: an escape has changed a name, or what has it, and not the other.
 *
 * @internal
 */
export function lostNames(references: readonly NameReference[], slots: ReviewedSlots): Finding[] {
  const touched = references.filter(each => [each, ...each.named].some(({ slot }) => slots.changed.has(slot)));
  return touched.flatMap(reference => {
    const { kind, slot } = reference;
    const there = reference.named.filter(each => slots.properties(each.slot) !== undefined);
    if (there.length === 0) return [];
    const names = there.flatMap(each => valuesOf(slots, each));
    // What is known at deployment only may be the one that is meant.
    if (!names.every(isLiteral) || there.some(each => isOpaque(slots, each))) return [];
    const lost = valuesOf(slots, reference).find(name => isLiteral(name) && !names.some(each => fits(each, name)));
    if (lost === undefined) return [];
    return [
      {
        rule: 'name-of-nothing',
        severity: 'fatal' as const,
        text: `${reference[slots.engine]} of '${slot}' is ${kind} '${lost}', and there is ${saidOf(names, kind)}.`,
        fix: `Escape both: '${slot}', and ${there[0][slots.engine]} of '${there[0].slot}'. Or leave the name.`,
        at: { slot, properties: [reference[slots.engine]] },
      },
    ];
  });
}

function valuesOf({ engine, properties }: ReviewedSlots, property: PropertyOfSlot): any[] {
  return valuesAt(properties(property.slot), parsePath(property[engine]));
}

function isOpaque({ engine, properties }: ReviewedSlots, property: PropertyOfSlot): boolean {
  return endsInText(properties(property.slot), parsePath(property[engine]));
}

function isLiteral(value: any): value is string | number {
  return typeof value === 'number' || (typeof value === 'string' && !value.includes('${'));
}

function saidOf(names: readonly (string | number)[], kind: string): string {
  return names.length === 0 ? `no ${kind} at all` : [...new Set(names)].map(name => `'${name}'`).join(', ');
}

/** Whether a name is meant: domains may end with a dot, and a certificate of `*.acme.com` is one of all below it. */
function fits(there: string | number, name: string | number): boolean {
  const [a, b] = [there, name].map(each => String(each).replace(/\.$/, ''));
  return a === b || (a.startsWith('*.') && b.slice(b.indexOf('.')) === a.slice(1));
}
