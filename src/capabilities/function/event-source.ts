import { EventSourceKind, IBindable } from '../../binding/binding';
import { InvalidInputError } from '../../support/errors';
import { isObject, isText, said } from '../../support/input';

/** How messages of a queue come. */
export interface QueueSourceOptions {
  /**
   * Messages in one call, at most.
   *
   * @default 10
   */
  readonly batchSize?: number;
  /**
   * Calls at a time, at most. 2 is the least that AWS knows.
   *
   * @default - 2 in development, 5 in staging, 20 in production
   */
  readonly maxConcurrency?: number;
  /**
   * Which messages come: patterns of EventBridge over a message, for instance `{ body: { type: ['signup'] } }`. Those
   * that none
   * fits are removed from the queue unseen.
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

/** How the changes of a table come. */
export interface TableStreamSourceOptions {
  /**
   * Changes in one call, at most.
   *
   * @default 100
   */
  readonly batchSize?: number;
  /**
   * Which changes come: patterns of EventBridge over a record, for instance `{ eventName: ['INSERT'] }`.
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

/** Which objects of a bucket are told of. */
export interface BucketSourceOptions {
  /**
   * The start of their keys.
   *
   * @default - any
   */
  readonly prefix?: string;
  /**
   * The end of their keys.
   *
   * @default - any
   */
  readonly suffix?: string;
  /**
   * The start of the names of the environment variables.
   *
   * @default - the id of the bucket, in upper snake case
   */
  readonly environmentPrefix?: string;
}

/** What a schedule is called, and which clock it goes by. */
export interface ScheduleSourceOptions {
  /**
   * Tells it from other schedules of the same function. Part of its slot: stable.
   *
   * @default - the only one needs none
   */
  readonly name?: string;
  /**
   * The time zone of a cron expression, for instance `Europe/Berlin`.
   *
   * @default 'UTC'
   */
  readonly timeZone?: string;
}

/** What a function does with what: all that the factories below were told. */
export interface EventSourceOptions extends QueueSourceOptions, BucketSourceOptions, ScheduleSourceOptions {}

/** What calls a function. */
export class EventSource {
  /**
   * Messages of a queue. What the function reports as failed comes again; after the queue's number of tries it is in
   * its dead-letter queue.
   */
  public static queue(queue: IBindable, options: QueueSourceOptions = {}): EventSource {
    return EventSource.ofResource(EventSourceKind.QUEUE, queue, options);
  }

  /** Changes of a table, in their order by item. The table must have a stream. */
  public static tableStream(table: IBindable, options: TableStreamSourceOptions = {}): EventSource {
    return EventSource.ofResource(EventSourceKind.STREAM, table, options);
  }

  /** Objects that were made in a bucket. */
  public static bucket(bucket: IBindable, options: BucketSourceOptions = {}): EventSource {
    return EventSource.ofResource(EventSourceKind.BUCKET, bucket, options);
  }

  /**
   * A schedule.
   *
   * @param expression `rate(5 minutes)`, `cron(0 3 * * ? *)` or `at(2027-01-01T00:00:00)`
   */
  public static schedule(expression: string, options: ScheduleSourceOptions = {}): EventSource {
    if (
      !/^(rate\([1-9]\d* (minute|hour|day)s?\)|cron\((\S+ ){5}\S+\)|at\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\))$/.test(
        isText(expression) ? expression : '',
      )
    ) {
      throw refuse(
        `The schedule is ${said(expression)}.`,
        "Give 'rate(5 minutes)', 'cron(0 3 * * ? *)' with six fields, or 'at(2027-01-01T00:00:00)'.",
      );
    }
    if ((options ?? undefined) !== undefined && !isObject(options)) {
      throw refuse(
        `The options of a schedule are ${said(options)}.`,
        "Give an object: { name: 'nightly', timeZone: 'Europe/Berlin' }.",
      );
    }
    const { name, timeZone } = options ?? {};
    const isZone =
      (timeZone ?? undefined) === undefined || (isText(timeZone) && /^[A-Za-z0-9_+/-]{1,50}$/.test(timeZone));
    if (!isZone) {
      throw refuse(`The time zone of a schedule is ${said(timeZone)}.`, "Give its name, for instance 'Europe/Berlin'.");
    }
    if (name !== undefined && name !== null && !(isText(name) && /^[A-Za-z][A-Za-z0-9]{0,31}$/.test(name))) {
      throw refuse(`The name of a schedule is ${said(name)}.`, "Give letters and digits, for instance 'nightly'.");
    }
    return new EventSource(undefined, undefined, expression, options ?? {});
  }

  private static ofResource(kind: EventSourceKind, resource: IBindable, options: EventSourceOptions): EventSource {
    if (typeof resource?.bind !== 'function') {
      throw refuse(
        `${said((resource as any)?.node?.path)} cannot call a function: it is not of the golden path.`,
        'Give one of the path, an existing one by its fromXxx(...), or add it by plain CDK: ' +
          'fn.function.addEventSource(...).',
      );
    }
    if ((options ?? undefined) !== undefined && !isObject(options)) {
      throw refuse(`The options of an event source are ${said(options)}.`, 'Give an object.');
    }
    const { filters } = options ?? {};
    if (
      (filters ?? undefined) !== undefined &&
      !(Array.isArray(filters) && filters.length > 0 && filters.length <= 5 && filters.every(isObject))
    ) {
      throw refuse(`filters is ${said(filters)}.`, "Give one to five patterns: [{ body: { type: ['signup'] } }].");
    }
    return new EventSource(kind, resource, undefined, options ?? {});
  }

  private constructor(
    /** Which kind of resource it is. A schedule is none. */
    public readonly kind: EventSourceKind | undefined,
    /** The resource. */
    public readonly resource: IBindable | undefined,
    /** The expression of a schedule. */
    public readonly expression: string | undefined,
    /** What it was told. */
    public readonly options: EventSourceOptions,
  ) {}
}

function refuse(what: string, hint: string): InvalidInputError {
  return new InvalidInputError({ what, where: 'EventSource', hint, page: 'guides/function.md' });
}
