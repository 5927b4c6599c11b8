import type { AggregateSettings, EventQuality } from './aggregates.js';
import { type Database, literal, type Row } from './database.js';
import { withProgress } from './progress.js';
import { EARLIEST } from './settings-tables.js';

/**
 * Looks for problems in the events.
 *
 * @param step the text that is shown as progress
 */
export async function inspectEvents(
  database: Database,
  settings: AggregateSettings,
  step: string,
  progress: (text: string) => void,
): Promise<EventQuality> {
  let found!: EventQuality;
  await withProgress(database, step, progress, async () => {
    await database.table('duplicates');
    const quality = (await database.query('quality'))[0]!;
    const [counts] = await database.rows(
      'SELECT COUNT(*) AS events, COALESCE(SUM(times - 1), 0)::BIGINT AS surplus FROM duplicates',
    );
    const often = await database.rows('SELECT event_id, times FROM duplicates ORDER BY times DESC, event_id LIMIT 3');
    // The order of lines is not in the data. Only DuckDB keeps it, so that this query is not in sql/.
    await database.run('SET preserve_insertion_order = true');
    const [disorder] = await database.rows(
      `SELECT COUNT(*) AS n
      FROM (
        SELECT
          occurred_at,
          source_file,
          LAG(occurred_at) OVER () AS before,
          LAG(source_file) OVER () AS file_before
        FROM events
        WHERE kind IS NOT NULL
      )
      WHERE occurred_at < before AND source_file = file_before`,
    );
    found = {
      quality,
      outOfOrder: disorder!.n,
      duplicates: {
        events: counts!.events,
        surplus: counts!.surplus,
        examples: often.map(({ event_id, times }) => `${event_id} (${times} times)`),
      },
      negative: await database.query('negative'),
      orphans: (await database.query('orphans'))[0]!,
      sameNames: await database.query('same_names'),
      toldAgain: await database.query('told_again'),
      examples: await examplesOf(database, settings, quality),
    };
  });
  return found;
}

/** Reads examples of the findings with a count over 0. Each finding needs one more query over all events. */
async function examplesOf(
  database: Database,
  { asOf, lateHours }: AggregateSettings,
  quality: Row,
): Promise<{ [finding: string]: string[] }> {
  const conditions: { [finding: string]: readonly [column: string, condition: string] } = {
    unreadable: ['unreadable', "format = 'unreadable'"],
    withoutTime: ['without_time', 'kind IS NOT NULL AND occurred_at IS NULL'],
    future: ['in_the_future', `occurred_at > ${literal(asOf)}`],
    early: ['before_the_cloud', `occurred_at < ${literal(EARLIEST)}`],
    late: ['late', `date_diff('second', occurred_at, received_at) > ${3600 * lateHours}`],
    negative: ['ended_before_start', 'started_at > occurred_at'],
    withoutService: [
      'without_service',
      "kind IS NOT NULL AND service IS NULL AND kind NOT IN ('engineer.joined', 'incident.resolved')",
    ],
    withoutOutcome: ['without_outcome', "kind = 'deployment' AND outcome IS NULL"],
    withoutEnvironment: [
      'without_environment',
      `kind = 'deployment' AND production IS NULL
        AND service NOT IN (SELECT service FROM service_names WHERE production IS NOT NULL)
        AND NOT EXISTS (
          SELECT 1
          FROM account_names a
          WHERE a.service = events.service AND a.account = events.namespace AND a.production IS NOT NULL
        )`,
    ],
  };
  const found: { [finding: string]: string[] } = {};
  for (const [finding, [column, condition]] of Object.entries(conditions)) {
    if (!quality[column]) continue;
    const rows = await database.rows(
      `SELECT event_id, service, source_file, CAST(occurred_at AS VARCHAR) AS occurred_at
      FROM events
      WHERE ${condition}
      LIMIT 3`,
    );
    found[finding] = rows.map(
      ({ event_id, service, source_file, occurred_at }) =>
        [event_id, service, occurred_at].filter(each => each !== null).join(', ') || source_file,
    );
  }
  return found;
}
