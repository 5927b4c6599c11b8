import type { Argv } from 'yargs';
import type { Command, CommonOptions } from '../command.js';
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
    yargs
      .positional('stacks', {
        type: 'string',
        array: true,
        describe: 'Names of stacks, or patterns of their ids in the assembly [default: all of the assembly]',
      })
      .option('assembly', { type: 'string', describe: 'What was deployed [default: cdk.out, where there is one]' })
      .option('region', { type: 'string', describe: 'The region [default: that of the stack, or of your environment]' })
      .option('markdown', {
        type: 'boolean',
        default: false,
        describe: 'Print Markdown, for the summary of a workflow',
      }) as unknown as Argv<StatusOptions>,
  // The clients of three services load only where they are needed.
  run: async (options, terminal) => (await import('../status/run.js')).runStatus(options, terminal),
};
