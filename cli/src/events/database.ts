import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';

/** The aggregations: `sql/<name>.sql`, one SELECT each, for DuckDB and Trino alike. */
export const SQL_DIRECTORY: URL = new URL('../../sql/', import.meta.url);

export function sqlOf(name: string): string {
  return readFileSync(new URL(`${name}.sql`, SQL_DIRECTORY), 'utf8').trim();
}

/** All of them. */
export function sqlNames(): string[] {
  return readdirSync(SQL_DIRECTORY)
    .filter(file => file.endsWith('.sql'))
    .map(file => file.slice(0, -'.sql'.length))
    .sort();
}

export type Row = { readonly [column: string]: any };

/**
 * DuckDB in this process, with its data in a temporary file: what does not fit the memory that it may have goes to
 * disk.
 */
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

  /** Does something on one thread: of several, lines come out in another order than they stand in. */
  async inOrder(work: () => Promise<void>): Promise<void> {
    await this.run('SET threads = 1');
    try {
      await work();
    } finally {
      await this.run(`SET threads = ${this.threads}`);
    }
  }

  /** How much of what is running is done: 0 to 100; undefined where DuckDB cannot tell. */
  get percentage(): number | undefined {
    const { percentage } = this.connection.progress;
    return percentage >= 0 ? percentage : undefined;
  }

  /** Keeps what an aggregation gives, for those that are made from it. */
  async table(name: string): Promise<void> {
    await this.run(`CREATE TABLE ${name} AS ${sqlOf(name)}`);
  }

  async view(name: string): Promise<void> {
    await this.run(`CREATE VIEW ${name} AS ${sqlOf(name)}`);
  }

  async query(name: string): Promise<Row[]> {
    return this.rows(sqlOf(name));
  }

  close(): void {
    this.connection.closeSync();
    this.instance.closeSync();
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** A value in SQL. */
export function literal(value: string | number | boolean | Date | null): string {
  if (value === null) return 'NULL';
  if (value instanceof Date) return `TIMESTAMP '${value.toISOString().replace('T', ' ').replace('Z', '')}'`;
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
}
