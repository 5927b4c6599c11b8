import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';

/** The directory of the aggregations: one SELECT in each `<name>.sql`, for DuckDB and for Trino. */
export const SQL_DIRECTORY: URL = new URL('../../sql/', import.meta.url);

/** The SQL of an aggregation. */
export function sqlOf(name: string): string {
  return readFileSync(new URL(`${name}.sql`, SQL_DIRECTORY), 'utf8').trim();
}

/** The names of all aggregations. */
export function sqlNames(): string[] {
  return readdirSync(SQL_DIRECTORY)
    .filter(file => file.endsWith('.sql'))
    .map(file => file.slice(0, -'.sql'.length))
    .sort();
}

export type Row = { readonly [column: string]: any };

/** DuckDB in this process, with its data in a temporary file. Data beyond the memory limit is on disk. */
export class Database {
  private constructor(
    private readonly connection: DuckDBConnection,
    readonly directory: string,
    private readonly instance: DuckDBInstance,
    private readonly threads: number,
  ) {}

  static async open({ memory = '350MB', threads = 2 }: { memory?: string; threads?: number } = {}): Promise<Database> {
    const directory = mkdtempSync(join(tmpdir(), 'goldenpath-report-'));
    const instance = await DuckDBInstance.create(join(directory, 'events.duckdb'), {
      memory_limit: memory,
      threads: String(threads),
      temp_directory: join(directory, 'spill'),
    });
    const connection = await instance.connect();
    await connection.run("SET TimeZone = 'UTC'");
    return new Database(connection, directory, instance, threads);
  }

  async run(sql: string): Promise<void> {
    await this.connection.run(sql);
  }

  async rows(sql: string): Promise<Row[]> {
    const reader = await this.connection.runAndReadAll(sql);
    return reader
      .getRowObjectsJS()
      .map(row =>
        Object.fromEntries(
          Object.entries(row).map(([column, value]) => [column, typeof value === 'bigint' ? Number(value) : value]),
        ),
      );
  }

  /** Runs work on one thread, because several threads change the order of lines. */
  async inOrder(work: () => Promise<void>): Promise<void> {
    await this.run('SET threads = 1');
    try {
      await work();
    } finally {
      await this.run(`SET threads = ${this.threads}`);
    }
  }

  /** The progress of the running query, from 0 to 100; undefined where DuckDB does not know it. */
  get percentage(): number | undefined {
    const { percentage } = this.connection.progress;
    return percentage >= 0 ? percentage : undefined;
  }

  /** Runs an aggregation and stores the result as a table, for the aggregations that use it. */
  async table(name: string): Promise<void> {
    await this.run(`CREATE TABLE ${name} AS ${sqlOf(name)}`);
  }

  /** Creates a view of an aggregation, for the aggregations that use it. */
  async view(name: string): Promise<void> {
    await this.run(`CREATE VIEW ${name} AS ${sqlOf(name)}`);
  }

  /** Runs an aggregation and returns its rows. */
  async query(name: string): Promise<Row[]> {
    return this.rows(sqlOf(name));
  }

  close(): void {
    this.connection.closeSync();
    this.instance.closeSync();
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** A value as an SQL literal. */
export function literal(value: string | number | boolean | Date | null): string {
  if (value === null) return 'NULL';
  if (value instanceof Date) return `TIMESTAMP '${value.toISOString().replace('T', ' ').replace('Z', '')}'`;
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
}
