import type { Argv } from 'yargs';
import type { Command, CommonOptions } from '../command.js';
import type { EjectOptions } from '../eject/run.js';

export const eject: Command<EjectOptions> = {
  usage: 'eject [constructs..]',
  summary: 'Write constructs as plain AWS CDK, with the reasons as comments: the template stays the same',
  examples: [
    ['goldenpath eject Shop/Orders Shop/Db', 'two constructs of the assembly of this directory'],
    ['goldenpath eject --out lib/plain', 'all that the golden path made, a file for each stack'],
  ],
  options: (yargs: Argv<CommonOptions>) =>
    yargs
      .positional('constructs', {
        type: 'string',
        array: true,
        describe: 'Paths of constructs, or of scopes and stacks with all in them [default: all]',
      })
      .option('assembly', { type: 'string', describe: 'The cloud assembly [default: that of this directory]' })
      .option('out', {
        type: 'string',
        describe: 'The directory for the code, which must not be there yet [default: ejected]',
      }) as unknown as Argv<EjectOptions>,
  // The compiler of the format loads only where it is needed.
  run: async (options, terminal) => (await import('../eject/run.js')).runEject(options, terminal),
};
