import { createHash } from 'crypto';
import { decideSource, FunctionChoices, SourceChoices } from './decisions';
import { EventSource } from './event-source';
import { Access, Binding, EventSourceKind, IBindable, UsesOptions } from '../../binding/binding';
import { Ledger } from '../../path/decision';
import { Refuse } from '../../support/input';
import { isToken } from '../../support/tokens';

/**
 * AWS advises six times: a batch that finds no room to run is tried again.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
const TIMES_TIMEOUT = 6;
/** AWS takes no more from a FIFO queue. */
const LARGEST_FIFO_BATCH = 10;
/** What Lambda collects for more than this it waits at least a second for. */
const LARGEST_BATCH_AT_ONCE = 10;

/** What is to be made of a source: its name in slots, where it is, what was chosen. */
export interface Source {
  /** In lower camel case: `signups`. */
  readonly name: string;
  readonly kind: EventSourceKind | undefined;
  /** The construct path of the resource. */
  readonly path: string;
  readonly arn: string;
  readonly choices: SourceChoices;
  readonly filters: string[];
  readonly fifo: boolean;
  /** Of a bucket: which objects. */
  readonly pattern?: object;
  /** Of a schedule. */
  readonly expression?: string;
  readonly timeZone?: string;
}

/** What resolving sources takes. */
export interface SourcesProps {
  readonly events: EventSource[];
  readonly choices: FunctionChoices;
  readonly ledger: Ledger;
  /** Joins the function to the resource. */
  readonly use: (resource: IBindable, access: Access, options: UsesOptions) => Binding;
  readonly refuse: Refuse;
  readonly warn: (id: string, text: string) => void;
}

/** Joins a function to all that calls it. */
export function sourcesOf({ events, choices, ledger, use, refuse, warn }: SourcesProps): Source[] {
  const taken = new Set<string>();
  return events.map((source): Source => {
    const { kind, resource, options } = source;
    if (kind === undefined || resource === undefined) return scheduleOf(source, choices, ledger);
    const binding = use(resource, Access.CONSUME, { environmentPrefix: options.environmentPrefix ?? undefined });
    const found = binding.events;
    if (found?.kind !== kind) {
      refuse(
        `'${resource.node.path}' is no ${WHAT[kind]}${found ? `, but a ${WHAT[found.kind]}` : ''}.`,
        `Give a ${WHAT[kind]}${found ? `, or use EventSource.${FACTORY[found.kind]}` : ''}.`,
      );
    }
    const decided = decideSource(kind === EventSourceKind.STREAM ? kind : EventSourceKind.QUEUE, options, ledger);
    const { arn, name: resourceName, fifo = false } = found!;
    if (kind === EventSourceKind.QUEUE) checkQueue(binding, decided, choices, refuse, warn);
    return {
      name: nameOf(resource, taken),
      kind,
      path: binding.resource,
      arn,
      choices: decided,
      filters: (options.filters ?? []).map(filter => JSON.stringify(filter)),
      fifo,
      pattern:
        kind === EventSourceKind.BUCKET
          ? objectsMade(resourceName, options.prefix ?? undefined, options.suffix ?? undefined)
          : undefined,
    };
  });
}

const WHAT: { [kind in EventSourceKind]: string } = {
  [EventSourceKind.QUEUE]: 'queue',
  [EventSourceKind.STREAM]: 'stream of a table',
  [EventSourceKind.BUCKET]: 'bucket',
};
const FACTORY: { [kind in EventSourceKind]: string } = {
  [EventSourceKind.QUEUE]: 'queue',
  [EventSourceKind.STREAM]: 'tableStream',
  [EventSourceKind.BUCKET]: 'bucket',
};

function scheduleOf(
  { expression, options }: EventSource,
  { scheduleTimeZone }: FunctionChoices,
  ledger: Ledger,
): Source {
  const { name, timeZone } = options;
  return {
    name: name ? name.charAt(0).toLowerCase() + name.slice(1) : '',
    kind: undefined,
    path: '',
    arn: '',
    choices: decideSource(EventSourceKind.QUEUE, {}, ledger),
    filters: [],
    fifo: false,
    expression,
    timeZone: timeZone ?? scheduleTimeZone,
  };
}

/** The id of what calls, as part of slots. Of two with the same id, in two scopes, the first keeps the plain name. */
function nameOf({ node }: IBindable, taken: Set<string>): string {
  const plain = node.id.replace(/[^A-Za-z0-9]/g, '').replace(/^[0-9]*/, '');
  const name = plain.charAt(0).toLowerCase() + plain.slice(1);
  const unique =
    name && !taken.has(name)
      ? name
      : (name || 'resource') + createHash('sha256').update(node.path).digest('hex').slice(0, 8);
  taken.add(unique);
  return unique;
}

function checkQueue(
  { resource, events }: Binding,
  { queueBatchSize, queueBatchWindowSeconds, queueMaxConcurrency }: SourceChoices,
  choices: FunctionChoices,
  refuse: Refuse,
  warn: SourcesProps['warn'],
): void {
  const { timeoutSeconds, reservedConcurrency } = choices;
  const { fifo, visibilityTimeoutSeconds: hidden } = events!;
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
  if (reservedConcurrency !== null && queueMaxConcurrency > reservedConcurrency && reservedConcurrency > 0) {
    refuse(
      `'${resource}' may call ${queueMaxConcurrency} times at once, and the function runs ${reservedConcurrency} ` +
        'times at most.',
      'Lower maxConcurrency of the source, or raise reservedConcurrency.',
    );
  }
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

/** The event of an object that was made in a bucket. */
function objectsMade(bucket: string, prefix: string | undefined, suffix: string | undefined): object {
  return {
    source: ['aws.s3'],
    'detail-type': ['Object Created'],
    detail: { bucket: { name: [bucket] }, ...keysLike(prefix, suffix) },
  };
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html */
function keysLike(prefix: string | undefined, suffix: string | undefined): object {
  if (prefix === undefined && suffix === undefined) return {};
  if (prefix === undefined) return { object: { key: [{ suffix }] } };
  if (suffix === undefined) return { object: { key: [{ prefix }] } };
  const literal = (text: string) => text.replace(/[*\\]/g, '\\$&');
  return { object: { key: [{ wildcard: `${literal(prefix)}*${literal(suffix)}` }] } };
}
