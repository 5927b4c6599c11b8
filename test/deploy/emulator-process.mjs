// Holds an embedded AWS in a folder for as long as somebody wants it: until standard input closes, which it does however
// the process that started this one ends.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { startEmulator } from '../../emulator/emulator.mjs';

const folder = process.argv[2];
const { endpoint, region, account, env, stop } = await startEmulator({ stateDir: join(folder, 'emulator'), stopWithParent: true });
process.stdout.write(`${JSON.stringify({ endpoint, region, account, env })}\n`);
process.stdin.resume().on('end', async () => {
  await stop();
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
});
