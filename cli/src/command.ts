import type { Argv } from 'yargs';
import type { ExitCode } from './exit-codes.js';
import type { Terminal } from './terminal.js';

/** The options of every command. */
export interface CommonOptions {
  readonly json: boolean;
}

/** One command: a file under `commands/`, listed in `main.ts`. */
export interface Command<Options extends CommonOptions = any> {
  /** The name and the positional arguments in the syntax of yargs: `explain [input]`. */
  readonly usage: string;
  /** A description in one line. */
  readonly summary: string;
  /** Examples of command lines, each with its purpose. */
  readonly examples: ReadonlyArray<readonly [commandLine: string, purpose: string]>;
  options(yargs: Argv<CommonOptions>): Argv<Options>;
  /** Runs the command. Throws a `UserError` for a mistake that the user can correct. */
  run(options: Options, terminal: Terminal): Promise<ExitCode>;
}
