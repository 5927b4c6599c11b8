import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SecretCredentials } from '../src/credentials.js';
import { portOf, Service, startDatabase, startPasswordGate, type TestDatabase } from './support.js';

const ARN = 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:orders-db';

let password: string;
let calls: { target: unknown; secretId: string }[];
let broken: boolean;
let secretsManager: Server;
let endpoint: string;

before(async () => {
  secretsManager = createServer(async (req, res) => {
    let body = '';
    for await (const chunk of req) body += chunk;
    calls.push({ target: req.headers['x-amz-target'], secretId: JSON.parse(body).SecretId });
    res.writeHead(broken ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' });
    const secret = { ARN, SecretString: JSON.stringify({ username: 'postgres', password }) };
    res.end(JSON.stringify(broken ? { __type: 'AccessDeniedException' } : secret));
  });
  secretsManager.listen(0, '127.0.0.1');
  await once(secretsManager, 'listening');
  endpoint = `http://127.0.0.1:${portOf(secretsManager)}`;
});

after(() => secretsManager.close().closeAllConnections());

beforeEach(() => {
  password = 'first';
  calls = [];
  broken = false;
});

const awsEnvironment = () => ({
  AWS_ENDPOINT_URL: endpoint,
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
});

function provider(cacheMs?: number): SecretCredentials {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return new SecretCredentials(ARN, cacheMs, new SecretsManagerClient({ endpoint, region: 'eu-west-1', credentials }));
}

test('the secret is fetched once for connections that open together, and kept', async () => {
  const secret = provider();
  const all = await Promise.all([secret.get(), secret.get()]);
  all.push(await secret.get());
  assert.deepEqual(all, Array(3).fill({ username: 'postgres', password: 'first' }));
  assert.deepEqual(calls, [{ target: 'secretsmanager.GetSecretValue', secretId: ARN }]);
});

test('the secret is fetched again after the cache time', async () => {
  const secret = provider(50);
  await secret.get();
  password = 'second';
  assert.equal((await secret.get()).password, 'first');
  await sleep(60);
  assert.equal((await secret.get()).password, 'second');
});

test('the secret is fetched again once it is forgotten', async () => {
  const secret = provider();
  await secret.get();
  password = 'second';
  secret.forget();
  assert.equal((await secret.get()).password, 'second');
});

test('a failed fetch is not kept', async () => {
  const secret = provider();
  broken = true;
  await assert.rejects(secret.get(), { name: 'AccessDeniedException' });
  broken = false;
  assert.equal((await secret.get()).password, 'first');
});

test('a secret of another form is refused', async () => {
  const secret = provider();
  password = '';
  await assert.rejects(secret.get(), { name: 'ZodError' });
});

let database: TestDatabase;
let gate: Awaited<ReturnType<typeof startPasswordGate>>;
let service: Service;

/** What the database takes; a rotation sets it a moment before the secret shows it. */
let accepted: string;

async function startBehindGate(): Promise<void> {
  accepted = 'first';
  database = await startDatabase();
  gate = await startPasswordGate(database.port, candidate => candidate === accepted);
  service = await Service.start(portOf(gate), { ORDERS_DB_SECRET_ARN: ARN, ...awsEnvironment() });
  assert.equal((await service.fetch('/ready')).status, 200);
}

afterEach(async () => {
  await service?.stop();
  gate?.close();
  await database?.close();
  [service, gate, database] = [undefined!, undefined!, undefined!];
});

test('a running service survives the rotation of the password', async () => {
  await startBehindGate();
  const before = calls.length;

  accepted = password = 'second';
  await dropConnections();
  assert.equal((await service.fetch('/ready')).status, 200);
  assert.equal(calls.length, before + 1);
  assert.ok(await service.logged('database password refused, fetching the secret again'));
});

test('it waits for a secret that lags behind the database', async () => {
  await startBehindGate();
  accepted = 'second';
  await dropConnections();
  setTimeout(() => (password = 'second'), 500);
  assert.equal((await service.fetch('/ready')).status, 200);
});

test('a password that stays wrong is an outage, not a crash', async () => {
  await startBehindGate();
  accepted = 'second';
  await dropConnections();
  assert.equal((await service.fetch('/ready')).status, 503);
  assert.equal((await service.fetch('/health')).status, 200);
});

/** Connections that are already open stay logged in: only a new one meets the new password. */
async function dropConnections(): Promise<void> {
  await database.goDown();
  await service.logged('idle database connection lost');
  await database.comeBack();
}
