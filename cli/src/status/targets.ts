import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readStacks } from '../assembly/read.js';
import type { StackRead } from '../assembly/stack.js';
import { findReference } from '../decisions/reference.js';
import { WrongUseError } from '../errors.js';
import { didYouMean } from '../nearest.js';
import type { Terminal } from '../terminal.js';
import type { Target } from './stack-status.js';

/** The stacks that somebody asks for. */
export interface Asked {
  readonly stacks?: readonly string[];
  readonly assembly?: string;
  readonly region?: string;
}

/** The command that asks, and its page of the documentation. */
interface For {
  readonly command: string;
  readonly page: string;
}

/** The stacks that are asked for: of the assembly, where there is one, else by their names in CloudFormation. */
export async function targetsOf(
  { stacks = [], assembly, region }: Asked,
  { command, page }: For,
  terminal: Terminal,
): Promise<Target[]> {
  const { cwd } = terminal.surroundings;
  const hasAssembly = assembly !== undefined || existsSync(join(cwd, 'cdk.out'));
  if (!hasAssembly && stacks.length === 0) {
    throw new WrongUseError({
      what: 'Which stack?',
      where: cwd,
      hint: `Name it: goldenpath ${command} STACK; or run it where cdk.out is, or with --assembly DIRECTORY.`,
      page,
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
        page,
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
