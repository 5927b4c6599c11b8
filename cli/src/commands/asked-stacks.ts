import type { Argv } from 'yargs';
import type { CommonOptions } from '../command.js';

/** The options of commands about stacks as they are deployed: which ones, of which assembly, in which region. */
export function askedStacks(yargs: Argv<CommonOptions>) {
  return yargs
    .positional('stacks', {
      type: 'string',
      array: true,
      describe: 'Names of stacks, or patterns of their ids in the assembly [default: all of the assembly]',
    })
    .option('assembly', { type: 'string', describe: 'What was deployed [default: cdk.out, where there is one]' })
    .option('region', { type: 'string', describe: 'The region [default: that of the stack, or of your environment]' });
}
