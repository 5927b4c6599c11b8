/** The table that both views read. */
export const RAW_TABLE = 'raw_events';

/** The detail type under which CI sends a manifest. */
export const MANIFEST_EVENT = 'goldenpath.manifest';

/** A property of an event's detail, in the language of Trino. */
export const field = (path: string) => `json_extract_scalar(detail, '$.${path}')`;

export const text = (sql: string) => `CAST(${sql} AS VARCHAR)`;

/** A time that cannot be read is null: it must not end the query. */
export const time = (sql: string) => `CAST(TRY(from_iso8601_timestamp(${sql})) AT TIME ZONE 'UTC' AS TIMESTAMP(3))`;

export const flag = (sql: string) => `TRY_CAST(${sql} AS BOOLEAN)`;

/** A query that selects expressions by the names of their columns, a line each. */
export function select(columns: { readonly [name: string]: string }, from: string): string {
  const lines = Object.entries(columns).map(([name, sql]) => `  ${sql} AS ${name}`);
  return `SELECT\n${lines.join(',\n')}\n${from}`;
}
