import { medianRanks } from '../statistics/intervals.js';
import type { AggregateSettings, ServiceName } from './aggregates.js';
import { type Database, literal } from './database.js';

/**
 * The formats with deployments, ranked by their detail: a pipeline knows its changes and incidents, a stack only that
 * it changed.
 */
const SOURCES: ReadonlyArray<readonly [place: number, format: string]> = [
  [1, 'normalised'],
  [1, 'cdevents'],
  [2, 'github'],
  [3, 'ecs'],
  [4, 'cloudformation'],
];

/** The earliest plausible time of an event: the launch of Amazon S3. */
export const EARLIEST = new Date('2006-03-14T00:00:00Z');

/** The largest number of observations for which the table of ranks is exact. */
const EXACT_RANKS = 1000;

/** Creates the tables that the aggregations read beside the events: the settings, the formats, the service names. */
export async function createSettingsTables(
  database: Database,
  { asOf, windowFrom, incidentHours, lateHours, unplacedArm }: AggregateSettings,
  services: readonly ServiceName[],
): Promise<void> {
  await database.run(
    `CREATE TABLE settings AS SELECT
      ${literal(asOf)} AS as_of,
      ${literal(windowFrom)} AS window_from,
      ${literal(EARLIEST)} AS earliest,
      ${incidentHours} AS incident_hours,
      ${lateHours} AS late_hours,
      CAST(${literal(unplacedArm)} AS VARCHAR) AS unplaced_arm`,
  );
  await database.run(
    `CREATE TABLE sources AS SELECT *
    FROM (VALUES ${SOURCES.map(([place, format]) => `(${place}, ${literal(format)})`).join(', ')})
      AS sources (place, format)`,
  );
  await database.run(
    'CREATE TABLE service_names (service VARCHAR, called VARCHAR, stack VARCHAR, team VARCHAR, arm VARCHAR, ' +
      'production BOOLEAN)',
  );
  await insert(
    database,
    'service_names',
    services
      .filter(({ account }) => account === null)
      .map(({ service, called, stack, team, arm, production }) => [service, called, stack, team, arm, production]),
  );
  await database.run('CREATE TABLE account_names (service VARCHAR, account VARCHAR, production BOOLEAN)');
  await insert(
    database,
    'account_names',
    services
      .filter(({ account }) => account !== null)
      .map(({ service, account, production }) => [service, account, production]),
  );
  const ranks = Array.from({ length: EXACT_RANKS }, (_, i) => ({ n: i + 1, ...medianRanks(i + 1) }));
  await database.run(
    `CREATE TABLE median_ranks AS SELECT *
    FROM (VALUES ${ranks.map(({ n, low, high }) => `(${n}, ${literal(low)}, ${literal(high)})`).join(', ')})
      AS ranks (n, low_rank, high_rank)`,
  );
}

async function insert(
  database: Database,
  table: string,
  rows: ReadonlyArray<ReadonlyArray<string | boolean | null>>,
): Promise<void> {
  for (let i = 0; i < rows.length; i += 1000) {
    await database.run(
      `INSERT INTO ${table} VALUES ${rows
        .slice(i, i + 1000)
        .map(row => `(${row.map(literal).join(', ')})`)
        .join(', ')}`,
    );
  }
}
