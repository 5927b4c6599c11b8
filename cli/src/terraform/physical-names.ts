import { changeAll, type Configuration } from './configuration.js';
import { freeName, type Naming, type Variable } from './variables.js';
import { Expression, Template, textOf } from './values.js';

const NAMES = /(^|_)(name|family|identifier|prefix)$/;

/**
 * Makes a variable of the stack's name, with which names in AWS begin: a module may be called twice in one account and
 * region. A name is replaced wherever it stands, also in policies.
 */
export function nameVariable(configuration: Configuration, stack: string, naming: Naming): Variable[] {
  const found = new Set<string>();
  for (const { mode, body } of configuration.resources) {
    if (mode !== 'resource') continue;
    for (const [argument, value] of body) {
      const text = textOf(value) ?? (value instanceof Template ? value.parts[0] : undefined);
      if (NAMES.test(argument) && typeof text === 'string' && beginsWith(text, stack)) found.add(text);
    }
  }
  if (found.size === 0) return [];
  const names = [...found].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const variable = freeName('name', naming, 'resource_name');
  const pattern = new RegExp(names.map(escaped).join('|'), 'g');
  changeAll(configuration, {
    expression: source => source,
    text: text => {
      const parts: Array<string | Expression> = [];
      let end = 0;
      for (const { index, 0: name } of text.matchAll(pattern)) {
        if (index > end) parts.push(text.slice(end, index));
        parts.push(new Expression(`var.${variable}`), name.slice(stack.length));
        end = index + name.length;
      }
      if (end < text.length || parts.length === 0) parts.push(text.slice(end));
      return parts;
    },
  });
  return [
    {
      name: variable,
      type: 'string',
      description: 'What names in AWS begin with. Two calls of the module in one account and region need two.',
      value: new Template([stack]),
    },
  ];
}

function beginsWith(text: string, stack: string): boolean {
  return text.startsWith(`${stack}-`);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
