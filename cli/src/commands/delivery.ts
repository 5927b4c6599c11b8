import type { Argv } from 'yargs';
import type { Command, CommonOptions } from '../command.js';
import type { DeliveryOptions } from '../delivery/run.js';

export const delivery: Command<DeliveryOptions> = {
  usage: 'delivery <action>',
  summary: "Write the workflows that deliver the app from the app's delivery; with --check, compare them",
  examples: [
    ['goldenpath delivery write', 'writes .github/workflows from cdk.out, to be committed'],
    ['goldenpath delivery write --check', 'fails where what is committed is not what would be written'],
  ],
  options: (yargs: Argv<CommonOptions>) =>
    yargs
      .positional('action', { choices: ['write'] as const, demandOption: true, describe: 'What to do' })
      .option('assembly', { type: 'string', describe: 'The cloud assembly of the app [default: cdk.out]' })
      .option('repository', { type: 'string', describe: 'The folder of the repository [default: that of git here]' })
      .option('check', {
        type: 'boolean',
        describe: 'Write nothing; exit code 1 where a file is missing or stale',
      }) as unknown as Argv<DeliveryOptions>,
  // YAML loads only where it is needed.
  run: async (options, terminal) => (await import('../delivery/run.js')).runDelivery(options, terminal),
};
