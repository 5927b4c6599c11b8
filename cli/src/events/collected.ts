import { Database, literal } from './database.js';

/**
 * The paths of the events that PlatformInsights collects: one directory for each day of arrival, with file names from
 * Firehose that end in .gz or have no extension.
 */
const COLLECTED = /(^|[\\/])events[\\/]day=\d{4}-\d{2}-\d{2}[\\/][^\\/]+$/;

export function isCollectedEvents(file: string): boolean {
  return COLLECTED.test(file);
}

/** The paths of the records that Firehose could not process. */
const FAILED = /(^|[\\/])errors[\\/][^\\/]+[\\/]day=\d{4}-\d{2}-\d{2}[\\/][^\\/]+$/;

export function isFailedDelivery(file: string): boolean {
  return FAILED.test(file);
}

/** The fields of an event that are read here. */
const COLUMNS =
  "{'account': 'VARCHAR', 'region': 'VARCHAR', 'time': 'VARCHAR', 'detail-type': 'VARCHAR', 'detail': 'JSON'}";

/** The stacks in the events of CloudFormation, by stack id. A new stack with the name of an old one has another id. */
const STACKS = `
  SELECT
    split_part(id, ':', 5) AS account,
    split_part(id, ':', 4) AS region,
    split_part(id, '/', 2) AS stack,
    MIN(occurred_at) AS since,
    BOOL_OR(status = 'DELETE_COMPLETE') OR BOOL_AND(status = 'REVIEW_IN_PROGRESS') AS is_gone
  FROM (
    SELECT
      detail ->> '$."stack-id"' AS id,
      detail ->> '$."status-details".status' AS status,
      occurred_at
    FROM lines
    WHERE "detail-type" = 'CloudFormation Stack Status Change'
  )
  WHERE id LIKE 'arn:%' AND split_part(id, '/', 2) <> 'CDKToolkit'
  GROUP BY id`;

/**
 * The manifests that CI sent. CI names a stack by its id, or by its name in the account and region of the call. An
 * incomplete event has no stack.
 */
const MANIFESTS = `
  SELECT
    CASE WHEN name LIKE 'arn:%' THEN split_part(name, ':', 5) ELSE account END AS account,
    CASE WHEN name LIKE 'arn:%' THEN split_part(name, ':', 4) ELSE region END AS region,
    CASE
      WHEN NOT json_exists(detail, '$.manifest') THEN NULL
      WHEN name LIKE 'arn:%' THEN split_part(name, '/', 2)
      ELSE name
    END AS stack,
    occurred_at,
    detail -> '$.manifest' AS manifest
  FROM (SELECT *, detail ->> '$.stack' AS name FROM lines WHERE "detail-type" = 'goldenpath.manifest')`;

/**
 * Writes the stacks of collected events as lines for `readCollected`: the manifests that CI sent, and the stacks of
 * CloudFormation without a manifest, which are off the path. Deleted stacks are left out.
 */
export async function writeCollectedStacks(files: readonly string[], to: string): Promise<void> {
  const database = await Database.open();
  try {
    await database.run(
      'CREATE TEMP TABLE lines ' +
        '(account VARCHAR, region VARCHAR, occurred_at TIMESTAMP, "detail-type" VARCHAR, detail JSON)',
    );
    const read = (some: readonly string[]) =>
      database.run(`
      INSERT INTO lines
      SELECT account, region, CAST(TRY_CAST("time" AS TIMESTAMPTZ) AS TIMESTAMP), "detail-type", detail
      FROM read_ndjson([${some.map(literal).join(', ')}], columns = ${COLUMNS}, ignore_errors = true)
      WHERE "detail-type" IN ('goldenpath.manifest', 'CloudFormation Stack Status Change')`);
    await read(files).catch(async () => {
      // One file cannot be read. `ingest` reports which one.
      for (const file of files) await read([file]).catch(() => {});
    });
    await database.run(`
      COPY (
        WITH
        stacks AS (${STACKS}),
        manifests AS (${MANIFESTS}),
        names AS (
          SELECT account, region, stack, MIN(since) AS since, BOOL_AND(is_gone) AS is_gone
          FROM stacks
          GROUP BY account, region, stack
        )
        SELECT
          manifests.account,
          manifests.region,
          manifests.stack,
          strftime(manifests.occurred_at, '%Y-%m-%dT%H:%M:%SZ') AS "at",
          CASE WHEN json_exists(manifest, '$.entries') THEN manifest END AS manifest,
          CASE WHEN NOT json_exists(manifest, '$.entries') THEN manifest END AS summary
        FROM manifests LEFT JOIN names USING (account, region, stack)
        WHERE is_gone IS NOT TRUE
        UNION ALL
        SELECT account, region, stack, strftime(since, '%Y-%m-%dT%H:%M:%SZ'), NULL, NULL
        FROM names ANTI JOIN manifests USING (account, region, stack)
        WHERE NOT is_gone
        ORDER BY ALL
      ) TO ${literal(to)} (FORMAT json)`);
  } finally {
    database.close();
  }
}
