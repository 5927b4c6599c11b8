import type { Argv } from 'yargs';
import type { Command, CommonOptions } from '../command.js';
import { askedStacks } from './asked-stacks.js';
import type { StatusOptions } from '../status/run.js';

export const status: Command<StatusOptions> = {
  usage: 'status [stacks..]',
  summary: 'Say what was deployed, what failed and why, which decision is behind it, and what to do next',
  examples: [
    ['goldenpath status', 'every stack of cdk.out, as it is deployed'],
    ['goldenpath status Orders', 'one stack; without an assembly its decisions are left out'],
    ["goldenpath status 'Production/*' --markdown >> $GITHUB_STEP_SUMMARY", 'in the summary of a workflow'],
  ],
  options: (yargs: Argv<CommonOptions>) =>
    askedStacks(yargs).option('markdown', {
      type: 'boolean',
      default: false,
      describe: 'Print Markdown, for the summary of a workflow',
    }) as unknown as Argv<StatusOptions>,
  // The clients of three services load only where they are needed.
  run: async (options, terminal) => (await import('../status/run.js')).runStatus(options, terminal),
};
