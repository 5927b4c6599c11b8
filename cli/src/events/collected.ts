import { Database, literal } from './database.js';

/**
 * Where PlatformInsights has its events: by the day on which they came, under names that Firehose makes up and that end
 * in .gz or in nothing.
 */
const COLLECTED = /(^|[\\/])events[\\/]day=\d{4}-\d{2}-\d{2}[\\/][^\\/]+$/;

export function isCollectedEvents(file: string): boolean {
  return COLLECTED.test(file);
}

/** What Firehose could not work. */
const FAILED = /(^|[\\/])errors[\\/][^\\/]+[\\/]day=\d{4}-\d{2}-\d{2}[\\/][^\\/]+$/;

export function isFailedDelivery(file: string): boolean {
  return FAILED.test(file);
}

/** What is read of an event here; all else is skipped. */
const COLUMNS =
  "{'account': 'VARCHAR', 'region': 'VARCHAR', 'time': 'VARCHAR', 'detail-type': 'VARCHAR', 'detail': 'JSON'}";

/** A stack that CloudFormation has told of; again under the same name, it is another one. */
const TOLD = `
  SELECT split_part(id, ':', 5) AS account, split_part(id, ':', 4) AS region, split_part(id, '/', 2) AS stack, MIN(told_at) AS since,
    BOOL_OR(status = 'DELETE_COMPLETE') OR BOOL_AND(status = 'REVIEW_IN_PROGRESS') AS is_gone
  FROM (SELECT detail ->> '$."stack-id"' AS id, detail ->> '$."status-details".status' AS status, told_at FROM lines WHERE "detail-type" = 'CloudFormation Stack Status Change')
  WHERE id LIKE 'arn:%' AND split_part(id, '/', 2) <> 'CDKToolkit' GROUP BY id`;

/**
 * What CI said of a stack, which it calls by its id or, in the account and region of the call, by its name. A
 * half-written one has no stack.
 */
const SENT = `
  SELECT CASE WHEN said LIKE 'arn:%' THEN split_part(said, ':', 5) ELSE account END AS account,
    CASE WHEN said LIKE 'arn:%' THEN split_part(said, ':', 4) ELSE region END AS region,
    CASE WHEN NOT json_exists(detail, '$.manifest') THEN NULL WHEN said LIKE 'arn:%' THEN split_part(said, '/', 2) ELSE said END AS stack,
    told_at, detail -> '$.manifest' AS manifest
  FROM (SELECT *, detail ->> '$.stack' AS said FROM lines WHERE "detail-type" = 'goldenpath.manifest')`;

/**
 * Writes what collected events say of stacks in lines that `readCollected` reads: the manifests that CI sent, and the
 * stacks that CloudFormation
 * told of without one, which are off the path. A stack that was deleted is left out.
 */
export async function writeCollectedStacks(files: readonly string[], to: string): Promise<void> {
  const database = await Database.open();
  try {
    await database.run(
      'CREATE TEMP TABLE lines (account VARCHAR, region VARCHAR, told_at TIMESTAMP, "detail-type" VARCHAR, detail ' +
        'JSON)',
    );
    const read = (some: readonly string[]) =>
      database.run(`
      INSERT INTO lines SELECT account, region, CAST(TRY_CAST("time" AS TIMESTAMPTZ) AS TIMESTAMP), "detail-type", detail
      FROM read_ndjson([${some.map(literal).join(', ')}], columns = ${COLUMNS}, ignore_errors = true)
      WHERE "detail-type" IN ('goldenpath.manifest', 'CloudFormation Stack Status Change')`);
    await read(files).catch(async () => {
      // One of them cannot be read. Which, is said where its events are counted.
      for (const file of files) await read([file]).catch(() => {});
    });
    await database.run(`
      COPY (
        WITH told AS (${TOLD}), sent AS (${SENT}),
        living AS (SELECT account, region, stack, MIN(since) AS since, BOOL_AND(is_gone) AS is_gone FROM told GROUP BY account, region, stack)
        SELECT sent.account, sent.region, sent.stack, strftime(sent.told_at, '%Y-%m-%dT%H:%M:%SZ') AS "at",
          CASE WHEN json_exists(manifest, '$.entries') THEN manifest END AS manifest, CASE WHEN NOT json_exists(manifest, '$.entries') THEN manifest END AS summary
        FROM sent LEFT JOIN living USING (account, region, stack) WHERE is_gone IS NOT TRUE
        UNION ALL
        SELECT account, region, stack, strftime(since, '%Y-%m-%dT%H:%M:%SZ'), NULL, NULL
        FROM living ANTI JOIN sent USING (account, region, stack) WHERE NOT is_gone
        ORDER BY ALL
      ) TO ${literal(to)} (FORMAT json)`);
  } finally {
    database.close();
  }
}
