import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { Service, startDatabase, type TestDatabase } from './support.js';

const order = { customer: 'Ada', items: [{ sku: 'tea-01', quantity: 2 }] };

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

beforeEach(() => database.pglite.exec('truncate orders'));

async function assertProblem(response: Response, status: number): Promise<Record<string, unknown>> {
  assert.equal(response.status, status);
  assert.equal(response.headers.get('content-type'), 'application/problem+json');
  const problem = (await response.json()) as Record<string, unknown>;
  assert.equal(problem.status, status);
  for (const member of ['type', 'title', 'detail']) assert.equal(typeof problem[member], 'string', member);
  return problem;
}

test('a created order is found at its Location', async () => {
  const created = await service.post(order);
  assert.equal(created.status, 201);
  const body = await created.json();
  assert.equal(created.headers.get('location'), `/orders/${body.id}`);

  const found = await service.fetch(created.headers.get('location')!);
  assert.equal(found.status, 200);
  assert.deepEqual(await found.json(), body);
  assert.deepEqual([body.customer, body.items], [order.customer, order.items]);
  assert.ok(Math.abs(Date.now() - Date.parse(body.createdAt)) < 60_000);
});

test('text is stored as it came, not run as SQL', async () => {
  const customer = `Zoë 👩‍💻 '); drop table orders; --`;
  const created = await service.post({ ...order, customer });
  assert.equal((await created.json()).customer, customer);
  assert.equal((await service.fetch('/orders')).status, 200);
});

test('the list is empty at first', async () => {
  assert.deepEqual(await (await service.fetch('/orders')).json(), { orders: [], nextCursor: null });
});

test('pages run from the newest to the oldest, each order once, also when new ones arrive', async () => {
  for (let i = 1; i <= 5; i++) await service.post({ ...order, customer: `c${i}` });

  const seen: string[][] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const response = await service.fetch(`/orders?limit=2${cursor && `&cursor=${cursor}`}`);
    const page = (await response.json()) as { orders: { customer: string }[]; nextCursor: string | null };
    seen.push(page.orders.map(({ customer }) => customer));
    cursor = page.nextCursor;
    await service.post({ ...order, customer: 'late' });
  }
  assert.deepEqual(seen, [['c5', 'c4'], ['c3', 'c2'], ['c1']]);
});

test('a page that ends exactly at the last order has no next page', async () => {
  for (let i = 1; i <= 2; i++) await service.post(order);
  const page = await (await service.fetch('/orders?limit=2')).json();
  assert.equal(page.orders.length, 2);
  assert.equal(page.nextCursor, null);
});

test('a page has 20 orders when no limit is asked for', async () => {
  for (let i = 1; i <= 21; i++) await service.post(order);
  assert.equal((await (await service.fetch('/orders')).json()).orders.length, 20);
});

const item = order.items[0]!;
const invalid: [string, unknown, string][] = [
  ['no customer', { items: order.items }, 'customer'],
  ['an empty customer', { ...order, customer: '  ' }, 'customer'],
  ['a customer that is too long', { ...order, customer: 'x'.repeat(201) }, 'customer'],
  ['a NUL in the customer', { ...order, customer: 'A\0da' }, 'customer'],
  ['a lone surrogate in the customer', { ...order, customer: '\ud800' }, 'customer'],
  ['no items', { customer: 'Ada' }, 'items'],
  ['an empty list of items', { ...order, items: [] }, 'items'],
  ['too many items', { ...order, items: Array(101).fill(item) }, 'items'],
  ['no sku', { ...order, items: [{ quantity: 1 }] }, 'items.0.sku'],
  ['a NUL in a sku', { ...order, items: [{ ...item, sku: '\0' }] }, 'items.0.sku'],
  ['a quantity of 0', { ...order, items: [item, { ...item, quantity: 0 }] }, 'items.1.quantity'],
  ['half a quantity', { ...order, items: [{ ...item, quantity: 1.5 }] }, 'items.0.quantity'],
  ['a quantity in words', { ...order, items: [{ ...item, quantity: '2' }] }, 'items.0.quantity'],
  ['an unknown field', { ...order, discount: 100 }, ''],
  ['a body that is no object', [], ''],
];
for (const [name, body, field] of invalid) {
  test(`refuses ${name} with 400`, async () => {
    const problem = await assertProblem(await service.post(body), 400);
    const errors = problem.errors as { field: string; detail: string }[];
    assert.deepEqual(
      errors.map(error => error.field),
      [field],
    );
    assert.deepEqual((await database.pglite.query('select * from orders')).rows, []);
  });
}

const json = { 'content-type': 'application/json' };
const refused: [string, number, string, RequestInit][] = [
  ['a body that is not JSON', 400, '/orders', { method: 'POST', headers: json, body: '{' }],
  ['an empty body', 400, '/orders', { method: 'POST', headers: json }],
  [
    'a body that is not UTF-8',
    400,
    '/orders',
    { method: 'POST', headers: json, body: Buffer.from([0x22, 0xff, 0x22]) },
  ],
  ['a body of another type', 415, '/orders', { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{}' }],
  ['a body of no type', 415, '/orders', { method: 'POST', body: Buffer.from('{}') }],
  [
    'a type that only starts like JSON',
    415,
    '/orders',
    { method: 'POST', headers: { 'content-type': 'application/jsonl' }, body: '{}' },
  ],
  [
    'a compressed body',
    415,
    '/orders',
    { method: 'POST', headers: { ...json, 'content-encoding': 'gzip' }, body: 'x' },
  ],
  [
    'a body above 64 KiB',
    413,
    '/orders',
    { method: 'POST', headers: json, body: JSON.stringify('x'.repeat(64 * 1024)) },
  ],
  ['a huge body', 413, '/orders', { method: 'POST', headers: json, body: Buffer.alloc(20 * 1024 * 1024, ' ') }],
  ['a limit of 0', 400, '/orders?limit=0', {}],
  ['a limit above 100', 400, '/orders?limit=101', {}],
  ['a limit in words', 400, '/orders?limit=ten', {}],
  ['a made-up cursor', 400, '/orders?cursor=abc', {}],
  ['an empty cursor', 400, '/orders?cursor=', {}],
  ['an unknown path', 404, '/nowhere', {}],
  ['a path that is no URL', 404, '//', {}],
  ['an unknown order', 404, '/orders/00000000-0000-4000-8000-000000000000', {}],
  ['an order id that is no UUID', 404, '/orders/1', {}],
];
for (const [name, status, path, init] of refused) {
  test(`refuses ${name} with ${status}`, async () => {
    await assertProblem(await service.fetch(path, init), status);
  });
}

test('refuses a wrong method with 405 and says which are right', async () => {
  const list = await service.fetch('/orders', { method: 'DELETE' });
  await assertProblem(list, 405);
  assert.equal(list.headers.get('allow'), 'POST, GET, HEAD');
  const health = await service.fetch('/health', { method: 'POST' });
  await assertProblem(health, 405);
  assert.equal(health.headers.get('allow'), 'GET, HEAD');
});

test('a body of exactly 64 KiB is read', async () => {
  const body = JSON.stringify(order).padEnd(64 * 1024);
  assert.equal((await service.fetch('/orders', { method: 'POST', headers: json, body })).status, 201);
});

test('HEAD answers like GET, without a body', async () => {
  const response = await service.fetch('/orders', { method: 'HEAD' });
  assert.equal(response.status, 200);
  assert.equal(await response.text(), '');
});

test('each request is one JSON log line with its id, without the customer', async () => {
  const response = await service.post({ ...order, customer: 'Secretive' });
  const requestId = response.headers.get('x-request-id');
  await response.text();
  const find = () => service.logs.find(candidate => candidate.requestId === requestId);
  for (let i = 0; i < 50 && !find(); i++) await new Promise(resolve => setTimeout(resolve, 20));
  assert.deepEqual([find()?.method, find()?.path, find()?.status], ['POST', '/orders', 201]);
  assert.ok(!JSON.stringify(service.logs).includes('Secretive'));
});
