import type { Argv } from 'yargs';
import type { Command, CommonOptions } from '../command.js';
import { INPUT } from '../assembly/read.js';
import { FINDINGS } from '../plan/change.js';
import type { PlanOptions } from '../plan/run.js';

export const plan: Command<PlanOptions> = {
  usage: 'plan',
  summary: 'Say what a deployment would replace, interrupt, change or remove, and why; what keeps data comes first',
  examples: [
    ['goldenpath plan --from account', 'from what is deployed to the assembly of this directory'],
    ['goldenpath plan --from main.out --to cdk.out --markdown', 'two assemblies, for the comment on a pull request'],
    ['goldenpath plan --from account --fail-on replaced-data', 'for CI: exit code 1 where data would be lost'],
  ],
  options: (yargs: Argv<CommonOptions>) =>
    yargs
      .option('from', { type: 'string', demandOption: true, describe: `What is there: ${INPUT}` })
      .option('to', { type: 'string', describe: 'What is to come [default: the assembly of this directory]' })
      .option('markdown', { type: 'boolean', describe: 'Print Markdown, for the comment on a pull request' })
      .option('fail-on', {
        choices: FINDINGS,
        array: true,
        describe: 'Exit with 1 where there is any of these. What is removed with its data counts as replaced-data, too',
      }) as unknown as Argv<PlanOptions>,
  // The schemas of CloudFormation load only where they are needed.
  run: async (options, terminal) => (await import('../plan/run.js')).runPlan(options, terminal),
};
