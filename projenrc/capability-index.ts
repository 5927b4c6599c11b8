import { existsSync, readFileSync, writeFileSync } from 'fs';
import * as path from 'path';
import { Project, TextFile } from 'projen';
import * as ts from 'typescript';
import { capabilityIds, loadCapability, loadPolicy, policyIds } from './capabilities';
import { PUBLIC_API } from './public-api';
import { FIRST_EDITION } from '../src/path/edition';
import { Ledger } from '../src/path/ledger';
import { CapabilityDefinition } from '../src/path/plan';
import { NOWHERE, propsOf } from '../src/path/sample';
import { TIERS } from '../src/path/tier';

const HEADER =
  '// Generated from the folders under src/capabilities by .projenrc.ts. To change it, change them and run "npx ' +
  'projen".';

/** The longest line. */
const LINE = 120;

type Engine = 'aws' | 'terraform';

interface Exports {
  readonly values: string[];
  readonly types: string[];
}

/**
 * Generates what follows from the folders under `src/capabilities`: the indexes, and the registry of capabilities and
 * decisions.
 */
export function generateIndexes(project: Project): void {
  const capabilities = [...capabilityIds(), ...policyIds()].sort();
  write(project, 'src/index.ts', index('aws', capabilities));
  write(project, 'src/terraform.ts', index('terraform', capabilities));
  write(project, 'src/path/registry.generated.ts', registry(capabilities));
  capabilities.forEach(tabulate);
}

function write(project: Project, file: string, lines: string[]): void {
  new TextFile(project, file, { lines: [HEADER, ...lines, ''], readonly: false, marker: false });
}

/** The allow-list, and of each capability what its `props.ts` and its engine's rendering export, or export again. */
function index(engine: Engine, capabilities: string[]): string[] {
  const rendered = capabilities.filter(id => existsSync(`src/capabilities/${id}/${engine}.ts`));
  const own = rendered.flatMap(id =>
    [`src/capabilities/${id}/props.ts`, `src/capabilities/${id}/${engine}.ts`].filter(file => existsSync(file)),
  );
  const files = [
    ...Object.entries(PUBLIC_API)
      .filter(([module]) => !ofOtherEngine(module, engine))
      .map(([module, allowed]) => ({ file: `src/${module.replace('<engine>', engine)}.ts`, allowed })),
    { file: `src/engines/${engine}/capability-construct.ts`, allowed: ['CapabilityConstruct'] },
    ...own.map(file => ({ file, allowed: undefined })),
  ];
  const provided = [
    '/* eslint-disable @typescript-eslint/no-require-imports */',
    "import { provideNetworks } from './binding/default-network';",
    '',
    '// Who needs a network and has none gets one, without knowing of the capability that makes it.',
    `provideNetworks('${engine}', () => require('./capabilities/network/${engine}').Network);`,
    '',
  ];
  const exported = files.flatMap(({ file, allowed }) => {
    const { values, types } = allowedOf(file, allowed);
    const from = `'./${path.relative('src', file).replace(/\.ts$/, '')}'`;
    return [
      ...inLines(values, 'export { ', ` } from ${from};`),
      ...inLines(types, 'export type { ', ` } from ${from};`),
    ];
  });
  return [...provided, ...exported];
}

/** Whether a module is of the other engine. Environments are stages, which AWS CDK alone has. */
function ofOtherEngine(module: string, engine: Engine): boolean {
  if (module.startsWith('environment/')) return engine !== 'aws';
  return module.split('/').some(part => (part === 'aws' || part === 'terraform') && part !== engine);
}

/** Names as lists, each in a line of its own that is not too long to read. */
function inLines(names: readonly string[], before: string, after: string): string[] {
  const lists: string[] = [];
  for (const name of names) {
    const longer = lists.length > 0 ? `${lists[lists.length - 1]}, ${name}` : '';
    if (longer && before.length + longer.length + after.length <= LINE) lists[lists.length - 1] = longer;
    else lists.push(name);
  }
  return lists.map(list => before + list + after);
}

/** What a file exports of what is allowed; everything, where nothing is said. */
function allowedOf(file: string, allowed?: readonly string[]): Exports {
  const { values, types } = exportsOf(file);
  const missing = (allowed ?? []).filter(name => ![...values, ...types].includes(name));
  if (missing.length) {
    throw new Error(`${file} does not export ${missing.join(', ')}, which projenrc/public-api.ts lists.`);
  }
  const isAllowed = (name: string) => allowed?.includes(name) ?? true;
  return { values: values.filter(isAllowed), types: types.filter(isAllowed) };
}

/**
 * The classes, enums and interfaces that a file exports. Functions and constants are not of jsii's world, `@internal`
 * is nobody's.
 */
function exportsOf(file: string): Exports {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const values: string[] = [];
  const types: string[] = [];
  source.forEachChild(node => {
    if (ts.isExportDeclaration(node) && node.exportClause && ts.isNamedExports(node.exportClause)) {
      for (const { name, isTypeOnly } of node.exportClause.elements) {
        (node.isTypeOnly || isTypeOnly ? types : values).push(name.text);
      }
    }
    const isExported =
      ts.canHaveModifiers(node) &&
      ts.getModifiers(node)?.some(modifier => modifier.kind === ts.SyntaxKind.ExportKeyword);
    const isInternal = ts.getJSDocTags(node).some(tag => tag.tagName.text === 'internal');
    if (!isExported || isInternal) return;
    if (ts.isInterfaceDeclaration(node)) types.push(node.name.text);
    if ((ts.isClassDeclaration(node) || ts.isEnumDeclaration(node)) && node.name) values.push(node.name.text);
  });
  return { values: values.sort(), types: types.sort() };
}

interface DecisionRow {
  readonly name: string;
  readonly because: string;
  readonly byTier: any[];
}

/** What makes all decisions of a capability in its typical use. */
function decidedBy(id: string): { definition: CapabilityDefinition<any, any>; decide: (ledger: Ledger) => object } {
  if (policyIds().includes(id)) {
    const { definition, decideAll } = loadPolicy(id);
    return { definition, decide: decideAll };
  }
  const { definition, samples } = loadCapability(id);
  return { definition, decide: ledger => definition.decide(propsOf(samples.typical, NOWHERE), ledger) };
}

function load(id: string) {
  const { definition, decide } = decidedBy(id);
  const ledgers = TIERS.map(tier => {
    const ledger = new Ledger(id, { tier, edition: FIRST_EDITION, defaults: {}, limits: {} }, id);
    decide(ledger);
    return ledger;
  });
  const rows: DecisionRow[] = ledgers[0].decisions.map(({ name, because }, i) => ({
    name,
    because,
    byTier: ledgers.map(({ decisions }) => decisions[i].pathDefault),
  }));
  return { capability: definition.capability, rows };
}

/** Writes the table of decisions into the README of a capability, between its markers. */
function tabulate(id: string): void {
  const file = `src/capabilities/${id}/README.md`;
  if (!existsSync(file)) return;
  const cell = (value: any) =>
    (value === null || value?.length === 0 ? 'none' : Array.isArray(value) ? value.join(', ') : String(value)).replace(
      /\|/g,
      '\\|',
    );
  const lines = load(id).rows.map(({ name, because, byTier }) => {
    const [development, ...others] = byTier.map(cell);
    const same = others.every(other => other === development);
    return (
      `| \`${name.split('.')[1]}\` | ${[development, ...(same ? ['', ''] : others)].join(' | ')} | ` +
      `${because.replace(/\|/g, '\\|')} |`
    );
  });
  const table = [
    '<!-- decisions: generated -->',
    '',
    '| | development | staging | production | |',
    '|---|---|---|---|---|',
    ...lines,
    '',
    '<!-- /decisions -->',
  ].join('\n');
  const text = readFileSync(file, 'utf8');
  const updated = text.replace(/<!-- decisions: generated -->[\s\S]*<!-- \/decisions -->/, () => table);
  if (updated !== text) writeFileSync(file, updated);
}

function registry(capabilities: string[]): string[] {
  const loaded = capabilities.map(load);
  const descriptors = loaded.map(({ capability }) => capability);
  const names = loaded.flatMap(({ rows }) => rows.map(({ name }) => `'${name}'`));
  return [
    "import { Capability } from './capability';",
    '',
    '/** Every capability. */',
    'export const CAPABILITIES: Capability[] = [',
    ...descriptors.map(
      descriptor => `  ${JSON.stringify(descriptor, undefined, 2).replace(/\n/g, '\n  ')} as Capability,`,
    ),
    '];',
    '',
    '/** The names of all decisions. Reasons and defaults are in schema/decisions.json, which nobody loads here. */',
    'export const DECISION_NAMES: readonly string[] = [',
    ...inLines(names, '  ', ','),
    '];',
  ];
}
