/** The props of a queue. */
export interface ManagedQueueProps {
  /**
   * The team that owns it.
   *
   * @default - the owner of the GoldenPath
   */
  readonly owner?: string;
  /**
   * Whether messages of one group keep their order, and none is delivered twice within five minutes. Changing it later
   * makes a
   * new, empty queue.
   *
   * @default false
   */
  readonly fifo?: boolean;
  /**
   * How long a message is hidden after it was received, in seconds, 1 to 43200: the time that a consumer has to work on
   * it and
   * delete it. A function needs six times its own timeout.
   *
   * @default 180
   */
  readonly visibilityTimeoutSeconds?: number;
  /**
   * How often a message is received before it goes to the dead-letter queue, 1 to 1000.
   *
   * @default 5
   */
  readonly maxReceiveCount?: number;
  /**
   * Days after which a message that nobody worked is deleted, 1 to 13; with `fifo` to 14.
   *
   * @default 7
   */
  readonly retentionDays?: number;
  /**
   * The ARN of a KMS key that stands already, for both queues: `key.keyArn` of plain CDK. Refused is an alias, and a
   * key of another region than that of the stack. Its policy must let in the services that send: the path does not
   * change it.
   *
   * @default - in staging and production the path makes one, in development SQS has one
   */
  readonly encryptionKeyArn?: string;
}
