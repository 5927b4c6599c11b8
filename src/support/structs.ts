import { Refuse, said } from './input';
import { didYouMean } from './nearest';
import { isPlain } from './plain';
import { ENUMS, STRUCTS } from './structs.generated';

/**
 * The kind of a property, as its declaration says: `text`, `flag`, `number`, `list <kind>`, `map <kind>`,
 * `struct <name>`, `enum <name>`; `any` for what its own class or interface checks.
 *
 * @internal
 */
export type Kind = string;

/**
 * Refuses a value that is no such struct: another kind of value, an unknown name, a property of another kind. Ranges
 * and meanings are checked elsewhere. Null is taken as left out: other languages pass it.
 *
 * @param name of the interface: `ManagedQueueProps`
 * @param label the name of the value in the error
 * @internal
 */
export function checkStruct(name: string, value: any, refuse: Refuse, label = ''): void {
  const properties = STRUCTS[name];
  if (!isPlain(value)) {
    const names = Object.keys(properties);
    refuse(
      `${label || 'The props'} ${label ? 'is' : 'are'} ${said(value)}.`,
      `Give an object${names.length ? `, with any of ${names.join(', ')}` : ''}.`,
    );
  }
  const prefix = label ? `${label}.` : '';
  for (const [key, given] of Object.entries(value)) {
    if (given === undefined) continue;
    if (!Object.hasOwn(properties, key)) refuseName(key, Object.keys(properties), label || 'the props', refuse);
    checkKind(properties[key], given, refuse, `${prefix}${key}`);
  }
}

function refuseName(key: string, names: string[], label: string, refuse: Refuse): never {
  return refuse(`'${key}' is not a name in ${label}.`, didYouMean(key, names));
}

function checkKind(kind: Kind, value: any, refuse: Refuse, label: string): void {
  if (value === undefined || value === null) return;
  const [what, ...rest] = kind.split(' ');
  const of = rest.join(' ');
  switch (what) {
    case 'text':
      if (typeof value !== 'string') refuse(`${label} is ${said(value)}.`, 'Give a text.');
      return;
    case 'flag':
      if (typeof value !== 'boolean') refuse(`${label} is ${said(value)}.`, 'Give true or false.');
      return;
    case 'number':
      if (!Number.isFinite(value)) refuse(`${label} is ${said(value)}.`, 'Give a number.');
      return;
    case 'enum':
      if (!ENUMS[of].includes(value)) {
        refuse(`${label} is ${said(value)}.`, `Give one of ${ENUMS[of].map(each => JSON.stringify(each)).join(', ')}.`);
      }
      return;
    case 'struct':
      checkStruct(of, value, refuse, label);
      return;
    case 'list':
      if (!Array.isArray(value)) refuse(`${label} is ${said(value)}.`, 'Give a list.');
      value.forEach((element: any, i: number) => {
        if (element === undefined || element === null) refuse(`${label}[${i}] is ${said(element)}.`, 'Leave it out.');
        checkKind(of, element, refuse, `${label}[${i}]`);
      });
      return;
    case 'map':
      if (!isPlain(value)) refuse(`${label} is ${said(value)}.`, 'Give an object.');
      for (const [key, element] of Object.entries(value)) checkKind(of, element, refuse, `${label}.${key}`);
  }
}
