import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { DatabaseUnavailable } from './database.js';
import { log } from './log.js';

export interface Request {
  params: Record<string, string>;
  query: URLSearchParams;
  json(): Promise<unknown>;
}

export interface Reply {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

export interface Route {
  method: 'GET' | 'POST';
  path: RegExp;
  /** Successes are not logged: health checks would drown the rest. */
  quiet?: boolean;
  handle(request: Request): Promise<Reply>;
}

/** An error that the client gets to see, as RFC 9457 problem details. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly detail: string,
    readonly members: Record<string, unknown> = {},
    readonly headers: Record<string, string> = {},
  ) {
    super(detail);
  }

  toReply(): Reply {
    const { status, detail } = this;
    return {
      status,
      body: { type: 'about:blank', title: STATUS_CODES[status], status, detail, ...this.members },
      headers: { 'content-type': 'application/problem+json', ...this.headers },
    };
  }
}

export interface Limits {
  maxBodyBytes: number;
  bodyTimeoutMs: number;
}

export interface HttpServer {
  server: Server;
  /** Takes no new connections and resolves when the requests in flight are answered. */
  drain(): Promise<void>;
}

export function createHttpServer(
  routes: readonly Route[],
  limits: Limits = { maxBodyBytes: 64 * 1024, bodyTimeoutMs: 10_000 },
): HttpServer {
  let draining = false;
  let inFlight = 0;

  const server = createServer(async (req, res) => {
    const started = performance.now();
    const requestId = header(req, 'x-amzn-trace-id') ?? randomUUID();
    const path = req.url?.split('?', 1)[0] ?? '/';
    let quiet = false;

    inFlight++;
    res.on('close', () => {
      inFlight--;
      if (draining && inFlight === 0) server.closeAllConnections();
      if (quiet && res.statusCode < 400) return;
      const durationMs = Math.round(performance.now() - started);
      const { statusCode: status, writableFinished: answered } = res;
      log.info('request', { requestId, method: req.method, path, status, answered, durationMs });
    });

    let reply: Reply;
    try {
      const { route, params } = match(routes, req.method ?? '', path);
      quiet = route.quiet ?? false;
      reply = await route.handle({
        params,
        query: new URLSearchParams(req.url?.slice(path.length)),
        json: () => readJson(req, limits),
      });
    } catch (error) {
      const problem = toProblem(error);
      if (problem.status >= 500) log.error('request failed', { requestId, path, error });
      reply = problem.toReply();
    }
    // While draining, tell keep-alive clients to take their next request elsewhere.
    if (draining) res.setHeader('connection', 'close');
    send(res, { ...reply, headers: { 'x-request-id': requestId, ...reply.headers } });
  });

  // The load balancer keeps idle connections for 60 s and must be the one to close them: if we closed one
  // first, a request could already be on its way to it and would fail with a 502.
  server.keepAliveTimeout = 65_000;
  // For the same reason, and above it: this timer also runs on a connection that the load balancer has
  // opened ahead and not used yet.
  server.headersTimeout = 66_000;
  // The whole request. Node demands that it is not below headersTimeout; readBody() is stricter.
  server.requestTimeout = 70_000;

  async function drain(): Promise<void> {
    draining = true;
    const closed = once(server, 'close');
    server.close();
    if (inFlight === 0) server.closeAllConnections(); // Also those that never sent a request.
    await closed;
  }

  return { server, drain };
}

function match(
  routes: readonly Route[],
  method: string,
  path: string,
): { route: Route; params: Record<string, string> } {
  const candidates = routes.filter(route => route.path.test(path));
  if (candidates.length === 0) throw new Problem(404, `There is nothing at ${path}`);
  // Node leaves the body out of an answer to HEAD by itself.
  const route = candidates.find(candidate => candidate.method === (method === 'HEAD' ? 'GET' : method));
  if (!route) {
    const allow = candidates.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ');
    throw new Problem(405, `${path} takes ${allow}`, {}, { allow });
  }
  return { route, params: { ...route.path.exec(path)?.groups } };
}

async function readJson(req: IncomingMessage, limits: Limits): Promise<unknown> {
  if (!/^application\/json\s*(;|$)/i.test(header(req, 'content-type') ?? '')) {
    throw new Problem(415, 'Content-Type must be application/json');
  }
  if ((header(req, 'content-encoding') ?? 'identity') !== 'identity') {
    throw new Problem(415, 'The body must not be compressed', {}, { 'accept-encoding': 'identity' });
  }
  const body = await readBody(req, limits);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new Problem(400, 'The body is not valid JSON');
  }
}

function readBody(req: IncomingMessage, { maxBodyBytes, bodyTimeoutMs }: Limits): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Problem(408, 'The body took too long to arrive', {}, { connection: 'close' }));
    }, bodyTimeoutMs);
    const chunks: Buffer[] = [];
    let size = 0;
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      // What is too much is thrown away but read to its end: a client that is still sending would see a
      // reset connection instead of the answer.
      if (size <= maxBodyBytes) chunks.push(chunk);
    });
    req.on('end', () => {
      if (size > maxBodyBytes) reject(new Problem(413, `The body is limited to ${maxBodyBytes} bytes`));
      else resolve(Buffer.concat(chunks));
    });
    req.on('error', () => reject(new Problem(400, 'The body broke off')));
    req.on('close', () => clearTimeout(timer));
  });
}

function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof DatabaseUnavailable) return new Problem(503, 'Try again later', {}, { 'retry-after': '5' });
  return new Problem(500, 'Something went wrong on our side');
}

function send(res: ServerResponse, { status, body, headers }: Reply): void {
  const text = JSON.stringify(body);
  res.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), ...headers });
  res.end(text);
}

function header(req: IncomingMessage, name: string): string | undefined {
  return req.headers[name]?.toString();
}
