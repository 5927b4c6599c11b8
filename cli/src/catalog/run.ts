import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { CatalogOptions } from '../commands/catalog.js';
import { type Complaint, UnreadableInputError, UserError, WrongUseError } from '../errors.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import type { Terminal } from '../terminal.js';
import { readAll } from '../assembly/read.js';
import type { StackRead } from '../assembly/stack.js';
import { CATALOG_FILE, isOurs, readDocuments, refOf, writeDocuments, type CatalogDocument } from './documents.js';
import { catalogOf, type Catalog } from './entities.js';
import { alsoFiles } from './also.js';
import { compareEntities, compareText, type Difference } from './compare.js';
import { landscapeOf } from './landscape.js';
import { readOutputs } from './links.js';
import { softwareTemplate } from './software-template.js';
import { techdocsOf } from './techdocs.js';
import { validate } from './validate.js';

const PAGE = 'guides/catalog.md';

/** Writes the catalog, shows it, or compares it with the committed one. */
export async function runCatalog(options: CatalogOptions, terminal: Terminal): Promise<ExitCode> {
  const { cwd } = terminal.surroundings;
  checkUse(options);
  const stacks = await readAll(options.inputs ?? [], terminal);
  const units = await landscapeOf(stacks);
  if (units.length === 0) return nothing(stacks, options, terminal);
  const elsewhere = (options.known ?? []).flatMap(file => readDocuments(resolve(cwd, file)));
  const known = new Set(elsewhere.map(({ value }) => refOf(value)));
  const made = catalogOf(units, {
    cwd, known, sourceLocation: options.sourceLocation, owner: options.owner, system: options.system, outputs: options.outputs === undefined ? {} : readOutputs(resolve(cwd, options.outputs)),
  });
  const directory = resolve(cwd, options.out ?? '.');
  const file = join(directory, CATALOG_FILE);
  const committed = options.check || (options.out !== undefined && existsSync(file)) ? readDocuments(file) : [];
  const others = committed.filter(({ value }) => !isOurs(value) && !made.entities.some(entity => refOf(entity) === refOf(value)));
  const shown = relative(cwd, file) || CATALOG_FILE;
  // The committed ones are checked too: a version or a kind that Backstage does not know is more than a difference.
  const checked = [...(options.check ? [] : made.entities.map(entity => ({ entity, where: placeOf(entity) }))), ...(options.check ? committed : others).map(({ value, line }) => ({ entity: value, where: `${shown}:${line}` }))];
  const problems = await validate(checked, known);
  const files = new Map([[CATALOG_FILE, writeDocuments(made.entities, others)], ...techdocsOf(made)]);
  const differences = options.check ? differencesOf(made, files, committed, directory, cwd) : [];
  const extra = options.check ? new Map<string, string>() : new Map([
    ...(options.template ? softwareTemplate(options.owner, units[0]!.manifest.organization ?? undefined) : []),
    ...alsoFiles(options.also ?? [], made, stacks, options.sloWindow, terminal.surroundings),
  ]);
  const written = options.out !== undefined && !options.check && problems.length === 0 ? write(new Map([...files, ...extra]), directory) : [];
  if (options.json) terminal.printJson({ entities: made.entities, written: written.map(each => relative(cwd, each)), differences, problems: problems.map(inFull), warnings: terminal.warnings });
  else print({ options, made, written, differences, problems, text: files.get(CATALOG_FILE)!, cwd }, terminal);
  return problems.length + differences.length > 0 ? EXIT.FINDING : EXIT.FINE;
}

function checkUse({ also, out, check, sloWindow }: CatalogOptions): void {
  if (also?.length && (out === undefined || check)) throw new WrongUseError({ what: 'There is nowhere to write these.', where: `--also ${also.join(' ')}`, hint: 'Say --out DIR, without --check.', page: PAGE });
  if (!/^[1-9]\d*[mhdwMQY]$/.test(sloWindow)) throw new WrongUseError({ what: `'${sloWindow}' is no window.`, where: '--slo-window', hint: 'Give a number and one of m, h, d, w, M, Q, Y: 28d.', page: PAGE });
}

/** Without a manifest there is nothing to catalogue; a deployed stack sums its own up. */
function nothing(stacks: readonly StackRead[], options: CatalogOptions, terminal: Terminal): ExitCode {
  const summed = stacks.find(({ summary }) => summary !== null);
  if (summed) throw new UnreadableInputError({ what: 'A deployed stack says how much was made, and not what.', where: summed.location, hint: 'Give the assembly that it was deployed from: cdk.out.', page: PAGE });
  if (options.json) terminal.printJson({ entities: [], written: [], differences: [], problems: [], warnings: terminal.warnings });
  else terminal.print('Nothing of the golden path is in these stacks, so there is nothing to write.');
  return EXIT.FINDING;
}

function placeOf({ metadata, kind }: Catalog['entities'][number]): string {
  return `${kind} ${metadata.name} (${metadata.annotations?.['goldenpath.dev/construct'] ?? 'no construct'})`;
}

function differencesOf(made: Catalog, files: ReadonlyMap<string, string>, committed: readonly CatalogDocument[], directory: string, cwd: string): Difference[] {
  const name = (path: string) => relative(cwd, join(directory, path)) || path;
  const pages = [...files].filter(([path]) => path !== CATALOG_FILE && existsSync(join(directory, path)));
  return [...compareEntities(committed, made.entities, name(CATALOG_FILE)), ...pages.flatMap(([path, text]) => compareText(name(path), readFileSync(join(directory, path), 'utf8'), text))];
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
  readonly made: Catalog;
  readonly written: readonly string[];
  readonly differences: readonly Difference[];
  readonly problems: readonly Complaint[];
  readonly text: string;
  readonly cwd: string;
}

function print({ options, made, written, differences, problems, text, cwd }: Done, terminal: Terminal): void {
  const { red, green, bold } = terminal.colors;
  for (const { diff } of differences) terminal.print(diff.split('\n').map(line => line.startsWith('+') ? green(line) : line.startsWith('-') ? red(line) : line).join('\n').trimEnd());
  for (const problem of problems) terminal.surroundings.err(`${new Problem(problem).message}\n`);
  if (problems.length > 0 && !options.check) terminal.surroundings.err(`${problems.length} problem${problems.length === 1 ? '' : 's'}, so that nothing was written.\n`);
  else if (options.check && differences.length > 0) terminal.print(bold(`${differences.length} committed ${differences.length === 1 ? 'entity or page is' : 'entities or pages are'} not what was synthesised. Write them again, and commit: goldenpath catalog --out ${options.out ?? '.'}`));
  else if (options.check) terminal.print(`${made.entities.length} entities are what was synthesised.`);
  else if (options.out === undefined) terminal.print(text.trimEnd());
  else terminal.print(`${made.entities.length} entities of ${made.systems.size} system${made.systems.size === 1 ? '' : 's'}.\n${written.map(file => `  ${relative(cwd, file)}`).join('\n')}`);
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
