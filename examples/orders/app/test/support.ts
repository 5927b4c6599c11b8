import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';

/** A real Postgres (compiled to WebAssembly) that speaks the real protocol on a local port. */
export interface TestDatabase {
  pglite: PGlite;
  port: number;
  goDown(): Promise<void>;
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

export async function startDatabase(): Promise<TestDatabase> {
  const pglite = await PGlite.create();
  const open = async (port: number): Promise<PGLiteSocketServer> => {
    const server = new PGLiteSocketServer({ db: pglite, port, host: '127.0.0.1', maxConnections: 20 });
    await server.start();
    return server;
  };
  let socket = await open(0);
  const port = Number(socket.getServerConn().split(':').at(-1));
  return {
    pglite,
    port,
    goDown: () => socket.stop(),
    async comeBack() {
      socket = await open(port);
    },
    async close() {
      await socket.stop();
      await pglite.close();
    },
  };
}

export type LogLine = Record<string, unknown> & { message: string };

/** The built service as its own process, as it runs in the container. */
export class Service {
  readonly logs: LogLine[] = [];
  readonly exited: Promise<number | null>;
  readonly process: ChildProcess;
  port = 0;

  private constructor(env: Record<string, string>) {
    this.process = spawn(process.execPath, ['dist/main.js'], {
      cwd: new URL('..', import.meta.url),
      env: { PATH: process.env.PATH, PORT: '0', ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.exited = once(this.process, 'exit').then(([code]) => code);
    createInterface({ input: this.process.stdout! }).on('line', line => {
      this.logs.push(JSON.parse(line));
      this.process.emit('log');
    });
  }

  /** Starts it and does not wait for anything. */
  static spawn(databasePort: number, env: Record<string, string> = {}): Service {
    return new Service({
      ORDERS_DB_HOST: '127.0.0.1',
      ORDERS_DB_PORT: String(databasePort),
      ORDERS_DB_NAME: 'postgres',
      ORDERS_DB_SSL: 'disable',
      ...(!env.ORDERS_DB_SECRET_ARN && { ORDERS_DB_USER: 'postgres', ORDERS_DB_PASSWORD: 'postgres' }),
      ...env,
    });
  }

  /** Starts it and waits until it takes requests. */
  static async start(databasePort: number, env: Record<string, string> = {}): Promise<Service> {
    const service = Service.spawn(databasePort, env);
    service.port = Number((await service.logged('listening')).port);
    return service;
  }

  async logged(message: string): Promise<LogLine> {
    const deadline = AbortSignal.timeout(10_000);
    for (;;) {
      const line = this.logs.find(candidate => candidate.message === message);
      if (line) return line;
      await once(this.process, 'log', { signal: deadline });
    }
  }

  fetch(path: string, init?: RequestInit): Promise<Response> {
    return fetch(`http://127.0.0.1:${this.port}${path}`, init);
  }

  post(body: unknown): Promise<Response> {
    const headers = { 'content-type': 'application/json' };
    return this.fetch('/orders', { method: 'POST', headers, body: JSON.stringify(body) });
  }

  async stop(): Promise<void> {
    if (this.process.exitCode === null) this.process.kill('SIGKILL');
    await this.exited;
  }
}

/**
 * Stands before the database and asks for a password, which PGlite does not do. It speaks just enough of
 * the protocol: it asks, refuses a wrong password with 28P01, and passes everything else through.
 */
export async function startPasswordGate(databasePort: number, accepts: (password: string) => boolean): Promise<Server> {
  const gate = createServer(async (client: Socket) => {
    client.on('error', () => client.destroy());
    const [startup] = (await once(client, 'data')) as [Buffer];
    client.write(Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 3])); // 'R' 3: cleartext password, please.
    const [answer] = (await once(client, 'data')) as [Buffer];
    if (!accepts(answer.subarray(5, -1).toString())) {
      const fields = Buffer.from('SFATAL\0C28P01\0Mpassword authentication failed\0\0');
      const head = Buffer.from([0x45, 0, 0, 0, 0]); // 'E'
      head.writeInt32BE(fields.length + 4, 1);
      client.end(Buffer.concat([head, fields]));
      return;
    }
    const database = connect(databasePort, '127.0.0.1');
    database.on('error', () => client.destroy());
    database.write(startup);
    client.pipe(database).pipe(client);
    client.on('close', () => database.destroy());
  });
  gate.listen(0, '127.0.0.1');
  await once(gate, 'listening');
  return gate;
}

export const portOf = (server: { address(): unknown }): number => (server.address() as AddressInfo).port;
