import { dirname } from 'node:path';
import type { Argv } from 'yargs';
import type { Command, CommonOptions } from '../command.js';
import { WrongUseError } from '../errors.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { explainConstruct, type ExplainedConstruct } from '../explain/explain.js';
import { printConstruct, printProperty, printRoles, printStack, printSummary, printSurface } from '../explain/print.js';
import { explainProperty, type ExplainedProperty } from '../explain/property.js';
import { didYouMean } from '../nearest.js';
import type { Terminal } from '../terminal.js';
import { INPUT, readInputOrStack, selectStack } from '../assembly/read.js';
import type { DecidedBy, Manifest, ManifestEntry } from '../assembly/manifest.js';
import { isOffPath, type StackRead } from '../assembly/stack.js';
import { findReference, versionNote, type FoundReference } from '../decisions/reference.js';

const DECIDERS: { readonly [by: string]: DecidedBy } = {
  team: 'app team',
  platform: 'platform team',
  path: 'golden path',
};

interface Options extends CommonOptions {
  readonly input?: string;
  readonly stack?: string;
  readonly construct?: string;
  readonly property?: string;
  readonly decision?: string;
  readonly by?: string;
  readonly surface?: boolean;
  readonly roles?: boolean;
}

/** A stack with a manifest. */
interface Explainable extends StackRead {
  readonly manifest: Manifest;
}

export const explain: Command<Options> = {
  usage: 'explain [input]',
  summary: 'Say what was decided for a stack, by whom and why, and what it became in the template',
  examples: [
    ['goldenpath explain', 'every decision of the stacks in cdk.out'],
    ['goldenpath explain Orders --by team', 'what the team decided in the stack Orders of cdk.out'],
    ['goldenpath explain cdktf.out --construct Orders', 'one construct of an output of CDK for Terraform'],
    ['goldenpath explain --decision service.minTasks', 'one decision, wherever it was made'],
    [
      "goldenpath explain --property 'OrdersService.Properties.DesiredCount'",
      'why a property of the template is what it is',
    ],
    ["goldenpath explain --property 'Orders/Orders#service.PropagateTags'", 'the same, by construct and slot'],
    ['goldenpath explain --roles', 'what the roles that are made elsewhere must allow'],
    ['goldenpath explain --surface', 'how much there was to decide, and who did'],
  ],
  options: (yargs: Argv<CommonOptions>) =>
    yargs
      .positional('input', { type: 'string', describe: `${INPUT}; or a stack of the assembly in this directory` })
      .option('stack', { type: 'string', describe: 'Only this stack' })
      .option('construct', { type: 'string', describe: 'Only the construct with this path, or this end of a path' })
      .option('decision', { type: 'string', describe: 'Only this decision: capability.choice, or choice' })
      .option('by', { choices: Object.keys(DECIDERS), describe: 'Only what these decided' })
      .option('property', {
        type: 'string',
        describe: 'One property backwards: LogicalId.Properties.X.Y, slot.X.Y or Construct/Path#slot.X.Y',
      })
      .option('surface', {
        type: 'boolean',
        describe: 'Count what was decided, by whom, beside the same service on aws-ecs-patterns',
      })
      .option('roles', {
        type: 'boolean',
        describe: 'The trust and the permissions that each role of roleArns must have',
      })
      .conflicts('property', ['decision', 'by', 'surface', 'roles'])
      .conflicts('roles', ['decision', 'by', 'surface']) as Argv<Options>,
  run,
};

async function run(options: Options, terminal: Terminal): Promise<ExitCode> {
  const read = await readInputOrStack(options.input, terminal);
  const stacks = options.stack === undefined ? read : [selectStack(read, options.stack)];
  const explainable = stacks.filter((stack): stack is Explainable => stack.manifest !== null);
  const reference = findReference([terminal.surroundings.cwd, ...explainable.map(({ location }) => dirname(location))]);
  explainable
    .map(({ manifest }) => versionNote(reference, manifest.packageVersion))
    .forEach(note => note && terminal.warn(note));
  const source = { file: reference.file, from: reference.from, packageVersion: reference.packageVersion };

  if (options.property !== undefined) {
    const found = await propertyIn(options.property, stacks, options, reference);
    if (options.json) terminal.printJson({ property: found, reference: source, warnings: terminal.warnings });
    else printProperty(found, terminal);
    return EXIT.FINE;
  }

  const explained = await Promise.all(
    explainable.map(async stack => ({
      stack,
      constructs: await constructsOf(stack, options, reference, terminal.surroundings.now),
    })),
  );
  checkFound(
    explained.flatMap(({ constructs }) => constructs),
    explainable,
    options,
  );
  if (options.json) {
    terminal.printJson({
      stacks: [
        ...explained.map(({ stack: { name, engine, source: from, location, manifest }, constructs }) => ({
          name,
          engine,
          source: from,
          location,
          onPath: true,
          organization: manifest.organization,
          tier: manifest.tier,
          edition: manifest.edition,
          packageVersion: manifest.packageVersion,
          constructs,
        })),
        ...stacks
          .filter(({ manifest }) => manifest === null)
          .map(stack => ({
            name: stack.name,
            engine: stack.engine,
            source: stack.source,
            location: stack.location,
            onPath: !isOffPath(stack),
            summary: stack.summary,
          })),
      ],
      reference: source,
      warnings: terminal.warnings,
    });
  } else print(explained, stacks, options, reference, terminal);
  return stacks.every(isOffPath) ? EXIT.FINDING : EXIT.FINE;
}

async function constructsOf(
  stack: Explainable,
  options: Options,
  reference: FoundReference,
  today: Date,
): Promise<ExplainedConstruct[]> {
  const template = await stack.template();
  const decider = options.by === undefined ? undefined : DECIDERS[options.by];
  return (
    chosen(stack.manifest.entries, options.construct)
      .map(entry => {
        const explained = explainConstruct(entry, stack.manifest, stack, template, reference, today);
        return {
          ...explained,
          decisions: explained.decisions.filter(
            ({ name, decidedBy }) =>
              isNamed(name, options.decision) && (decider === undefined || decidedBy === decider),
          ),
        };
      })
      .filter(({ decisions }) => !isFiltered(options) || decisions.length > 0)
      // A filter for decisions leaves out the escapes.
      .map(explained => (isFiltered(options) ? { ...explained, escapes: [] } : explained))
  );
}

function chosen(entries: readonly ManifestEntry[], construct: string | undefined): readonly ManifestEntry[] {
  if (construct === undefined) return entries;
  const whole = entries.filter(({ path }) => path === construct);
  return whole.length ? whole : entries.filter(({ path }) => path.endsWith(`/${construct}`));
}

function isFiltered({ decision, by }: Options): boolean {
  return decision !== undefined || by !== undefined;
}

function isNamed(name: string, requested: string | undefined): boolean {
  return requested === undefined || name === requested || name.split('.')[1] === requested;
}

/** Throws an error where no construct or decision has the name in the options. */
function checkFound(
  found: readonly ExplainedConstruct[],
  stacks: readonly Explainable[],
  { construct, decision }: Options,
): void {
  if (found.length > 0 || stacks.length === 0) return;
  const entries = stacks.flatMap(({ manifest }) => manifest.entries);
  if (construct !== undefined && stacks.every(({ manifest }) => chosen(manifest.entries, construct).length === 0)) {
    throw new WrongUseError({
      what: `There is no construct '${construct}'.`,
      where: stacks.map(({ name }) => name).join(', '),
      hint: didYouMean(
        construct,
        entries.map(({ path }) => path),
      ),
    });
  }
  if (decision !== undefined) {
    throw new WrongUseError({
      what: `There is no decision '${decision}'.`,
      where: stacks.map(({ name }) => name).join(', '),
      hint: didYouMean(decision, [...new Set(entries.flatMap(entry => entry.decisions.map(({ name }) => name)))]),
    });
  }
}

/** Explains the property in the only stack that has it. */
async function propertyIn(
  property: string,
  stacks: readonly StackRead[],
  { construct }: Options,
  reference: FoundReference,
): Promise<ExplainedProperty> {
  const found: ExplainedProperty[] = [];
  const mistakes: WrongUseError[] = [];
  for (const stack of stacks) {
    try {
      found.push(
        explainProperty(
          property,
          stack,
          await stack.template(),
          chosen(stack.manifest?.entries ?? [], construct),
          reference,
        ),
      );
    } catch (error) {
      if (!(error instanceof WrongUseError)) throw error;
      mistakes.push(error);
    }
  }
  const [first, second] = found;
  if (first && second) {
    throw new WrongUseError({
      what: `Several stacks have a '${property}'.`,
      where: found.map(({ stack }) => stack).join(', '),
      hint: 'Say which: --stack NAME.',
    });
  }
  if (first) return first;
  // The error of a stack with the resource is more useful than the errors of the other stacks.
  const nearest = mistakes.find(({ message }) => /has no property|Several/.test(message));
  if (nearest || mistakes.length === 1) throw nearest ?? mistakes[0]!;
  const names = (
    await Promise.all(
      stacks.map(async stack => [
        ...Object.keys(await stack.template()),
        ...(stack.manifest?.entries ?? []).flatMap(({ resources }) => resources.map(({ slot }) => slot)),
      ]),
    )
  ).flat();
  throw new WrongUseError({
    what: `No stack has a resource or slot for '${property}'.`,
    where: stacks.map(({ name }) => name).join(', ') || 'the input',
    hint: didYouMean(property.split('.')[0]!, [...new Set(names)]),
  });
}

function print(
  explained: ReadonlyArray<{ stack: Explainable; constructs: readonly ExplainedConstruct[] }>,
  stacks: readonly StackRead[],
  options: Options,
  reference: FoundReference,
  terminal: Terminal,
): void {
  const { dim } = terminal.colors;
  for (const { stack, constructs } of explained) {
    if (constructs.length === 0) continue;
    printStack(stack, stack.manifest, terminal);
    if (options.surface) printSurface(constructs, terminal);
    else if (options.roles) printRoles(constructs, terminal);
    else constructs.forEach(construct => printConstruct(construct, terminal));
  }
  for (const stack of stacks.filter(({ manifest }) => manifest === null)) {
    if (isOffPath(stack)) terminal.print(`Stack ${stack.name} is off the path: nothing of the golden path is in it.`);
    else printSummary(stack, terminal);
  }
  if (explained.length > 0 && !options.roles)
    terminal.print(
      dim(
        `Defaults of other tiers and places in the template: ${sourceOf(reference)}, version ` +
          `${reference.packageVersion}.`,
      ),
    );
}

function sourceOf({ from }: FoundReference): string {
  return from === 'project' ? "the project's goldenpath package" : 'the reference packed with this program';
}
