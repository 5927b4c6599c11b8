// Holds an embedded AWS for as long as somebody wants it: until standard input closes, which it does however its parent ends.
import { startEmulator } from '../../emulator/emulator.mjs';

const { endpoint, region, account, env, stop } = await startEmulator({ stateDir: process.argv[2], stopWithParent: true });
process.stdout.write(`${JSON.stringify({ endpoint, region, account, env })}\n`);
process.stdin.resume().on('end', async () => {
  await stop();
  process.exit(0);
});
