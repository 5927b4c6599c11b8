/** The choices that a platform team may make about what it collects. */
export interface PlatformInsightsProps {
  /**
   * The team that owns it.
   *
   * @default - the owner of the GoldenPath
   */
  readonly owner?: string;
  /**
   * The AWS organization whose accounts may send events: `o-a1b2c3d4e5`.
   *
   * @default - none: only `accounts`
   */
  readonly organizationId?: string;
  /**
   * The accounts that may send events, where there is no organization: `123456789012`. Up to 50.
   *
   * @default - none: without an organization, only this account
   */
  readonly accounts?: string[];
  /**
   * Days for which events are kept, 30 to 3650.
   *
   * @default - 30 in development, 90 in staging, 730 in production
   */
  readonly retentionDays?: number;
  /**
   * The ARN of a KMS key that stands already, for the bucket, the stream, the queue, the log and the results:
   * `key.keyArn` of plain CDK. Refused is an alias, and a key of another region than that of the stack. Its policy
   * must let in EventBridge and CloudWatch Logs: the path does not change it.
   *
   * @default - in staging and production the path makes one, in development AWS has one
   */
  readonly encryptionKeyArn?: string;
  /**
   * The ARNs of roles that are made elsewhere, by the slots of the roles that the path would make:
   * `{ deliveryRole: role.roleArn }`. The path then makes neither the role nor its policy, and
   * `goldenpath explain --roles` says what it must allow.
   * Refused are roles of another account, and names of roles that nothing here runs with.
   *
   * @default - the path makes each role, with the least permissions
   */
  readonly roleArns?: { readonly [role: string]: string };
}
