import { z } from 'zod';
import type { Database } from './database.js';

/** Text without control characters (Postgres cannot store NUL) and broken surrogates. */
const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'has control characters');

export const NewOrder = z.strictObject({
  customer: text(200),
  items: z
    .array(z.strictObject({ sku: text(64), quantity: z.int().min(1).max(1_000_000) }))
    .min(1)
    .max(100),
});
export type NewOrder = z.infer<typeof NewOrder>;

export interface Order extends NewOrder {
  id: string;
  createdAt: Date;
}

/** `nextCursor` is null on the last page. */
export interface OrderPage {
  orders: Order[];
  nextCursor: string | null;
}

interface Row extends NewOrder {
  seq: string; // bigint: pg hands it over as text.
  id: string;
  created_at: Date;
}

const MAX_BIGINT = '9223372036854775807';
const COLUMNS = 'seq, id, customer, items, created_at';

export class Orders {
  constructor(private readonly database: Database) {}

  async create({ customer, items }: NewOrder): Promise<Order> {
    const { rows } = await this.database.query<Row>(
      `insert into orders (customer, items) values ($1, $2) returning ${COLUMNS}`,
      [customer, JSON.stringify(items)],
    );
    return toOrder(rows[0]!);
  }

  async get(id: string): Promise<Order | undefined> {
    const { rows } = await this.database.query<Row>(`select ${COLUMNS} from orders where id = $1`, [id]);
    return rows[0] && toOrder(rows[0]);
  }

  /** Newest first. `before` is the position of the last order that the client has seen. */
  async list(limit: number, before = MAX_BIGINT): Promise<OrderPage> {
    const { rows } = await this.database.query<Row>(
      `select ${COLUMNS} from orders where seq < $1 order by seq desc limit $2`,
      [before, limit + 1], // One more than asked for tells whether there is a next page.
    );
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      orders: page.map(toOrder),
      nextCursor: last && rows.length > limit ? encodeCursor(last.seq) : null,
    };
  }
}

/** A position in the list, made opaque so that no client builds one by itself. */
export const encodeCursor = (seq: string): string => Buffer.from(seq).toString('base64url');

export const Cursor = z
  .string()
  .transform(cursor => Buffer.from(cursor, 'base64url').toString())
  .pipe(z.string().regex(/^\d{1,18}$/, 'is not a cursor that this service gave out'));

function toOrder({ id, customer, items, created_at }: Row): Order {
  return { id, customer, items, createdAt: created_at };
}
