import { checkResource } from './check';
import { batchChoices, patternsOf } from './polling';
import { settleApart } from './settle';
import { AskedSource } from './source';
import { EventSourceKind, IBindable } from '../../../binding/binding';
import { always, choose } from '../../../path/decision';
import { Settled } from '../../../path/ledger';

/** How the changes of a table come. */
export interface TableStreamSourceOptions {
  /**
   * The most changes in one call, 1 to 10000.
   *
   * @default 100
   */
  readonly batchSize?: number;
  /**
   * Which changes come: one to five patterns of EventBridge over a record, for instance `{ eventName: ['INSERT'] }`.
   *
   * @default - all
   */
  readonly filters?: any[];
  /**
   * The start of the names of the environment variables.
   *
   * @default - the id of the table, in upper snake case
   */
  readonly environmentPrefix?: string;
}

/** How one table's changes come. */
export function streamChoices({ batchSize }: TableStreamSourceOptions) {
  return {
    streamBatchSize: choose(batchSize, 100)
      .whole(1, 10_000)
      .because('Changes in one call, all of one shard and in their order.'),
    streamBatchWindowSeconds: always(1).whole(0, 300).because('Changes come together: a call each would cost more.'),
    streamStart: always('oldest')
      .oneOf('oldest', 'newest')
      .because('Nothing is missed between the making of the table and that of the function.'),
    streamRetries: always(5).whole(0, 10_000).because('AWS would try for a day, and hold up all that comes after it.'),
    streamBisect: always(true).because(
      'A batch that fails is halved until the change that does it stands alone. That one goes to the dead-letter ' +
        'queue.',
    ),
    streamParallelism: always(1)
      .whole(1, 10)
      .because('Batches of one shard at a time. More keep the order of each item only.'),
  };
}

type StreamChoices = Settled<ReturnType<typeof streamChoices> & ReturnType<typeof batchChoices>>;

/** The stream of a table, which Lambda polls for a function. */
export interface TableStreamSource {
  readonly kind: 'stream';
  /** In lower camel case: `people`. */
  readonly name: string;
  readonly arn: string;
  readonly filters: string[];
  readonly choices: StreamChoices;
}

/** The changes of a table, as a team asks for them. */
export function tableStreamSource(table: IBindable, options: TableStreamSourceOptions): AskedSource<TableStreamSource> {
  checkResource('tableStream', table, 'TableStreamSourceOptions', options);
  return {
    kind: 'stream',
    decide: ledger => {
      const choices = settleApart(ledger, { ...batchChoices(), ...streamChoices(options) });
      return {
        join: joining => {
          const { events } = joining.consume(table, EventSourceKind.STREAM, options.environmentPrefix);
          const filters = patternsOf(options.filters);
          return { kind: 'stream', name: joining.nameOf(table), arn: events.arn, filters, choices };
        },
      };
    },
  };
}
