import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { type ErrorDetails, UserError, WrongUseError } from '../errors.js';
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
import { otherFormatFiles } from './other-formats.js';
import { asDeployed, compareEntities, compareText, type Difference } from './compare.js';
import { unitsOf } from './units.js';
import { readOutputs } from './links.js';
import type { CatalogOptions } from './options.js';
import { softwareTemplate } from './software-template.js';
import { techdocsOf } from './techdocs.js';
import { validate } from './validate.js';

const PAGE = 'guides/catalog.md';

/** The content of the catalog, from an assembly or from an account. */
interface Content {
  readonly entities: Catalog['entities'];
  readonly systems: number;
  /** The files that are compared with committed ones. */
  readonly pages: ReadonlyMap<string, string>;
  /** The files that are written and not compared. */
  otherFiles(): ReadonlyMap<string, string>;
  /** The part of an entity that the source contains. */
  comparable(entity: Written): Written;
}

/** Writes the catalog, prints it, or compares it with the committed catalog. */
export async function runCatalog(options: CatalogOptions, terminal: Terminal): Promise<ExitCode> {
  const { cwd } = terminal.surroundings;
  checkUse(options);
  const stacks = await readAll(options.inputs ?? [], terminal);
  const known = new Set(
    (options.known ?? []).flatMap(file => readDocuments(resolve(cwd, file))).map(({ value }) => refOf(value)),
  );
  const content = stacks.some(({ deployed }) => deployed !== null)
    ? await fromAccount(stacks, known, options, terminal)
    : await fromAssembly(stacks, known, options, terminal);
  if (content.entities.length === 0) return reportNothing(options, terminal);
  const directory = resolve(cwd, options.out ?? '.');
  const file = join(directory, CATALOG_FILE);
  const committed = options.check || (options.out !== undefined && existsSync(file)) ? readDocuments(file) : [];
  const others = committed.filter(
    ({ value }) => !isOurs(value) && !content.entities.some(entity => refOf(entity) === refOf(value)),
  );
  const shown = relative(cwd, file) || CATALOG_FILE;
  // Committed entities are validated too, because Backstage refuses a wrong version or kind.
  const checked = [
    ...(options.check ? [] : content.entities.map(entity => ({ entity, where: placeOf(entity) }))),
    ...(options.check ? committed : others).map(({ value, line }) => ({ entity: value, where: `${shown}:${line}` })),
  ];
  const problems = await validate(checked, known);
  const text = writeDocuments(content.entities, others);
  const differences = options.check ? differencesOf(content, committed, directory, cwd) : [];
  const files = () => new Map([[CATALOG_FILE, text], ...content.pages, ...content.otherFiles()]);
  const written = options.out !== undefined && !options.check && problems.length === 0 ? write(files(), directory) : [];
  if (options.json)
    terminal.printJson({
      entities: content.entities,
      written: written.map(each => relative(cwd, each)),
      differences,
      problems: problems.map(withMessage),
      warnings: terminal.warnings,
    });
  else print({ options, content, written, differences, problems, text, cwd }, terminal);
  return problems.length + differences.length > 0 ? EXIT.FINDING : EXIT.FINE;
}

async function fromAssembly(
  stacks: readonly StackRead[],
  known: ReadonlySet<string>,
  options: CatalogOptions,
  { surroundings }: Terminal,
): Promise<Content> {
  const { cwd } = surroundings;
  const units = await unitsOf(stacks);
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
    otherFiles: () =>
      new Map([
        ...(options.template ? softwareTemplate(options.owner, units[0]!.manifest.organization ?? undefined) : []),
        ...otherFormatFiles(options.also ?? [], catalog, stacks, options.sloWindow, surroundings),
      ]),
    comparable: entity => entity,
  };
}

/** Reads the entities of deployed stacks. Their templates do not have the data for pages and other formats. */
async function fromAccount(
  stacks: readonly StackRead[],
  known: ReadonlySet<string>,
  options: CatalogOptions,
  terminal: Terminal,
): Promise<Content> {
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
    otherFiles: () => new Map(),
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

/** Reports that the stacks have no manifest, so that there is nothing to write. */
function reportNothing(options: CatalogOptions, terminal: Terminal): ExitCode {
  if (options.json)
    terminal.printJson({ entities: [], written: [], differences: [], problems: [], warnings: terminal.warnings });
  else terminal.print('Nothing of the golden path is in these stacks, so there is nothing to write.');
  return EXIT.FINDING;
}

function placeOf({ metadata, kind }: Catalog['entities'][number]): string {
  return `${kind} ${metadata.name} (${metadata.annotations?.['goldenpath.dev/construct'] ?? 'no construct'})`;
}

function differencesOf(
  { entities, pages, comparable }: Content,
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

/** The result of a run. */
interface Outcome {
  readonly options: CatalogOptions;
  readonly content: Content;
  readonly written: readonly string[];
  readonly differences: readonly Difference[];
  readonly problems: readonly ErrorDetails[];
  readonly text: string;
  readonly cwd: string;
}

function print({ options, content, written, differences, problems, text, cwd }: Outcome, terminal: Terminal): void {
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
  else if (options.check) terminal.print(`${content.entities.length} entities are what was synthesised.`);
  else if (options.out === undefined) terminal.print(text.trimEnd());
  else
    terminal.print(
      `${content.entities.length} entities of ${content.systems} ` +
        `system${content.systems === 1 ? '' : 's'}.\n${written.map(file => `  ${relative(cwd, file)}`).join('\n')}`,
    );
}

/** A problem in the form of an error message. It does not end the program. */
class Problem extends UserError {
  constructor(details: ErrorDetails) {
    super(details, EXIT.FINDING);
  }
}

function withMessage(problem: ErrorDetails): ErrorDetails & { message: string } {
  return { ...problem, message: new Problem(problem).message };
}
