import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { createPatch } from 'diff';
import { UnreadableInputError } from '../errors.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import type { Terminal } from '../terminal.js';
import { filesOf } from './files.js';
import { PAGE } from './model.js';
import { readDelivery } from './read.js';

/** The options of `delivery write`. */
export interface DeliveryOptions {
  readonly action: 'write';
  readonly assembly?: string;
  readonly repository?: string;
  readonly check?: boolean;
  readonly json: boolean;
}

type State = 'as it is' | 'written' | 'missing' | 'stale';

export async function runDelivery(options: DeliveryOptions, terminal: Terminal): Promise<ExitCode> {
  const { cwd } = terminal.surroundings;
  const delivery = await readDelivery(resolve(cwd, options.assembly ?? 'cdk.out'));
  const root = options.repository === undefined ? repositoryAt(cwd) : resolve(cwd, options.repository);
  const states: Array<{ readonly file: string; readonly state: State }> = [];
  for (const [file, text] of Object.entries(filesOf(delivery))) {
    const path = join(root, file);
    const there = existsSync(path) ? await readFile(path, 'utf8') : undefined;
    if (there === text) states.push({ file, state: 'as it is' });
    else if (options.check) {
      states.push({ file, state: there === undefined ? 'missing' : 'stale' });
      if (!options.json) terminal.print(createPatch(file, there ?? '', text, 'in the repository', 'as written'));
    } else {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
      states.push({ file, state: 'written' });
    }
  }
  if (options.json) terminal.printJson({ repository: root, files: states });
  else states.forEach(({ file, state }) => terminal.print(`${state.padEnd(9)} ${file}`));
  const stale = states.some(({ state }) => state === 'missing' || state === 'stale');
  if (stale && !options.json) terminal.print('Write them with: goldenpath delivery write');
  return stale ? EXIT.FINDING : EXIT.FINE;
}

/** The folder of the repository, in which the forge looks for its files. */
function repositoryAt(cwd: string): string {
  try {
    const stdio = ['ignore', 'pipe', 'ignore'] as ['ignore', 'pipe', 'ignore'];
    return execFileSync('git', ['rev-parse', '--show-toplevel'], { cwd, encoding: 'utf8', stdio }).trim();
  } catch {
    throw new UnreadableInputError({
      what: 'There is no repository here.',
      where: cwd,
      hint: 'Call git init, or name its folder: --repository DIRECTORY.',
      page: PAGE,
    });
  }
}
