import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { CloudFormationStackArtifact } from '@aws-cdk/cloud-assembly-api';
import type { CommonOptions } from '../command.js';
import type { Manifest, ManifestEntry } from '../assembly/manifest.js';
import { readStacks } from '../assembly/read.js';
import type { StackRead, Template } from '../assembly/stack.js';
import { carriedPlaces } from '../decisions/places.js';
import { findReference, type Reference } from '../decisions/reference.js';
import { UnreadableInputError, WrongUseError } from '../errors.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { LOCK_FILE } from '../lock/run.js';
import { didYouMean } from '../nearest.js';
import type { Terminal } from '../terminal.js';
import { artifactOf, assetsOf, constructsOf, isIn, placeOf, sourceOf, type Asset, type Ejected } from './elements.js';
import { writeFileOf } from './file.js';
import { checkJoined, networksLeft, placed, type Placed } from './joined.js';
import { libraryOf, PAGE, type Library } from './library.js';
import { nameFrom, word } from './text.js';

export interface EjectOptions extends CommonOptions {
  readonly constructs?: string[];
  readonly assembly?: string;
  readonly out?: string;
}

interface EjectedStack {
  readonly stack: StackRead;
  readonly constructs: readonly Ejected[];
  readonly text: string;
  readonly assets: readonly Asset[];
  readonly assembly: string;
  readonly withoutClass: readonly string[];
}

export async function runEject(options: EjectOptions, terminal: Terminal): Promise<ExitCode> {
  const { cwd } = terminal.surroundings;
  const directory = resolve(cwd, options.out ?? 'ejected');
  if (existsSync(directory)) {
    throw new WrongUseError({
      what: 'The directory for the code is there already, and nothing in it is overwritten.',
      where: directory,
      hint: 'Name another one with --out, or remove it.',
      page: PAGE,
    });
  }
  const stacks = await readStacks(options.assembly, terminal);
  const library = libraryOf(cwd);
  const asked = options.constructs ?? [];
  checkAsked(asked, stacks);
  const isAsked = ({ path }: { path: string }) => asked.length === 0 || asked.some(each => isIn(each, path));
  const loaded = (await Promise.all(stacks.map(load))).flat();
  for (const each of loaded.filter(({ manifest }) => manifest.entries.some(isAsked))) {
    if (each.artifact === undefined) throw refused(each.stack);
    checkReferences(each);
  }
  const all = loaded.flatMap(({ constructs }) => constructs);
  const chosen = all.filter(({ construct }) => isAsked(construct));
  checkJoined(all, chosen);
  const ejected: EjectedStack[] = [];
  for (const each of loaded) ejected.push(...(await ejectStack(each, new Set(chosen), library, cwd)));
  const files = ejected.map(each => write(each, directory));
  print(
    { ejected, files, networks: networksLeft(all, chosen), directory: relative(cwd, directory) || '.' },
    options,
    terminal,
  );
  return EXIT.FINE;
}

/** A stack with its constructs of the path. */
interface Loaded {
  readonly stack: StackRead;
  readonly manifest: Manifest;
  readonly artifact: CloudFormationStackArtifact | undefined;
  readonly document: any;
  readonly constructs: readonly Placed[];
}

async function load(stack: StackRead): Promise<Loaded[]> {
  const { manifest, name } = stack;
  if (manifest === null) return [];
  const document = await stack.document();
  const artifact = stack.engine === 'cloudformation' ? artifactOf(stack) : undefined;
  const found = artifact === undefined ? [] : constructsOf(artifact, manifest, document);
  return [{ stack, manifest, artifact, document, constructs: found.map(each => placed(name, each, document)) }];
}

async function ejectStack(
  { stack, manifest, artifact, document, constructs: all }: Loaded,
  chosen: ReadonlySet<Placed>,
  library: Library,
  cwd: string,
): Promise<EjectedStack[]> {
  const constructs = all.filter(each => chosen.has(each)).map(({ construct }) => construct);
  if (constructs.length === 0 || artifact === undefined) return [];
  const template = await stack.template();
  const reference = findReference([dirname(stack.location), cwd]);
  const written = await writeFileOf({
    library,
    stack: stack.name,
    manifest,
    constructs,
    assets: await assetsOf(artifact),
    exports: exportsOf(document),
    reasonsOf: construct => reasonsOf(construct, template, reference),
  });
  return [{ stack, constructs, assembly: artifact.assembly.directory, ...written }];
}

/** What a stack takes from others in a way that code cannot say: only a reference of AWS CDK makes both sides of it. */
function checkReferences({ document, stack }: Loaded): void {
  if (!JSON.stringify(document).includes('"Fn::GetStackOutput"')) return;
  throw new WrongUseError({
    what: `${stack.name} reads outputs of other stacks by Fn::GetStackOutput.`,
    where: stack.location,
    hint:
      "Let references between stacks be exports first: the context '@aws-cdk/core:defaultCrossStackReferences' is " +
      "'strong'. Deploy, and eject then.",
    page: PAGE,
  });
}

/** The reasons of a construct's decisions, at the properties of the template that carry them. */
function reasonsOf({ entries }: Ejected, template: Template, reference: Reference) {
  const reasons = new Map<string, string[]>();
  const add = (entry: ManifestEntry) =>
    entry.decisions.forEach(decision => {
      for (const { address, steps, found } of carriedPlaces(decision, entry, 'cloudformation', template, reference)) {
        if (!found || address === null) continue;
        const key = `${address} ${steps[0] ?? ''}`;
        const text = `${decision.name}: ${decision.because}`;
        if (!reasons.get(key)?.includes(text)) reasons.set(key, [...(reasons.get(key) ?? []), text]);
      }
    });
  entries.forEach(add);
  return (logicalId: string, property: string) => reasons.get(`${logicalId} ${property}`) ?? [];
}

/** The outputs that AWS CDK makes where another stack uses something. */
function exportsOf({ Outputs = {} }: any) {
  return Object.entries<any>(Outputs)
    .filter(([logicalId, { Export }]) => Export !== undefined && logicalId.startsWith('ExportsOutput'))
    .map(([logicalId, definition]) => ({ path: '', logicalId, definition }));
}

function checkAsked(asked: readonly string[], stacks: readonly StackRead[]): void {
  const paths = stacks.flatMap(({ manifest }) => (manifest?.entries ?? []).map(({ path }) => path));
  if (paths.length === 0) {
    throw new WrongUseError({
      what: 'There is nothing of the golden path to be ejected.',
      where: stacks[0]?.location ?? 'the assembly',
      hint: 'Synthesise the app, and name its assembly with --assembly.',
      page: PAGE,
    });
  }
  for (const each of asked) {
    if (paths.some(path => isIn(each, path))) continue;
    const inner = paths.find(path => isIn(path, each));
    throw new WrongUseError({
      what: `There is no construct '${each}' of the golden path.`,
      where: stacks[0]!.location,
      hint: inner ? `It is a part of ${inner}: eject that.` : didYouMean(each, paths),
      page: PAGE,
    });
  }
}

function refused({ engine, location, name }: StackRead): UnreadableInputError {
  return new UnreadableInputError({
    what:
      engine === 'terraform'
        ? 'Terraform has its own way out: goldenpath terraform module writes HCL.'
        : `${name} is a nested stack, or it is deployed and no assembly.`,
    where: location,
    hint: 'Give the assembly of an app of AWS CDK. What is in a nested stack stays as it is: name the others.',
    page: PAGE,
  });
}

function write({ stack, text, assets, assembly }: EjectedStack, directory: string): string {
  const file = join(directory, `${nameFrom(stack.name)}.ts`);
  mkdirSync(directory, { recursive: true });
  writeFileSync(file, text);
  for (const asset of assets)
    cpSync(join(assembly, sourceOf(asset.source)), join(directory, placeOf(asset)), { recursive: true });
  return file;
}

interface Outcome {
  readonly ejected: readonly EjectedStack[];
  readonly files: readonly string[];
  readonly directory: string;
  readonly networks: readonly Placed[];
}

function print({ ejected, files, directory, networks }: Outcome, { json }: EjectOptions, terminal: Terminal): void {
  const rows = ejected.map(({ stack, constructs, withoutClass }, i) => ({
    stack: stack.name,
    file: files[i]!,
    constructs: constructs.map(({ path }) => path),
    resources: constructs.reduce((sum, { resources }) => sum + resources.length, 0),
    withoutClass,
  }));
  if (json) return terminal.printJson({ files: rows });
  const { bold, dim } = terminal.colors;
  for (const { file, constructs, resources, withoutClass } of rows) {
    terminal.print(`${bold(relative(terminal.surroundings.cwd, file))}  ${dim(`${resources} resources`)}`);
    for (const path of constructs) terminal.print(`  ${path}`);
    for (const path of withoutClass)
      terminal.print(dim(`  ${path} is a cdk.CfnResource: its class gives another template.`));
  }
  for (const { construct } of networks) {
    const id = construct.path.split('/').at(-1);
    terminal.print(
      `\n${construct.path} stays. If it was made because these needed a network, make it before them: ` +
        `new Network(stack, '${id}').`,
    );
  }
  if (existsSync(join(terminal.surroundings.cwd, LOCK_FILE))) {
    terminal.print('\nThe lock is of what the golden path makes. Let it pass, where it has something of them:');
    for (const path of rows.flatMap(({ constructs }) => constructs))
      terminal.print(`  goldenpath lock --accept ${word(path)} --reason 'ejected: plain AWS CDK keeps it'`);
  }
  terminal.print(
    `\nIn the app, write each class of ${directory} where its construct stands, with the same id; addTo() has their ` +
      'order.\nThen synthesise, and see that nothing changes: goldenpath plan --from OLD_ASSEMBLY --fail-on any',
  );
}
