import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseError, Pool, type PoolClient, type QueryResult, type QueryResultRow } from 'pg';
import type { DatabaseConfig } from './config.js';
import type { CredentialProvider } from './credentials.js';
import { log } from './log.js';

const INVALID_PASSWORD = '28P01';
const LOGIN_ATTEMPTS = 4;

/** The database can't be reached, or refuses to serve now: worth trying again later. */
export class DatabaseUnavailable extends Error {
  override name = 'DatabaseUnavailable';
}

export class Database {
  private constructor(
    private readonly pool: Pool,
    private readonly credentials: CredentialProvider,
  ) {}

  static async open(
    config: DatabaseConfig,
    credentials: CredentialProvider,
    queryTimeoutMs = 10_000,
  ): Promise<Database> {
    // RDS rotates the password and keeps the user name, so the name is read once.
    const { username } = await credentials.get();
    const pool = new Pool({
      ...config,
      user: username,
      // Called for every new connection, so that a rotated password is picked up.
      password: async () => (await credentials.get()).password,
      // Tasks x max must stay below the database's max_connections.
      max: 10,
      connectionTimeoutMillis: 5_000,
      idleTimeoutMillis: 30_000,
      // The server stops a slow statement; if the server has gone silent, the client gives up a little later.
      statement_timeout: queryTimeoutMs,
      query_timeout: queryTimeoutMs + 1_000,
      keepAlive: true,
      application_name: 'orders',
    });
    // An idle connection broke. The pool replaces it; without a listener the process would die.
    pool.on('error', error => log.warn('idle database connection lost', { error }));
    return new Database(pool, credentials);
  }

  async query<Row extends QueryResultRow>(sql: string, values: unknown[] = []): Promise<QueryResult<Row>> {
    return this.#withLogin(() => this.pool.query<Row>(sql, values));
  }

  async transaction(work: (client: PoolClient) => Promise<void>): Promise<void> {
    const client = await this.#withLogin(() => this.pool.connect());
    try {
      await client.query('begin');
      await work(client);
      await client.query('commit');
      client.release();
    } catch (error) {
      client.release(true); // Closes the connection, which rolls back.
      throw classify(error);
    }
  }

  close(): Promise<void> {
    return this.pool.end();
  }

  /**
   * Retries with fresh credentials when the password is refused; that is safe, because nothing has run
   * before the login. It waits in between, because a rotation changes the password in the database a
   * moment before the secret shows it.
   */
  async #withLogin<T>(run: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await run();
      } catch (error) {
        const refused = error instanceof DatabaseError && error.code === INVALID_PASSWORD;
        if (!refused || attempt === LOGIN_ATTEMPTS) throw classify(error);
        log.warn('database password refused, fetching the secret again', { attempt });
        this.credentials.forget();
        await sleep((attempt - 1) * 1000);
      }
    }
  }
}

/** Only an answer about the statement itself is a fault of ours; anything else is an outage. */
function classify(error: unknown): unknown {
  const outage = ['08', '28', '53', '57']; // SQLSTATE classes: connection, login, resources, operator.
  if (error instanceof DatabaseError && !outage.includes(error.code?.slice(0, 2) ?? '')) return error;
  return new DatabaseUnavailable('The database is unavailable', { cause: error });
}
