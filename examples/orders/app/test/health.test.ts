import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { Service, startDatabase, type TestDatabase } from './support.js';

let database: TestDatabase;
let service: Service;

before(async () => {
  database = await startDatabase();
  service = await Service.start(database.port);
});

after(async () => {
  await service?.stop();
  await database?.close();
});

const status = async (path: string): Promise<number> => (await service.fetch(path)).status;

async function healthcheck(env: Record<string, string>): Promise<number> {
  const script = spawn(process.execPath, ['dist/healthcheck.js'], { env: { ...env }, stdio: 'ignore' });
  const [code] = await once(script, 'exit');
  return code;
}

test('an outage of the database: alive all the while, not ready, and well again by itself', async () => {
  assert.deepEqual([await status('/health'), await status('/ready'), await status('/orders')], [200, 200, 200]);

  await database.goDown();
  assert.deepEqual([await status('/health'), await status('/ready')], [200, 503]);
  const refused = await service.fetch('/orders');
  assert.equal(refused.status, 503);
  assert.equal(refused.headers.get('content-type'), 'application/problem+json');
  assert.equal(refused.headers.get('retry-after'), '5');
  assert.equal(await healthcheck({ PORT: String(service.port) }), 0);

  await database.comeBack();
  assert.deepEqual([await status('/health'), await status('/ready'), await status('/orders')], [200, 200, 200]);
});

test('the health check script tells healthy from unhealthy', async () => {
  const PORT = String(service.port);
  assert.equal(await healthcheck({ PORT }), 0);
  assert.equal(await healthcheck({ PORT, HEALTHCHECK_PATH: '/ready' }), 0);
  assert.equal(await healthcheck({ PORT, HEALTHCHECK_PATH: '/nowhere' }), 1);
  assert.equal(await healthcheck({ PORT: '1' }), 1);
});

test('a version that cannot reach its database does not start', async () => {
  const hopeless = Service.spawn(1);
  assert.equal(await hopeless.exited, 1);
  assert.equal((await hopeless.logged('could not start')).level, 'error');
});

test('a version that lacks configuration does not start and says what it lacks', async () => {
  const hopeless = Service.spawn(database.port, { ORDERS_DB_HOST: '' });
  assert.equal(await hopeless.exited, 1);
  assert.match(JSON.stringify(await hopeless.logged('could not start')), /ORDERS_DB_HOST/);
});
