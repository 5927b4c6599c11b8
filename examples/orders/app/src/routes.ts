import { z } from 'zod';
import type { Database } from './database.js';
import { Problem, type Route } from './http.js';
import { Cursor, NewOrder, Orders } from './orders.js';

const ListQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: Cursor.optional(),
});

export function createRoutes(database: Database): Route[] {
  const orders = new Orders(database);
  return [
    {
      method: 'POST',
      path: /^\/orders$/,
      async handle(request) {
        const order = await orders.create(valid(NewOrder, await request.json()));
        return { status: 201, body: order, headers: { location: `/orders/${order.id}` } };
      },
    },
    {
      method: 'GET',
      path: /^\/orders$/,
      async handle(request) {
        const { limit, cursor } = valid(ListQuery, Object.fromEntries(request.query));
        return { status: 200, body: await orders.list(limit, cursor) };
      },
    },
    {
      method: 'GET',
      path: /^\/orders\/(?<id>[^/]+)$/,
      async handle({ params }) {
        const id = z.guid().safeParse(params.id);
        const order = id.success ? await orders.get(id.data) : undefined;
        if (!order) throw new Problem(404, 'There is no such order');
        return { status: 200, body: order };
      },
    },
    {
      // Alive? It leaves the database out: a task is replaced when this fails, and no new task would
      // mend a database. Point the health checks of the load balancer and the container here.
      method: 'GET',
      path: /^\/health$/,
      quiet: true,
      handle: async () => ({ status: 200, body: { status: 'ok' } }),
    },
    {
      // Able to work? For people, dashboards and alarms.
      method: 'GET',
      path: /^\/ready$/,
      quiet: true,
      async handle() {
        await database.query('select 1');
        return { status: 200, body: { status: 'ready' } };
      },
    },
  ];
}

function valid<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const errors = result.error.issues.map(({ path, message }) => ({ field: path.join('.'), detail: message }));
  throw new Problem(400, 'The request is not valid', { errors });
}
