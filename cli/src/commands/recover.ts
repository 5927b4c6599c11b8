import type { Argv } from 'yargs';
import type { Command, CommonOptions } from '../command.js';
import type { RecoverOptions } from '../recover/run.js';

export const recover: Command<RecoverOptions> = {
  usage: 'recover <stack>',
  summary: 'Say what a failed deployment left behind; with --yes, delete it, so that the next one succeeds',
  examples: [
    ['goldenpath recover Orders', 'what is left, and why AWS did not delete it; changes nothing'],
    ['goldenpath recover Orders --yes', 'deletes it, databases with a last snapshot; then: cdk deploy'],
  ],
  options: (yargs: Argv<CommonOptions>) =>
    yargs
      .positional('stack', { type: 'string', demandOption: true, describe: 'The name or the ARN of a stack' })
      .option('yes', { type: 'boolean', default: false, describe: 'Switch protection off, and delete' })
      .option('region', { type: 'string', describe: 'The region [default: that of your environment]' }) as unknown as
      Argv<RecoverOptions>,
  // The clients of three services load only where they are needed.
  run: async (options, terminal) => (await import('../recover/run.js')).runRecover(options, terminal),
};
