import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { test } from 'node:test';
import { createHttpServer } from '../src/http.js';
import { portOf } from './support.js';

const echo = {
  method: 'POST' as const,
  path: /^\/$/,
  handle: async ({ json }: { json(): Promise<unknown> }) => ({ status: 200, body: await json() }),
};

test('a body that does not arrive in time is refused with 408', async () => {
  const { server } = createHttpServer([echo], { maxBodyBytes: 100, bodyTimeoutMs: 100 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const headers = { 'content-type': 'application/json', 'content-length': 10 };
  const slow = request({ port: portOf(server), method: 'POST', headers }).on('error', () => {});
  slow.write('{');
  const [response] = await once(slow, 'response');
  assert.equal(response.statusCode, 408);
  assert.equal(response.headers.connection, 'close');
  assert.equal(response.headers['content-type'], 'application/problem+json');
  slow.destroy();
  server.close();
});

test('an unforeseen error is a 500 that gives nothing away', async () => {
  const broken = { ...echo, method: 'GET' as const, handle: () => Promise.reject(new Error('password=hunter2')) };
  const { server } = createHttpServer([broken]);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const response = await fetch(`http://127.0.0.1:${portOf(server)}/`);
  assert.equal(response.status, 500);
  assert.ok(!(await response.text()).includes('hunter2'));
  server.close();
});

test('idle connections outlive the 60 s of the load balancer', () => {
  const { server } = createHttpServer([]);
  assert.ok(server.keepAliveTimeout > 60_000);
  assert.ok(server.headersTimeout > server.keepAliveTimeout);
  assert.ok(server.requestTimeout >= server.headersTimeout);
});
