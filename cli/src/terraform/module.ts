import { format } from '@cdktn/hcl-tools';
import type { Manifest } from '../assembly/manifest.js';
import type { Reference } from '../decisions/reference.js';
import { answersFor } from './answers.js';
import { blocksOf, takesTags } from './blocks.js';
import { addressOf, changeAll, type Configuration, readConfiguration, type Resource } from './configuration.js';
import { bracketIndexes, namesOf, renamer, snakeCase } from './names.js';
import { nameVariable } from './physical-names.js';
import { printBlock, printValue } from './printing.js';
import { NotUnderstoodError } from './reading.js';
import { moves } from './moves.js';
import { readme } from './readme.js';
import { rootExample } from './root-example.js';
import { addTags } from './tags.js';
import { type Body, Expression, Template, textOf, type Value } from './values.js';
import { printGivenVariable, printVariable } from './variable-blocks.js';
import {
  decisionVariables,
  freeName,
  givenVariables,
  imageVariables,
  type Naming,
  type Variable,
} from './variables.js';
import { versions } from './versions.js';

/** A stack, written as a module of Terraform. */
export interface Module {
  /** The texts, by the path of the file. */
  readonly files: ReadonlyMap<string, string>;
  /** The addresses as they were synthesised, with those in the module. */
  readonly addresses: ReadonlyMap<string, string>;
  readonly variables: readonly Variable[];
  /** The addresses of what stays in JSON, because it could not be written in HCL. */
  readonly inJson: readonly string[];
}

/** The stack that a module is made of. */
export interface Source {
  readonly stack: string;
  readonly document: any;
  readonly manifest: Manifest | null;
  readonly reference: Reference;
}

/** The folder of a stack's files, beside its configuration. */
export const ASSETS = 'assets';

const OF_MODULE = 'main';

/** Writes a synthesised stack as a module that needs nothing of the golden path. */
export async function moduleOf(source: Source): Promise<Module> {
  const configuration = readConfiguration(source.document);
  const names = namesOf(configuration.resources);
  const entries = source.manifest?.entries ?? [];
  const naming = { taken: new Set(configuration.variables.keys()) };
  const known = { ...naming, reference: source.reference, edition: source.manifest?.edition ?? '' };
  const images = imageVariables(configuration, naming);
  const variables = [
    ...nameVariable(configuration, source.stack, naming),
    ...images,
    ...decisionVariables(configuration, entries, known),
    ...outsideVariables(configuration, naming),
    tagsVariable(naming),
  ];
  const rename = renamer(names);
  changeAll(configuration, { expression: source => bracketIndexes(rename(source)), text: inModule });
  renameReferences(configuration.resources, rename);
  const tags = addTags(configuration, new Expression(`var.${variables.at(-1)!.name}`));
  const named = (resource: Resource) => names.get(addressOf(resource))!;
  const inJson: Resource[] = [];
  const files = new Map<string, string>();
  const write = (file: string, text: string) => files.set(file, `${files.get(file) ?? ''}${text}\n`);
  for (const resource of configuration.resources) {
    const printed = tryToPrint(resource, named(resource));
    if (printed === undefined) inJson.push(resource);
    else write(fileOf(resource, source), printed);
  }
  for (const variable of variables) write('variables.tf', printVariable(variable));
  for (const [name, body] of configuration.variables) write('variables.tf', printGivenVariable(name, body));
  write('locals.tf', printBlock('locals', [], new Map([...configuration.locals, ...tags])));
  const outputs = outputsOf(configuration);
  for (const { name, body } of outputs) write('outputs.tf', printBlock('output', [name], body));
  write('versions.tf', versions(configuration));
  const all = [...variables, ...givenVariables(configuration)];
  const root = { stack: source.stack, configuration, variables: all, outputs };
  for (const [file, text] of rootExample(root)) write(`examples/complete/${file}`, text);
  write('examples/complete/versions.tf', versions(configuration, true));
  write('examples/complete/moved.tf', moves(configuration, names, source.stack));
  const formatted = new Map<string, string>();
  for (const [file, text] of files) formatted.set(file, await formattedText(text));
  // Where these files are empty they are there all the same: everybody looks for them.
  for (const file of STANDARD) if (!files.has(file)) formatted.set(file, '');
  if (inJson.length > 0 || Object.keys(configuration.rest).length > 0)
    formatted.set('other.tf.json', inJsonText(source.document, inJson, configuration, named, rename));
  formatted.set(
    'README.md',
    readme(
      source,
      all,
      outputs.map(({ name }) => name),
    ),
  );
  return {
    files: formatted,
    addresses: new Map(
      [...names].map(([address, name]) => [address, `${address.slice(0, address.lastIndexOf('.'))}.${name}`]),
    ),
    variables,
    inJson: [
      ...inJson.map(addressOf),
      ...Object.entries(configuration.rest).flatMap(([kind, named]) =>
        Object.keys(named as object).map(id => `${kind}.${id}`),
      ),
    ],
  };
}

/** A file for each construct of the golden path; data sources and everything else together. */
function fileOf({ mode, path }: Resource, { manifest }: Source): string {
  if (mode === 'data' && path.length <= 1) return 'data.tf';
  const entry = (manifest?.entries ?? [])
    .map(each => each.path.split('/').slice(1))
    .filter(each => each.every((part, i) => path[i] === part))
    .sort((a, b) => b.length - a.length)[0];
  const name = entry && snakeCase(entry.join('_'));
  return `${!name || RESERVED.includes(name) ? OF_MODULE : name}.tf`;
}

/** @see https://developer.hashicorp.com/terraform/language/modules/develop/structure */
const STANDARD = ['', 'examples/complete/'].flatMap(folder =>
  ['main.tf', 'variables.tf', 'outputs.tf'].map(file => `${folder}${file}`),
);
const RESERVED = ['variables', 'locals', 'outputs', 'versions', 'data'];

function tryToPrint(resource: Resource, name: string): string | undefined {
  const blocks = blocksOf(resource.mode, resource.type);
  if (blocks === undefined) return undefined;
  try {
    return withComments(printBlock(resource.mode, [resource.type, name], resource.body, blocks), resource);
  } catch (error) {
    if (error instanceof NotUnderstoodError) return undefined;
    throw error;
  }
}

function withComments(printed: string, resource: Resource): string {
  const comments = resource.mode === 'resource' ? answersFor(addressOf(resource)) : [];
  return comments.length === 0 ? printed : printed.replace('\n', () => `\n${comments.join('\n')}\n\n`);
}

/** The files of a stack stand beside it, and then in the module. */
function inModule(text: string): Template['parts'] {
  return text.startsWith(`${ASSETS}/`) ? [new Expression('path.module'), `/${text}`] : [text];
}

/** References that JSON has as texts. */
function renameReferences(resources: Resource[], rename: (text: string) => string): void {
  const all = (value: Value | undefined): Value[] | undefined =>
    Array.isArray(value)
      ? value.map(each => new Expression(rename(textOf(each) ?? (each as Expression).source)))
      : undefined;
  for (const { body } of resources) {
    const dependsOn = all(body.get('depends_on'));
    if (dependsOn) body.set('depends_on', dependsOn);
    const lifecycle = body.get('lifecycle');
    const triggers = lifecycle instanceof Map ? all(lifecycle.get('replace_triggered_by')) : undefined;
    if (triggers) (lifecycle as Body).set('replace_triggered_by', triggers);
  }
}

/** Outputs of other stacks, which a module is given by who calls it. */
function outsideVariables(configuration: Configuration, naming: Naming): Variable[] {
  const found = new Map<string, Variable>();
  changeAll(configuration, {
    text: text => [text],
    expression: source =>
      source.replace(
        /data\.terraform_remote_state\.([\w-]+)\.outputs\.([\w-]+)/g,
        (_, stack: string, output: string) => {
          const known = found.get(`${stack}.${output}`);
          const name = known?.name ?? freeName(outputName(output), naming);
          found.set(`${stack}.${output}`, {
            name,
            type: 'any',
            description: `The output ${outputName(output)} of ${stack.replace(/^cross-stack-reference-input-/, '')}.`,
          });
          return `var.${name}`;
        },
      ),
  });
  configuration.resources = configuration.resources.filter(({ type }) => type !== 'terraform_remote_state');
  return [...found.values()];
}

function tagsVariable(naming: Naming): Variable {
  return {
    name: freeName('tags', naming, 'resource_tags'),
    type: 'map(string)',
    description: 'Further tags of every resource.',
    value: new Map(),
  };
}

function outputsOf({ outputs }: Configuration): Array<{ readonly name: string; readonly body: Body }> {
  const naming = { taken: new Set<string>() };
  return [...outputs].map(([id, body]) => ({ name: freeName(outputName(id), naming), body }));
}

/** Without the hash, and without what CDK for Terraform puts before an output for another stack. */
function outputName(id: string): string {
  return snakeCase(id.replace(/^cross-stack-output-(data)?[a-z\d_]+?(?=[A-Z])/, '').replace(/_[\dA-F]{8}/g, '_'));
}

function inJsonText(
  document: any,
  inJson: readonly Resource[],
  { rest }: Configuration,
  named: (resource: Resource) => string,
  rename: (text: string) => string,
): string {
  const kept: any = { ...rest };
  for (const resource of inJson) {
    const { '//': _, ...body } = document[resource.mode][resource.type][resource.id];
    if (takesTags(resource.type)) body.tags = `\${${printValue(resource.body.get('tags')!)}}`;
    ((kept[resource.mode] ??= {})[resource.type] ??= {})[named(resource)] = body;
  }
  return `${rename(JSON.stringify(kept, undefined, 2))}\n`;
}

async function formattedText(text: string): Promise<string> {
  const formatted: string = await format(text.replace(/\n{3,}/g, '\n\n'));
  return `${formatted.trim()}\n`;
}
