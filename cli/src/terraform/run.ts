import { cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readStacks, selectStack } from '../assembly/read.js';
import type { CommonOptions } from '../command.js';
import { findReference } from '../decisions/reference.js';
import { WrongUseError } from '../errors.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import type { Terminal } from '../terminal.js';
import { ASSETS, moduleOf } from './module.js';

/** The options of `terraform`. */
export interface TerraformOptions extends CommonOptions {
  readonly stack: string;
  readonly out: string;
  readonly input: string;
  readonly force: boolean;
}

/** Writes the module of a stack into a folder. */
export async function runTerraform(
  { stack: name, out, input, force, json }: TerraformOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { cwd } = terminal.surroundings;
  const stack = selectStack(await readStacks(input, terminal), name);
  if (stack.engine !== 'terraform') {
    throw new WrongUseError({
      what: `The stack '${name}' is one of AWS CDK.`,
      where: stack.location,
      hint: 'Give an output of CDK for Terraform: --input cdktf.out.',
      page: 'guides/terraform.md',
    });
  }
  const folder = resolve(cwd, out);
  const standing = await entriesOf(folder, out);
  if (standing.length > 0 && !force) {
    throw new WrongUseError({
      what: `The folder has ${standing.length} ${standing.length === 1 ? 'entry' : 'entries'} already.`,
      where: folder,
      hint: 'Choose another folder, or say --force: files of the module are replaced, and all others stay.',
      page: 'guides/terraform.md',
    });
  }
  const reference = findReference([cwd, dirname(stack.location)]);
  const { files, addresses, variables, inJson } = await moduleOf({
    stack: stack.name,
    document: await stack.document(),
    manifest: stack.manifest,
    reference,
  });
  for (const [file, text] of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
  const assets = join(dirname(stack.location), ASSETS);
  if (existsSync(assets)) await cp(assets, join(folder, ASSETS), { recursive: true });
  const others = standing.filter(file => /\.tf(\.json)?$/.test(file) && !files.has(file));
  if (others.length > 0)
    terminal.warn(
      `Terraform reads these as well, and they are not of this module: ${others.join(', ')}. ` +
        'Delete what an earlier run wrote.',
    );
  if (inJson.length > 0)
    terminal.warn(
      `In other.tf.json, because they are not of the AWS provider or HCL says it otherwise: ${inJson.join(', ')}.`,
    );
  if (json) {
    terminal.printJson({
      folder,
      files: [...files.keys()],
      addresses: Object.fromEntries(addresses),
      variables: variables.map(each => each.name),
      inJson,
      warnings: terminal.warnings,
    });
  } else {
    terminal.print(`${files.size} files in ${folder}. Begin with README.md; examples/complete calls the module.`);
  }
  return EXIT.FINE;
}

/** What stands in the folder. */
async function entriesOf(folder: string, out: string): Promise<string[]> {
  const refused = (what: string) =>
    new WrongUseError({
      what,
      where: `--out ${out}`,
      hint: 'Give a folder: --out modules/orders.',
      page: 'guides/terraform.md',
    });
  if (out.trim() === '') throw refused('The folder of the module is not said.');
  try {
    return await readdir(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    if (code === 'ENOTDIR') throw refused(`'${folder}' is no folder.`);
    throw error;
  }
}
