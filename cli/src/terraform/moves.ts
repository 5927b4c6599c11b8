import type { Configuration } from './configuration.js';
import { snakeCase } from './names.js';
import { printBlock } from './printing.js';
import { Expression, type Value } from './values.js';

const IDENTIFIER = /^[A-Za-z_][\w-]*$/;

/** For a root whose state has the resources, and the modules, as they were synthesised. */
export function moves({ resources, rest }: Configuration, names: ReadonlyMap<string, string>, stack: string): string {
  const module = `module.${snakeCase(stack)}`;
  const moved = (from: string, to: string) =>
    printBlock(
      'moved',
      [],
      new Map<string, Value>([
        ['from', new Expression(from)],
        ['to', new Expression(`${module}.${to}`)],
      ]),
    );
  const made = resources.filter(({ mode }) => mode === 'resource');
  return [
    ...made.map(({ type, id }) =>
      IDENTIFIER.test(id)
        ? moved(`${type}.${id}`, `${type}.${names.get(`${type}.${id}`)}`)
        : `# ${type}.${id} is no address that Terraform reads: it cannot be moved.\n`,
    ),
    ...Object.keys((rest.module ?? {}) as object).map(id => moved(`module.${id}`, `module.${id}`)),
  ].join('\n');
}
