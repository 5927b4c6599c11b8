import type { Configuration } from './configuration.js';
import { snakeCase } from './names.js';
import { printBlock } from './printing.js';
import { type Body, Expression, Template, textOf, type Value } from './values.js';
import { aliasesUsed } from './versions.js';
import { printVariable } from './variable-blocks.js';
import type { Variable } from './variables.js';

interface Root {
  readonly stack: string;
  readonly configuration: Configuration;
  readonly variables: readonly Variable[];
  readonly outputs: ReadonlyArray<{ readonly name: string; readonly body: Body }>;
}

/** Where the synthesised provider takes it from its surroundings. */
const REGION: Variable = { name: 'region', type: 'string', description: 'The region of AWS: eu-west-1.' };

/** The blocks in a provider of AWS. */
const PROVIDER = {
  assume_role: {},
  assume_role_with_web_identity: {},
  default_tags: {},
  endpoints: {},
  ignore_tags: {},
};

/** A root module that calls the module, to copy from: the texts of its files, by their names. */
export function rootExample({ stack, configuration, variables, outputs }: Root): Array<[file: string, text: string]> {
  const { region, aliases } = configuration;
  const required = variables.filter(({ value }) => value === undefined);
  const asked = region === null ? [REGION, ...required] : required;
  const provider: Body = new Map([['region', region === null ? new Expression('var.region') : new Template([region])]]);
  const call: Body = new Map<string, Value>([
    ['source', new Template(['../..'])],
    ...required.map(({ name }): [string, Value] => [name, new Expression(`var.${name}`)]),
  ]);
  const used = aliasesUsed(configuration);
  if (used.length > 0)
    call.set('providers', new Expression(`{\n${['aws', ...used].map(each => `${each} = ${each}\n`).join('')}}`));
  const module = snakeCase(stack);
  return [
    ['main.tf', printBlock('provider', ['aws'], provider)],
    ...aliases.map((body): [string, string] => ['main.tf', printBlock('provider', ['aws'], body, PROVIDER)]),
    ['main.tf', printBlock('module', [module], call)],
    ...asked.map(({ value: _, ...each }): [string, string] => ['variables.tf', printVariable(each)]),
    ...outputs.map(({ name, body }): [string, string] => ['outputs.tf', printOutput(module, name, body)]),
  ];
}

function printOutput(module: string, name: string, body: Body): string {
  const description = textOf(body.get('description'));
  return printBlock(
    'output',
    [name],
    new Map<string, Value>([
      ...(description === undefined ? [] : [['description', new Template([description])] as [string, Value]]),
      ['value', new Expression(`module.${module}.${name}`)],
      ...(body.get('sensitive') === true ? [['sensitive', true] as [string, Value]] : []),
    ]),
  );
}
