import type { Argv } from 'yargs';
import type { ExitCode } from './exit-codes.js';
import type { Terminal } from './terminal.js';

/** What each command takes. */
export interface CommonOptions {
  readonly json: boolean;
}

/** One command: a file under `commands/`, listed in `main.ts`. */
export interface Command<Options extends CommonOptions = any> {
  /** Its name and positional arguments, in the words of yargs: `explain [input]`. */
  readonly usage: string;
  /** What it does, in one line. */
  readonly summary: string;
  /** Command lines and what they are for. */
  readonly examples: ReadonlyArray<readonly [commandLine: string, purpose: string]>;
  options(yargs: Argv<CommonOptions>): Argv<Options>;
  /** Does it. What goes wrong by the user's hand is thrown as a `UserError`. */
  run(options: Options, terminal: Terminal): Promise<ExitCode>;
}
