import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, request, type ClientRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { after, afterEach, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Service, startDatabase, type TestDatabase } from './support.js';

const body = JSON.stringify({ customer: 'In flight', items: [{ sku: 'a', quantity: 1 }] });

let database: TestDatabase;
let service: Service;

before(async () => {
  database = await startDatabase();
});

afterEach(() => service.stop());
after(() => database.close());

/** Sends the first half of an order; the service is then waiting for the rest. */
async function startOrder(agent?: Agent): Promise<ClientRequest> {
  const headers = { 'content-type': 'application/json', 'content-length': body.length };
  const order = request({ port: service.port, method: 'POST', path: '/orders', headers, agent });
  order.write(body.slice(0, 10));
  await once(order, 'socket');
  await sleep(200);
  return order;
}

test('SIGTERM: the request in flight is finished, new ones are refused, the exit code is 0', async () => {
  service = await Service.start(database.port);
  // Two connections that must not hold the exit up: one idle after a request, one that never had any.
  await (await service.fetch('/health')).text();
  const unused = connect(service.port, '127.0.0.1').on('error', () => {});
  const order = await startOrder(new Agent({ keepAlive: true }));

  service.process.kill('SIGTERM');
  await service.logged('shutting down');
  await sleep(100);
  await assert.rejects(service.fetch('/health'));
  assert.equal(service.process.exitCode, null);

  order.end(body.slice(10));
  const [response] = (await once(order, 'response')) as [IncomingMessage];
  assert.equal(response.statusCode, 201);
  assert.equal(response.headers.connection, 'close');
  response.resume();
  const answered = Date.now();
  assert.equal(await service.exited, 0);
  assert.ok(Date.now() - answered < 2_000);
  assert.equal(service.logs.at(-1)?.message, 'stopped');
  const { rows } = await database.pglite.query(`select 1 from orders where customer = 'In flight'`);
  assert.equal(rows.length, 1);
  unused.destroy();
});

test('an idle service stops at once', async () => {
  service = await Service.start(database.port);
  const start = Date.now();
  service.process.kill('SIGTERM');
  assert.equal(await service.exited, 0);
  assert.ok(Date.now() - start < 2_000);
});

test('a second SIGTERM exits at once', async () => {
  service = await Service.start(database.port);
  const order = await startOrder();
  order.on('error', () => {});
  service.process.kill('SIGTERM');
  await service.logged('shutting down');
  const start = Date.now();
  service.process.kill('SIGTERM');
  assert.equal(await service.exited, 1);
  assert.ok(Date.now() - start < 1_000);
});

test('a request that does not finish is cut off after SHUTDOWN_TIMEOUT_SECONDS', async () => {
  service = await Service.start(database.port, { SHUTDOWN_TIMEOUT_SECONDS: '1' });
  const order = await startOrder();
  order.on('error', () => {});
  const start = Date.now();
  service.process.kill('SIGTERM');
  assert.equal(await service.exited, 1);
  const took = Date.now() - start;
  assert.ok(took >= 950 && took < 3_000, `took ${took} ms`);
});
