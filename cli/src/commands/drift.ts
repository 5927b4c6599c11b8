import type { Argv } from 'yargs';
import type { Command, CommonOptions } from '../command.js';
import { askedStacks } from './asked-stacks.js';
import type { DriftOptions } from '../drift/run.js';

export const drift: Command<DriftOptions> = {
  usage: 'drift [stacks..]',
  summary: 'Say what was changed by hand, and which decision or escape had it otherwise',
  examples: [
    ['goldenpath drift', 'every stack of cdk.out, compared with what stands'],
    ["goldenpath drift 'Production/*' --fail", 'exit code 1 where something was changed, for a nightly job'],
  ],
  options: (yargs: Argv<CommonOptions>) =>
    askedStacks(yargs).option('fail', {
      type: 'boolean',
      default: false,
      describe: 'Exit code 1 where something was changed, or could not be compared',
    }) as unknown as Argv<DriftOptions>,
  // The client of CloudFormation loads only where it is needed.
  run: async (options, terminal) => (await import('../drift/run.js')).runDrift(options, terminal),
};
