import type { Database } from './database.js';
import { log } from './log.js';

/**
 * Applied in order, once each. Never edit one that has shipped: add the next. While a new version rolls
 * out, the old one still runs: a change must suit both (add first, remove in a later release).
 */
export const MIGRATIONS: readonly string[] = [
  `create table orders (
     seq        bigint generated always as identity primary key,
     id         uuid not null unique default gen_random_uuid(),
     customer   text not null,
     items      jsonb not null,
     created_at timestamptz not null default now()
   )`,
];

/** Any number that no other user of this database locks. */
const LOCK = 7_012_001;

export async function migrate(database: Database, migrations = MIGRATIONS): Promise<void> {
  await database.transaction(async client => {
    // Tasks start together: one migrates, the others wait here. The lock ends with the transaction.
    await client.query('select pg_advisory_xact_lock($1)', [LOCK]);
    await client.query(
      'create table if not exists schema_migrations (version int primary key, applied_at timestamptz not null default now())',
    );
    const { rows } = await client.query<{ version: number }>(
      'select coalesce(max(version), 0) as version from schema_migrations',
    );
    const current = rows[0]?.version ?? 0;
    for (const [index, sql] of migrations.entries()) {
      const version = index + 1;
      if (version <= current) continue;
      await client.query(sql);
      await client.query('insert into schema_migrations (version) values ($1)', [version]);
      log.info('migration applied', { version });
    }
  });
}
