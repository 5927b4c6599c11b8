import { readFileSync } from 'node:fs';
import yargs, { type Argv } from 'yargs';
import type { Command } from './command.js';
import { catalog } from './commands/catalog.js';
import { delivery } from './commands/delivery.js';
import { drift } from './commands/drift.js';
import { eject } from './commands/eject.js';
import { exceptions } from './commands/exceptions.js';
import { explain } from './commands/explain.js';
import { lock } from './commands/lock.js';
import { plan } from './commands/plan.js';
import { recover } from './commands/recover.js';
import { report } from './commands/report.js';
import { status } from './commands/status.js';
import { terraform } from './commands/terraform.js';
import { UserError, WrongUseError } from './errors.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { type Surroundings, Terminal } from './terminal.js';

/** All commands. A new command is a file in `commands/` and a name in this list. */
const COMMANDS: Command[] = [
  explain,
  exceptions,
  catalog,
  report,
  delivery,
  lock,
  plan,
  eject,
  status,
  drift,
  recover,
  terraform,
];

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** Runs a command line and returns the exit code of the process. */
export async function main(commandLine: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const terminal = new Terminal(surroundings);
  try {
    return await dispatch(commandLine, terminal);
  } catch (error) {
    if (error instanceof UserError) {
      surroundings.err(`${error.message}\n`);
      return error.exitCode;
    }
    surroundings.err(
      `This is a mistake of goldenpath-cli ${version}, not yours. Please report it: ` +
        `https://github.com/goldenpath-dev/goldenpath/issues\n${(error as Error).stack ?? error}\n`,
    );
    return EXIT.INTERNAL;
  }
}

async function dispatch(commandLine: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let chosen: (() => Promise<ExitCode>) | undefined;
  const parser = yargs([...commandLine])
    .scriptName('goldenpath')
    .usage('$0 <command>\n\nWhat the golden path decided for your stacks, and what was decided otherwise.')
    .option('json', { type: 'boolean', default: false, describe: 'Print the result as JSON', global: true })
    .epilogue(
      'Exit codes: 0 fine, 1 a finding, 2 wrong use, 3 input that cannot be read. NO_COLOR is honoured. For ' +
        'completion: goldenpath completion >> ~/.bashrc',
    )
    .completion('completion', 'Print a script for completion in bash or zsh')
    .locale('en')
    .wrap(100)
    .strict()
    .version(version)
    .demandCommand(1, 'Which command?')
    .recommendCommands()
    .exitProcess(false)
    .fail((message, error) => {
      if (error) throw error;
      throw new WrongUseError({
        what: message.replaceAll('\n', ' '),
        where: `goldenpath ${commandLine.join(' ')}`,
        hint: 'See goldenpath --help, or goldenpath <command> --help.',
      });
    });
  for (const command of COMMANDS) {
    parser.command(
      command.usage,
      command.summary,
      given =>
        command.examples.reduce(
          (help: Argv, [example, purpose]) => help.example(example, purpose),
          command.options(given as Argv<any>),
        ),
      options => {
        chosen = () => command.run(options, terminal);
      },
    );
  }
  // With a callback, yargs passes the text of --help and --version to it and does not write the text.
  await parser.parseAsync([...commandLine], {}, (error, _options, text) => {
    if (text && !error) terminal.print(text);
  });
  return chosen ? chosen() : EXIT.FINE;
}
