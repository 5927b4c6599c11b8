// The embedded AWS, for tests that speak to it.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './run.ts';

export interface EmbeddedAws {
  readonly endpoint: string;
  readonly region: string;
  stop(): Promise<void>;
}

/** Starts it, and sets the environment from which the AWS SDK of the program reads, as in real use. */
export async function startEmbeddedAws(): Promise<EmbeddedAws> {
  const { startEmulator } = await import(join(ROOT, 'emulator/emulator.mjs'));
  const { env, endpoint, region, stop } = await startEmulator({
    stateDir: mkdtempSync(join(tmpdir(), 'emulator-')),
    stopWithParent: true,
  });
  const settings = Object.entries<string>(env).filter(([name]) => name.startsWith('AWS_'));
  for (const [name, value] of settings) process.env[name] = value;
  return {
    endpoint,
    region,
    async stop() {
      for (const [name] of settings) delete process.env[name];
      await stop();
    },
  };
}
