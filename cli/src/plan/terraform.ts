import { isDeepStrictEqual } from 'node:util';
import type { Template } from '../assembly/stack.js';
import type { PropertyChange } from './change.js';
import { type Difference, worst } from './cloudformation.js';
import { interrupts } from './interruptions.js';

/**
 * The differences of two configurations. The provider's schema does not say which arguments replace a resource: of
 * those that identify one, the manifest does; of all others, `terraform plan` has the last word.
 *
 * @param identifying the names of the arguments that identify a resource, by its address
 * @param moves the former addresses, by the present ones
 */
export function differencesOf(
  before: Template,
  after: Template,
  identifying: ReadonlyMap<string, ReadonlySet<string>>,
  moves: { readonly [to: string]: string },
): Difference[] {
  const found: Difference[] = [];
  const stay = new Set<string>();
  for (const [address, { type, body }] of Object.entries(after)) {
    const former = moves[address] !== undefined && moves[address]! in before ? moves[address]! : address;
    const old = before[former];
    if (!old) {
      found.push({ address, type, impact: 'added', properties: [] });
      continue;
    }
    stay.add(former);
    const names = [...new Set([...Object.keys(old.body), ...Object.keys(body)])].filter(
      name => !isDeepStrictEqual(old.body[name], body[name]),
    );
    const properties = names.map((property): PropertyChange => {
      const impact = identifying.get(address)?.has(property)
        ? ('replaced' as const)
        : interrupts(type, property)
          ? ('interrupted' as const)
          : ('in place' as const);
      return { property, impact, before: old.body[property], after: body[property] };
    });
    if (properties.length === 0) continue;
    found.push({ address, type, impact: worst(properties.map(({ impact }) => impact)), properties });
  }
  const gone = Object.entries(before).filter(([address]) => !stay.has(address));
  return [
    ...found,
    ...gone.map(([address, { type }]) => ({ address, type, impact: 'removed' as const, properties: [] })),
  ];
}
