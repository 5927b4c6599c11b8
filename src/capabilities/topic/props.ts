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
  /**
   * The ARN of a KMS key that stands already, for the topic and the dead letters of its subscriptions: `key.keyArn` of
   * plain CDK. Refused is an alias, and a key of another region than that of the stack. Its policy must let in SNS,
   * and the services that publish: the path does not change it.
   *
   * @default - in staging and production the path makes one, in development there is none
   */
  readonly encryptionKeyArn?: string;
}
