import { bucketSource, BucketSourceOptions } from './sources/bucket';
import { Source } from './sources/kinds';
import { queueSource, QueueSourceOptions } from './sources/queue';
import { scheduleSource, ScheduleSourceOptions } from './sources/schedule';
import { AskedSource } from './sources/source';
import { tableStreamSource, TableStreamSourceOptions } from './sources/table-stream';
import { topicSource } from './sources/topic';
import { IBindable } from '../../binding/binding';
import { ISubscribable, SubscriptionOptions } from '../../binding/subscription';

/** A queue, a topic, a table, a bucket or a schedule that calls a function. */
export class EventSource {
  /**
   * Messages of a queue. What the function reports as failed comes again; after the queue's number of tries it is in
   * its dead-letter queue.
   */
  public static queue(queue: IBindable, options: QueueSourceOptions = {}): EventSource {
    return new EventSource(queueSource(queue, options ?? {}));
  }

  /** Changes of a table, in their order by item. The table must have a stream. */
  public static tableStream(table: IBindable, options: TableStreamSourceOptions = {}): EventSource {
    return new EventSource(tableStreamSource(table, options ?? {}));
  }

  /** Objects that were made in a bucket. */
  public static bucket(bucket: IBindable, options: BucketSourceOptions = {}): EventSource {
    return new EventSource(bucketSource(bucket, options ?? {}));
  }

  /**
   * A schedule.
   *
   * @param expression `rate(5 minutes)`, `cron(0 3 * * ? *)` or `at(2027-01-01T00:00:00)`
   */
  public static schedule(expression: string, options: ScheduleSourceOptions = {}): EventSource {
    return new EventSource(scheduleSource(expression, options ?? {}));
  }

  /** Messages of a topic. They come with SNS's envelope, and those that cannot be delivered are kept. */
  public static topic(topic: ISubscribable, options: SubscriptionOptions = {}): EventSource {
    return new EventSource(topicSource(topic, options ?? {}));
  }

  private constructor(
    /**
     * The source as it was asked for.
     *
     * @internal
     */
    public readonly _asked: AskedSource<Source>,
  ) {}
}
