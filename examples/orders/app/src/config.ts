import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';
import { z } from 'zod';

/** The platform writes ORDERS_DB_*: the prefix comes from the construct id, `OrdersDb`. */
const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(8080),
  SHUTDOWN_TIMEOUT_SECONDS: z.coerce.number().positive().default(25),
  ORDERS_DB_HOST: z.string().min(1),
  ORDERS_DB_PORT: z.coerce.number().int().min(1).max(65535).default(5432),
  ORDERS_DB_NAME: z.string().min(1),
  ORDERS_DB_SECRET_ARN: z.string().min(1).optional(),
  ORDERS_DB_USER: z.string().min(1).optional(),
  ORDERS_DB_PASSWORD: z.string().default(''),
  ORDERS_DB_CA_FILE: z.string().min(1).optional(),
  ORDERS_DB_SSL: z.enum(['verify', 'disable']).default('verify'),
});

export interface DatabaseConfig {
  host: string;
  port: number;
  database: string;
  ssl: ConnectionOptions | false;
}

export interface Config {
  port: number;
  shutdownTimeoutMs: number;
  database: DatabaseConfig;
  credentials: { secretArn: string } | { username: string; password: string };
}

export function loadConfig(variables: NodeJS.ProcessEnv): Config {
  const parsed = Environment.safeParse(variables);
  if (!parsed.success) throw new Error(`Wrong environment variables:\n${z.prettifyError(parsed.error)}`);
  const env = parsed.data;
  return {
    port: env.PORT,
    shutdownTimeoutMs: env.SHUTDOWN_TIMEOUT_SECONDS * 1000,
    database: {
      host: env.ORDERS_DB_HOST,
      port: env.ORDERS_DB_PORT,
      database: env.ORDERS_DB_NAME,
      ssl: tlsOptions(env.ORDERS_DB_SSL, env.ORDERS_DB_CA_FILE),
    },
    credentials: credentials(env),
  };
}

/** The certificate is always verified. No CA file means Node's own CAs and NODE_EXTRA_CA_CERTS. */
function tlsOptions(mode: 'verify' | 'disable', caFile?: string): ConnectionOptions | false {
  if (mode === 'disable') return false;
  return { rejectUnauthorized: true, ...(caFile && { ca: readFileSync(caFile) }) };
}

function credentials(env: z.infer<typeof Environment>): Config['credentials'] {
  if (env.ORDERS_DB_SECRET_ARN) return { secretArn: env.ORDERS_DB_SECRET_ARN };
  if (env.ORDERS_DB_USER) return { username: env.ORDERS_DB_USER, password: env.ORDERS_DB_PASSWORD };
  throw new Error('Set ORDERS_DB_SECRET_ARN, or ORDERS_DB_USER and ORDERS_DB_PASSWORD for a local run');
}
