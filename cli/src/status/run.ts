import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readStacks } from '../assembly/read.js';
import type { StackRead } from '../assembly/stack.js';
import { findReference } from '../decisions/reference.js';
import { UnreadableInputError, WrongUseError } from '../errors.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { didYouMean } from '../nearest.js';
import type { Terminal } from '../terminal.js';
import { markdownOf } from './markdown.js';
import { isFinding, NOT_DEPLOYED, type StackStatus } from './model.js';
import { printStatus } from './print.js';
import { statusOf, type Target } from './stack-status.js';

const PAGE = 'guides/status.md';

/** The options of `status`. */
export interface StatusOptions {
  readonly stacks?: readonly string[];
  readonly assembly?: string;
  readonly region?: string;
  readonly markdown?: boolean;
  readonly json: boolean;
}

export async function runStatus(options: StatusOptions, terminal: Terminal): Promise<ExitCode> {
  if (options.json && options.markdown) {
    throw new WrongUseError({
      what: '--json and --markdown exclude each other.',
      where: 'goldenpath status',
      hint: 'Give one of them.',
      page: PAGE,
    });
  }
  const found: StackStatus[] = [];
  for (const target of await targetsOf(options, terminal)) {
    terminal.progress(target.stack);
    found.push(await statusOrError(target));
  }
  terminal.progress('');
  if (options.json) terminal.printJson({ stacks: found, warnings: terminal.warnings });
  else if (options.markdown) terminal.print(markdownOf(found));
  else found.forEach(each => printStatus(each, terminal));
  return found.some(isFinding) ? EXIT.FINDING : EXIT.FINE;
}

async function statusOrError(target: Target): Promise<StackStatus> {
  let status: StackStatus;
  try {
    status = await statusOf(target);
  } catch (error) {
    throw unreadable(target.stack, (error as Error).message);
  }
  // Of a stack of the assembly it is worth saying that it is not there yet. Of a name alone it is a typing error.
  if (status.status === NOT_DEPLOYED && !target.synthesised) throw unreadable(target.stack, 'it does not exist');
  return status;
}

function unreadable(stack: string, why: string): UnreadableInputError {
  return new UnreadableInputError({
    what: `The stack cannot be read: ${why}`,
    where: stack,
    hint: 'Give its name, or the ARN of one that was deleted; AWS_PROFILE and AWS_REGION say where it is.',
    page: PAGE,
  });
}

/** The stacks that are asked for: of the assembly, where there is one, else by their names in CloudFormation. */
async function targetsOf({ stacks = [], assembly, region }: StatusOptions, terminal: Terminal): Promise<Target[]> {
  const { cwd } = terminal.surroundings;
  const hasAssembly = assembly !== undefined || existsSync(join(cwd, 'cdk.out'));
  if (!hasAssembly && stacks.length === 0) {
    throw new WrongUseError({
      what: 'Which stack?',
      where: cwd,
      hint: 'Name it: goldenpath status STACK; or run it where cdk.out is, or with --assembly DIRECTORY.',
      page: PAGE,
    });
  }
  const read = hasAssembly ? await readStacks(assembly ?? 'cdk.out', terminal) : [];
  const deployable = read.filter(({ deployedAs }) => deployedAs !== null);
  if (stacks.length === 0) return Promise.all(deployable.map(stack => synthesised(stack, region, cwd)));
  const targets = await Promise.all(
    stacks.map(async asked => {
      const fitting = deployable.filter(stack => fits(stack, asked));
      if (fitting.length > 0) return Promise.all(fitting.map(stack => synthesised(stack, region, cwd)));
      if (!asked.includes('*') && !asked.includes('/')) return [{ stack: asked, region, synthesised: undefined }];
      if (asked.startsWith('arn:')) return [{ stack: asked, region, synthesised: undefined }];
      throw new WrongUseError({
        what: `There is no stack '${asked}'.`,
        where: assembly ?? cwd,
        hint: didYouMean(
          asked,
          deployable.map(({ name }) => name),
        ),
        page: PAGE,
      });
    }),
  );
  return [...new Map(targets.flat().map(target => [`${target.region} ${target.stack}`, target])).values()];
}

async function synthesised(stack: StackRead, region: string | undefined, cwd: string): Promise<Target> {
  const reference = findReference([cwd, dirname(stack.location)]);
  return {
    stack: stack.deployedAs!,
    region: region ?? stack.region,
    synthesised: { stack, template: await stack.template(), reference },
  };
}

/** Whether a stack is asked for: by its id, by its name, or by a pattern as the CDK's CLI takes it (`Production/*`). */
function fits({ name, deployedAs }: StackRead, asked: string): boolean {
  const pattern = new RegExp(`^${asked.split('*').map(escaped).join('.*')}$`);
  return pattern.test(name) || deployedAs === asked;
}

function escaped(text: string): string {
  return text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
}
