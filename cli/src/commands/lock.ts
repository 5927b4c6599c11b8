import type { Argv } from 'yargs';
import type { Command, CommonOptions } from '../command.js';
import { INPUT } from '../assembly/read.js';
import type { LockOptions } from '../lock/run.js';

export const lock: Command<LockOptions> = {
  usage: 'lock [inputs..]',
  summary: 'Write goldenpath.lock.json, of what keeps data or is known by a name: synth refuses what would lose it',
  examples: [
    ['goldenpath lock', 'writes and updates the lock from the assembly of this directory, to be committed'],
    ['goldenpath lock --check', 'for CI: fails where the lock is stale, or something of it would be lost'],
    ["goldenpath lock --accept Shop/OldOrders --reason 'archived in OPS-7'", 'lets synth pass without it'],
  ],
  options: (yargs: Argv<CommonOptions>) =>
    yargs
      .positional('inputs', { type: 'string', array: true, describe: INPUT })
      .option('file', { type: 'string', describe: 'The lock [default: goldenpath.lock.json of this directory]' })
      .option('check', { type: 'boolean', describe: 'Write nothing; exit code 1 where the lock is stale' })
      .option('accept', {
        type: 'string',
        describe: 'A construct of the lock that may be lost: its path, or path#slot for one resource of it',
      })
      .option('reason', { type: 'string', describe: 'Why it may be lost, for --accept' })
      .implies('reason', 'accept')
      .conflicts('accept', 'check') as unknown as Argv<LockOptions>,
  run: async (options, terminal) => (await import('../lock/run.js')).runLock(options, terminal),
};
