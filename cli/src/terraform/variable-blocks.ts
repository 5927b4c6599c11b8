import { printBlock } from './printing.js';
import { type Body, Expression, Template, textOf, type Value } from './values.js';
import type { Variable } from './variables.js';

/** A variable that is not the team's own. */
export function printVariable({ name, type, description, value }: Variable): string {
  const body: Body = new Map<string, Value>([
    ['description', new Template([description])],
    ['type', new Expression(type)],
    ...(value === undefined ? [] : [['default', value] as [string, Value]]),
  ]);
  return printBlock('variable', [name], body);
}

/** A variable of the team's own. */
export function printGivenVariable(name: string, body: Body): string {
  const type = textOf(body.get('type'));
  return printBlock(
    'variable',
    [name],
    type === undefined ? body : new Map([...body, ['type', new Expression(type)]]),
    {
      validation: {},
    },
  );
}
