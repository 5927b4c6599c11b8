import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { loadConfig, type Config } from './config.js';
import { fixedCredentials, SecretCredentials } from './credentials.js';
import { Database } from './database.js';
import { createHttpServer } from './http.js';
import { log } from './log.js';
import { migrate } from './migrate.js';
import { createRoutes } from './routes.js';

const MIGRATION_TIMEOUT_MS = 5 * 60_000;

/** Migrates, then listens. Returns what stops the service in good order. */
async function start({ port, database: target, credentials: source }: Config): Promise<() => Promise<void>> {
  const credentials = 'secretArn' in source ? new SecretCredentials(source.secretArn) : fixedCredentials(source);

  const migrator = await Database.open(target, credentials, MIGRATION_TIMEOUT_MS);
  await migrate(migrator);
  await migrator.close();

  const database = await Database.open(target, credentials);
  const { server, drain } = createHttpServer(createRoutes(database));
  server.listen(port);
  await once(server, 'listening');
  log.info('listening', { port: (server.address() as AddressInfo).port });

  return async () => {
    await drain();
    await database.close();
  };
}

/** The platform sends SIGTERM, and SIGKILL 30 s later: SHUTDOWN_TIMEOUT_SECONDS must be below that. */
function stopOnSignal(started: Promise<() => Promise<void>>, timeoutMs: number): void {
  let stopping = false;
  const onSignal = async (signal: NodeJS.Signals): Promise<void> => {
    if (stopping) {
      log.warn('second signal, exiting at once', { signal });
      process.exit(1);
    }
    stopping = true;
    log.info('shutting down', { signal });
    setTimeout(() => {
      log.error('requests did not finish in time, cutting them off', { timeoutMs });
      process.exit(1);
    }, timeoutMs);
    const stop = await started;
    await stop();
    log.info('stopped');
    process.exit(0);
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal); // Ctrl-C in a local run.
}

try {
  const config = loadConfig(process.env);
  const started = start(config);
  stopOnSignal(started, config.shutdownTimeoutMs);
  await started;
} catch (error) {
  // A version that cannot start must not look healthy: the deployment then rolls back by itself.
  log.error('could not start', { error });
  process.exit(1);
}
