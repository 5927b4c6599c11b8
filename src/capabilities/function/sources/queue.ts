import { checkResource } from './check';
import { batchChoices, patternsOf } from './polling';
import { settleApart } from './settle';
import { AskedSource, CalledFunctionChoices, Consumed, Joining } from './source';
import { EventSourceKind, IBindable } from '../../../binding/binding';
import { always, choose } from '../../../path/decision';
import { Settled } from '../../../path/ledger';
import { Refuse } from '../../../support/input';
import { isToken } from '../../../support/tokens';

/**
 * AWS advises six times: a batch that finds no room to run is tried again.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
const TIMES_TIMEOUT = 6;
/** AWS takes no more from a FIFO queue. */
const LARGEST_FIFO_BATCH = 10;
/** Lambda waits at least a second to collect more than this. */
const LARGEST_BATCH_AT_ONCE = 10;

/** How a queue's messages come. */
export interface QueueSourceOptions {
  /**
   * The most messages in one call, 1 to 10000; 1 to 10 from a FIFO queue.
   *
   * @default 10
   */
  readonly batchSize?: number;
  /**
   * The most calls at the same time, 2 to 1000.
   *
   * @default - 2 in development, 5 in staging, 20 in production
   */
  readonly maxConcurrency?: number;
  /**
   * Which messages come: one to five patterns of EventBridge over a message, for instance
   * `{ body: { type: ['signup'] } }`. Messages that fit none of them are removed from the queue, and nobody sees them.
   *
   * @default - all
   */
  readonly filters?: any[];
  /**
   * The start of the names of the environment variables.
   *
   * @default - the id of the queue, in upper snake case
   */
  readonly environmentPrefix?: string;
}

/** How one queue's messages come. */
export function queueChoices({ batchSize, maxConcurrency }: QueueSourceOptions) {
  return {
    queueBatchSize: choose(batchSize, 10)
      .whole(1, 10_000)
      .because('Messages in one call: few enough that one slow message does not hold up many.'),
    queueBatchWindowSeconds: always(0).whole(0, 300).because('A message is worked on when it comes.'),
    queueMaxConcurrency: choose(maxConcurrency, { development: 2, staging: 5, production: 20 })
      .whole(2, 1000)
      .because(
        'Calls at a time from one queue: a full one leaves room for others, and does not run down what the ' +
          'function writes to.',
      ),
  };
}

type QueueChoices = Settled<ReturnType<typeof queueChoices> & ReturnType<typeof batchChoices>>;

/** A queue that Lambda polls for a function. */
export interface QueueSource {
  readonly kind: 'queue';
  /** In lower camel case: `signups`. */
  readonly name: string;
  readonly arn: string;
  readonly fifo: boolean;
  readonly filters: string[];
  readonly choices: QueueChoices;
}

/** A queue, as a team asks for it. */
export function queueSource(queue: IBindable, options: QueueSourceOptions): AskedSource<QueueSource> {
  checkResource('queue', queue, 'QueueSourceOptions', options);
  return {
    kind: 'queue',
    decide: ledger => {
      const choices = settleApart(ledger, { ...queueChoices(options), ...batchChoices() });
      return {
        check: (fn, refuse) => checkConcurrency(queue.node.path, choices, fn, refuse),
        join: joining => {
          const consumed = joining.consume(queue, EventSourceKind.QUEUE, options.environmentPrefix);
          checkBatch(consumed, choices, joining.refuse);
          checkVisibility(consumed, choices, joining);
          const { arn, fifo = false } = consumed.events;
          const filters = patternsOf(options.filters);
          return { kind: 'queue', name: joining.nameOf(queue), arn, fifo, filters, choices };
        },
      };
    },
  };
}

function checkConcurrency(
  path: string,
  { queueMaxConcurrency }: QueueChoices,
  { reservedConcurrency }: CalledFunctionChoices,
  refuse: Refuse,
): void {
  if (reservedConcurrency !== null && queueMaxConcurrency > reservedConcurrency && reservedConcurrency > 0) {
    refuse(
      `'${path}' may call ${queueMaxConcurrency} times at once, and the function runs ${reservedConcurrency} ` +
        'times at most.',
      'Lower maxConcurrency of the source, or raise reservedConcurrency.',
    );
  }
}

function checkBatch(
  { binding: { resource }, events: { fifo } }: Consumed,
  { queueBatchSize, queueBatchWindowSeconds }: QueueChoices,
  refuse: Refuse,
): void {
  if (fifo && queueBatchSize > LARGEST_FIFO_BATCH) {
    refuse(
      `'${resource}' is a FIFO queue, which gives 10 messages at a time, and batchSize is ${queueBatchSize}.`,
      'Give a batchSize of 10 or less.',
    );
  }
  if (!fifo && queueBatchSize > LARGEST_BATCH_AT_ONCE && queueBatchWindowSeconds < 1) {
    refuse(
      `Batches of ${queueBatchSize} messages have to be waited for, and function.queueBatchWindowSeconds is 0.`,
      'Give a batchSize of 10 or less, or ask the platform team for a window.',
    );
  }
}

function checkVisibility(
  { binding: { resource }, events: { visibilityTimeoutSeconds: hidden } }: Consumed,
  { queueBatchWindowSeconds }: QueueChoices,
  { fn: { timeoutSeconds }, refuse, warn }: Joining,
): void {
  if (hidden === undefined || isToken(hidden)) return;
  const advised = TIMES_TIMEOUT * timeoutSeconds + queueBatchWindowSeconds;
  // AWS makes no such mapping.
  if (hidden < timeoutSeconds) {
    refuse(
      `'${resource}' hides a message for ${hidden} s, and the function may take ${timeoutSeconds}: a message ` +
        'would come again while it is worked on.',
      `Let the queue hide messages for ${advised} s, or lower timeoutSeconds.`,
    );
  }
  if (hidden < advised) {
    warn(
      'goldenpath:function:visibility-timeout',
      `'${resource}' hides a message for ${hidden} s. Let it be ${advised}, six times the function's timeout of ` +
        `${timeoutSeconds}: when all is busy, a batch has to wait for its turn, and would come twice.`,
    );
  }
}
