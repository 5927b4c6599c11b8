/** The props of a topic. */
export interface ManagedTopicProps {
  /**
   * The team that owns it.
   *
   * @default - the owner of the GoldenPath
   */
  readonly owner?: string;
  /**
   * Whether messages of one group keep their order, and none is delivered twice within five minutes. Its subscribers
   * are queues then. Changing it later makes another topic, with another ARN.
   *
   * @default false
   */
  readonly fifo?: boolean;
}
