import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { CatalogOptions } from '../commands/catalog.js';
import { type Complaint, UserError, WrongUseError } from '../errors.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import type { Terminal } from '../terminal.js';
import { readAll } from '../assembly/read.js';
import type { StackRead } from '../assembly/stack.js';
import { deployedEntities } from './deployed.js';
import {
  CATALOG_FILE,
  isOurs,
  readDocuments,
  refOf,
  writeDocuments,
  type CatalogDocument,
  type Written,
} from './documents.js';
import { catalogOf, type Catalog } from './entities.js';
import { alsoFiles } from './also.js';
import { asDeployed, compareEntities, compareText, type Difference } from './compare.js';
import { landscapeOf } from './landscape.js';
import { readOutputs } from './links.js';
import { softwareTemplate } from './software-template.js';
import { techdocsOf } from './techdocs.js';
import { validate } from './validate.js';

const PAGE = 'guides/catalog.md';

/** What is to be written, from wherever it is known. */
interface Made {
  readonly entities: Catalog['entities'];
  readonly systems: number;
  /** Files that are compared where they are committed. */
  readonly pages: ReadonlyMap<string, string>;
  /** Files that are only written. */
  more(): ReadonlyMap<string, string>;
  /** What of an entity is known here. */
  comparable(entity: Written): Written;
}

/** Writes the catalog, shows it, or compares it with the committed one. */
export async function runCatalog(options: CatalogOptions, terminal: Terminal): Promise<ExitCode> {
  const { cwd } = terminal.surroundings;
  checkUse(options);
  const stacks = await readAll(options.inputs ?? [], terminal);
  const known = new Set(
    (options.known ?? []).flatMap(file => readDocuments(resolve(cwd, file))).map(({ value }) => refOf(value)),
  );
  const made = stacks.some(({ deployed }) => deployed !== null)
    ? await fromAccount(stacks, known, options, terminal)
    : await fromAssembly(stacks, known, options, terminal);
  if (made.entities.length === 0) return nothing(options, terminal);
  const directory = resolve(cwd, options.out ?? '.');
  const file = join(directory, CATALOG_FILE);
  const committed = options.check || (options.out !== undefined && existsSync(file)) ? readDocuments(file) : [];
  const others = committed.filter(
    ({ value }) => !isOurs(value) && !made.entities.some(entity => refOf(entity) === refOf(value)),
  );
  const shown = relative(cwd, file) || CATALOG_FILE;
  // The committed ones are checked too: a version or a kind that Backstage does not know is more than a difference.
  const checked = [
    ...(options.check ? [] : made.entities.map(entity => ({ entity, where: placeOf(entity) }))),
    ...(options.check ? committed : others).map(({ value, line }) => ({ entity: value, where: `${shown}:${line}` })),
  ];
  const problems = await validate(checked, known);
  const text = writeDocuments(made.entities, others);
  const differences = options.check ? differencesOf(made, committed, directory, cwd) : [];
  const files = () => new Map([[CATALOG_FILE, text], ...made.pages, ...made.more()]);
  const written = options.out !== undefined && !options.check && problems.length === 0 ? write(files(), directory) : [];
  if (options.json)
    terminal.printJson({
      entities: made.entities,
      written: written.map(each => relative(cwd, each)),
      differences,
      problems: problems.map(inFull),
      warnings: terminal.warnings,
    });
  else print({ options, made, written, differences, problems, text, cwd }, terminal);
  return problems.length + differences.length > 0 ? EXIT.FINDING : EXIT.FINE;
}

async function fromAssembly(
  stacks: readonly StackRead[],
  known: ReadonlySet<string>,
  options: CatalogOptions,
  { surroundings }: Terminal,
): Promise<Made> {
  const { cwd } = surroundings;
  const units = await landscapeOf(stacks);
  const catalog = catalogOf(units, {
    cwd,
    known,
    sourceLocation: options.sourceLocation,
    owner: options.owner,
    system: options.system,
    outputs: options.outputs === undefined ? {} : readOutputs(resolve(cwd, options.outputs)),
  });
  return {
    entities: catalog.entities,
    systems: catalog.systems.size,
    pages: new Map(techdocsOf(catalog)),
    more: () =>
      new Map([
        ...(options.template ? softwareTemplate(options.owner, units[0]!.manifest.organization ?? undefined) : []),
        ...alsoFiles(options.also ?? [], catalog, stacks, options.sloWindow, surroundings),
      ]),
    comparable: entity => entity,
  };
}

/** A template has the entities, and not what pages and objectives are made of. */
async function fromAccount(
  stacks: readonly StackRead[],
  known: ReadonlySet<string>,
  options: CatalogOptions,
  terminal: Terminal,
): Promise<Made> {
  const assembly = stacks.find(({ deployed }) => deployed === null);
  if (assembly)
    throw new WrongUseError({
      what: 'What is deployed and what was synthesised are two catalogs.',
      where: assembly.location,
      hint: 'Give accounts, or assemblies.',
      page: PAGE,
    });
  const unfit = (['also', 'system', 'outputs'] as const).find(option => options[option] !== undefined);
  if (unfit)
    throw new WrongUseError({
      what: `An account has nothing for --${unfit}.`,
      where: `--${unfit}`,
      hint: 'Give the assembly that was deployed, cdk.out, or leave the option out.',
      page: PAGE,
    });
  const entities = await deployedEntities(stacks, { owner: options.owner, known, warn: text => terminal.warn(text) });
  return {
    entities,
    systems: entities.filter(({ kind }) => kind === 'System').length,
    pages: new Map(),
    more: () => new Map(),
    comparable: asDeployed,
  };
}

function checkUse({ also, out, check, sloWindow }: CatalogOptions): void {
  if (also?.length && (out === undefined || check))
    throw new WrongUseError({
      what: 'There is nowhere to write these.',
      where: `--also ${also.join(' ')}`,
      hint: 'Say --out DIR, without --check.',
      page: PAGE,
    });
  if (!/^[1-9]\d*[mhdwMQY]$/.test(sloWindow))
    throw new WrongUseError({
      what: `'${sloWindow}' is no window.`,
      where: '--slo-window',
      hint: 'Give a number and one of m, h, d, w, M, Q, Y: 28d.',
      page: PAGE,
    });
}

/** Without a manifest there is nothing to catalogue. */
function nothing(options: CatalogOptions, terminal: Terminal): ExitCode {
  if (options.json)
    terminal.printJson({ entities: [], written: [], differences: [], problems: [], warnings: terminal.warnings });
  else terminal.print('Nothing of the golden path is in these stacks, so there is nothing to write.');
  return EXIT.FINDING;
}

function placeOf({ metadata, kind }: Catalog['entities'][number]): string {
  return `${kind} ${metadata.name} (${metadata.annotations?.['goldenpath.dev/construct'] ?? 'no construct'})`;
}

function differencesOf(
  { entities, pages, comparable }: Made,
  committed: readonly CatalogDocument[],
  directory: string,
  cwd: string,
): Difference[] {
  const name = (path: string) => relative(cwd, join(directory, path)) || path;
  const there = [...pages].filter(([path]) => existsSync(join(directory, path)));
  return [
    ...compareEntities(
      committed.map(document => ({ ...document, value: comparable(document.value) })),
      entities.map(comparable),
      name(CATALOG_FILE),
    ),
    ...there.flatMap(([path, text]) => compareText(name(path), readFileSync(join(directory, path), 'utf8'), text)),
  ];
}

function write(files: ReadonlyMap<string, string>, directory: string): string[] {
  return [...files].map(([path, text]) => {
    const file = join(directory, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  });
}

interface Done {
  readonly options: CatalogOptions;
  readonly made: Made;
  readonly written: readonly string[];
  readonly differences: readonly Difference[];
  readonly problems: readonly Complaint[];
  readonly text: string;
  readonly cwd: string;
}

function print({ options, made, written, differences, problems, text, cwd }: Done, terminal: Terminal): void {
  const { red, green, bold } = terminal.colors;
  for (const { diff } of differences)
    terminal.print(
      diff
        .split('\n')
        .map(line => (line.startsWith('+') ? green(line) : line.startsWith('-') ? red(line) : line))
        .join('\n')
        .trimEnd(),
    );
  for (const problem of problems) terminal.surroundings.err(`${new Problem(problem).message}\n`);
  if (problems.length > 0 && !options.check)
    terminal.surroundings.err(
      `${problems.length} problem${problems.length === 1 ? '' : 's'}, so that nothing was written.\n`,
    );
  else if (options.check && differences.length > 0)
    terminal.print(
      bold(
        `${differences.length} committed ` +
          `${differences.length === 1 ? 'entity or page is' : 'entities or pages are'} not what was synthesised. ` +
          `Write them again, and commit: goldenpath catalog --out ${options.out ?? '.'}`,
      ),
    );
  else if (options.check) terminal.print(`${made.entities.length} entities are what was synthesised.`);
  else if (options.out === undefined) terminal.print(text.trimEnd());
  else
    terminal.print(
      `${made.entities.length} entities of ${made.systems} ` +
        `system${made.systems === 1 ? '' : 's'}.\n${written.map(file => `  ${relative(cwd, file)}`).join('\n')}`,
    );
}

/** In the form of every error, without the end of the program. */
class Problem extends UserError {
  constructor(complaint: Complaint) {
    super(complaint, EXIT.FINDING);
  }
}

function inFull(problem: Complaint): Complaint & { message: string } {
  return { ...problem, message: new Problem(problem).message };
}
