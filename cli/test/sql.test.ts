import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { DuckDBInstance } from '@duckdb/node-api';
import { TrinoSQL } from 'dt-sql-parser';
import { aggregate } from '../src/events/aggregate.ts';
import { Database, sqlNames, sqlOf } from '../src/events/database.ts';
import { EVENT_COLUMNS, PRODUCTION } from '../src/events/table.ts';
import { ingest } from '../src/events/ingest.ts';

const trino = new TrinoSQL();

test('the parser is one: it refuses what only DuckDB takes', () => {
  assert.equal(trino.validate('SELECT a FROM b').length, 0);
  for (const foreign of [
    'SELECT * EXCLUDE (a) FROM b',
    'SELECT a::INTEGER FROM b',
    'SELECT LAG(a IGNORE NULLS) OVER () FROM b',
    'SELECT a FROM b GROUP BY ALL',
    'FROM b',
  ]) {
    assert.ok(trino.validate(foreign).length > 0, foreign);
  }
});

for (const name of sqlNames()) {
  test(`sql/${name}.sql is a SELECT that Trino takes`, () => {
    const sql = sqlOf(name);
    assert.deepEqual(
      trino.validate(sql).map(({ message, startLine }) => `${startLine}: ${message}`),
      [],
    );
    // Both engines parse the division of two whole numbers, or by a decimal with one digit, but with other results.
    assert.doesNotMatch(sql.replace(/--.*/g, ''), /\/ ?\d+(\.\d+)?(?![\dE.])/, 'divide by a double: 2E0');
  });
}

test('every aggregation runs in DuckDB, and has no functions of one engine only', async () => {
  const database = await Database.open();
  const directory = mkdtempSync(join(tmpdir(), 'sql-'));
  try {
    const file = join(directory, 'events.jsonl');
    const deployment = {
      kind: 'deployment',
      event_id: 'a',
      occurred_at: '2026-11-01T00:00:00Z',
      service: 'orders',
      production: true,
      outcome: 'success',
    };
    writeFileSync(file, `${JSON.stringify(deployment)}\n`);
    await ingest(database, [file], PRODUCTION, () => {});
    await aggregate(
      database,
      {
        asOf: new Date('2026-11-22'),
        windowFrom: new Date('2026-06-01'),
        incidentHours: 24,
        lateHours: 24,
        unplacedArm: null,
      },
      [],
      () => {},
    );
    for (const name of sqlNames()) await database.rows(`SELECT * FROM (${sqlOf(name)}) AS aggregation LIMIT 1`);
  } finally {
    database.close();
    rmSync(directory, { recursive: true });
  }
  const known = new Set([
    'AVG',
    'BOOL_OR',
    'CAST',
    'COALESCE',
    'CONCAT',
    'COUNT',
    'DATE_DIFF',
    'DATE_TRUNC',
    'FLOOR',
    'LN',
    'MAX',
    'MAX_BY',
    'MIN',
    'ROW_NUMBER',
    'SQRT',
    'SUM',
  ]);
  const words = new Set([
    'AND',
    'AS',
    'BY',
    'DISTINCT',
    'FROM',
    'IN',
    'JOIN',
    'NOT',
    'OR',
    'OVER',
    'SELECT',
    'WHEN',
    'THEN',
    'VALUES',
    'EXISTS',
    'ON',
  ]);
  for (const name of sqlNames()) {
    const called = [
      ...sqlOf(name)
        .replace(/--.*/g, '')
        .matchAll(/\b([A-Z_]+)\s*\(/g),
    ]
      .map(([, word]) => word!)
      .filter(word => !words.has(word));
    assert.deepEqual(
      called.filter(word => !known.has(word)),
      [],
      `${name}: is it in Trino and in DuckDB, and the same?`,
    );
  }
});

test('the table of events has types of both engines', async () => {
  const columns = Object.entries(EVENT_COLUMNS)
    .map(([name, type]) => `${name} ${type}`)
    .join(', ');
  assert.deepEqual(trino.validate(`CREATE TABLE events (${columns})`), []);
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  await connection.run(`CREATE TABLE events (${columns})`);
  connection.closeSync();
  instance.closeSync();
});
