import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { UnreadableInputError, WrongUseError } from '../errors.js';
import { didYouMean } from '../nearest.js';
import type { Terminal } from '../terminal.js';
import { readAccount } from './account.js';
import { readCloudAssembly } from './cloud-assembly.js';
import { readJson } from './json-file.js';
import type { StackRead } from './stack.js';
import { readTerraformOutput, readTerraformStack } from './terraform-output.js';

/** The default output directories of the tools. */
const OUTPUT_DIRECTORIES = ['cdk.out', 'cdktf.out'];

/** The description of the inputs in the help of every command. */
export const INPUT =
  'A cloud assembly (cdk.out), an output of CDK for Terraform (cdktf.out or a cdk.tf.json), or account[:REGION] ' +
  'for what is deployed';

/** Reads the stacks of an input: a directory, a file, or `account`. The default is the assembly in `cwd`. */
export async function readStacks(input: string | undefined, terminal: Terminal): Promise<StackRead[]> {
  const warn = (text: string) => terminal.warn(text);
  const account = /^account(?::(.+))?$/.exec(input ?? '');
  if (account && !existsSync(resolve(terminal.surroundings.cwd, input!)))
    return readAccount(account[1], warn, text => terminal.progress(text));
  return readFrom(locate(input, terminal.surroundings.cwd), warn);
}

/** Reads several inputs one after the other, and shows the progress. */
export async function readAll(inputs: readonly string[], terminal: Terminal): Promise<StackRead[]> {
  if (inputs.length === 0) return readStacks(undefined, terminal);
  const found: StackRead[] = [];
  for (const [i, input] of inputs.entries()) {
    terminal.progress(`${i + 1} of ${inputs.length}: ${input}`);
    found.push(...(await readStacks(input, terminal)));
  }
  terminal.progress('');
  return found;
}

/** Reads an input, which may also be the name of a stack in the assembly of the current directory. */
export async function readInputOrStack(input: string | undefined, terminal: Terminal): Promise<StackRead[]> {
  const { cwd } = terminal.surroundings;
  const isPlace =
    input === undefined || /^account(:|$)|^[./\\]|\.(json|out)$/.test(input) || existsSync(resolve(cwd, input));
  if (isPlace || !hasAssembly(cwd)) return readStacks(input, terminal);
  const stacks = await readStacks(undefined, terminal);
  return [selectStack(stacks, input)];
}

/** The stack with a name, or with a path that ends with this name. */
export function selectStack(stacks: readonly StackRead[], name: string): StackRead {
  const found =
    stacks.find(stack => stack.name === name) ?? stacks.find(stack => stack.name.split('/').at(-1) === name);
  if (found) return found;
  throw new WrongUseError({
    what: `There is no stack '${name}'.`,
    where: stacks[0]?.location ?? 'the input',
    hint: didYouMean(
      name,
      stacks.map(stack => stack.name),
    ),
  });
}

function hasAssembly(directory: string): boolean {
  return OUTPUT_DIRECTORIES.some(name => existsSync(join(directory, name)));
}

function locate(input: string | undefined, cwd: string): string {
  if (input !== undefined) return resolve(cwd, input);
  const found = OUTPUT_DIRECTORIES.map(name => join(cwd, name)).filter(directory => existsSync(directory));
  if (found.length === 1) return found[0]!;
  if (found.length > 1)
    throw new WrongUseError({
      what: `There is more than one assembly here: ${found.map(each => basename(each)).join(', ')}.`,
      where: cwd,
      hint: 'Name the one that you mean.',
    });
  throw new UnreadableInputError({
    what: 'There is no assembly here.',
    where: cwd,
    hint: 'Run cdk synth or cdktf synth first, or name a directory.',
  });
}

async function readFrom(place: string, warn: (text: string) => void): Promise<StackRead[]> {
  if (!existsSync(place)) {
    throw new UnreadableInputError({
      what: 'There is no such file, directory or stack.',
      where: place,
      hint: 'Run cdk synth or cdktf synth first, or correct the name.',
    });
  }
  if (statSync(place).isFile()) {
    if (basename(place) === 'manifest.json') return readFrom(dirname(place), warn);
    if (place.endsWith('.tf.json')) return [await readTerraformStack(place, undefined, warn)];
    throw foreign(
      place,
      'A single template says nothing about decisions: give the assembly that it stands in, and choose with --stack.',
    );
  }
  if (existsSync(join(place, 'cdk.tf.json')))
    return [await readTerraformStack(join(place, 'cdk.tf.json'), basename(place), warn)];
  if (!existsSync(join(place, 'manifest.json'))) {
    const inner = OUTPUT_DIRECTORIES.map(name => join(place, name)).filter(each => existsSync(each));
    if (inner.length === 1) return readFrom(inner[0]!, warn);
    throw foreign(place, 'Give the directory that cdk synth or cdktf synth wrote: it has a manifest.json.');
  }
  const manifest = await readJson(join(place, 'manifest.json'));
  if (isObject(manifest?.stacks) && !manifest.artifacts) return readTerraformOutput(place, warn);
  if (typeof manifest?.version === 'string' && (manifest.artifacts === undefined || isObject(manifest.artifacts)))
    return readCloudAssembly(place, warn);
  throw foreign(
    join(place, 'manifest.json'),
    'This manifest is of another program. Give the output of cdk synth or cdktf synth.',
  );
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function foreign(where: string, hint: string): UnreadableInputError {
  return new UnreadableInputError({ what: 'This is no output of CDK or of CDK for Terraform.', where, hint });
}
