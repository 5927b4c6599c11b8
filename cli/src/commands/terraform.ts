import type { Argv } from 'yargs';
import type { Command, CommonOptions } from '../command.js';
import type { TerraformOptions } from '../terraform/run.js';

export const terraform: Command<TerraformOptions> = {
  usage: 'terraform <stack>',
  summary: 'Write a stack of CDK for Terraform as a module in HCL that needs nothing of the golden path',
  examples: [['goldenpath terraform orders --out modules/orders', 'the stack orders of cdktf.out, as a module']],
  options: (yargs: Argv<CommonOptions>) =>
    yargs
      .positional('stack', { type: 'string', demandOption: true, describe: 'The stack in the output' })
      .option('out', { type: 'string', demandOption: true, describe: 'The folder of the module' })
      .option('input', { type: 'string', default: 'cdktf.out', describe: 'The output of CDK for Terraform' })
      .option('force', {
        type: 'boolean',
        default: false,
        describe: 'Write into a folder that has files already; those of the module are replaced',
      }) as unknown as Argv<TerraformOptions>,
  // Its formatter is large, and only this command needs it.
  run: async (options, terminal) => (await import('../terraform/run.js')).runTerraform(options, terminal),
};
