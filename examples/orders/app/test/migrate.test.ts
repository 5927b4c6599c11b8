import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { fixedCredentials } from '../src/credentials.js';
import { Database } from '../src/database.js';
import { migrate, MIGRATIONS } from '../src/migrate.js';
import { startDatabase, type TestDatabase } from './support.js';

let server: TestDatabase;
let database: Database;

beforeEach(async () => {
  server = await startDatabase();
  const config = { host: '127.0.0.1', port: server.port, database: 'postgres', ssl: false as const };
  database = await Database.open(config, fixedCredentials({ username: 'postgres', password: 'postgres' }));
});

afterEach(async () => {
  await database.close();
  await server.close();
});

async function versions(): Promise<number[]> {
  const { rows } = await database.query<{ version: number }>('select version from schema_migrations order by version');
  return rows.map(({ version }) => version);
}

test('migrating again changes nothing and keeps the data', async () => {
  await migrate(database);
  await database.query(`insert into orders (customer, items) values ('Ada', '[]')`);
  await migrate(database);
  assert.deepEqual(
    await versions(),
    MIGRATIONS.map((_, index) => index + 1),
  );
  assert.equal((await database.query('select * from orders')).rowCount, 1);
});

test("tasks that start together do not get in each other's way", async () => {
  await Promise.all([migrate(database), migrate(database), migrate(database)]);
  assert.deepEqual(
    await versions(),
    MIGRATIONS.map((_, index) => index + 1),
  );
});

test('only what is new is applied', async () => {
  await migrate(database, ['create table a (x int)']);
  await migrate(database, ['create table a (x int)', 'alter table a add y int']);
  assert.deepEqual(await versions(), [1, 2]);
  assert.equal((await database.query('select x, y from a')).rowCount, 0);
});

test('a migration that fails leaves nothing behind', async () => {
  await assert.rejects(migrate(database, ['create table a (x int)', 'create nonsense']), /syntax error/);
  await assert.rejects(database.query('select * from a'), /does not exist/);
  await migrate(database);
  assert.deepEqual(
    await versions(),
    MIGRATIONS.map((_, index) => index + 1),
  );
});
