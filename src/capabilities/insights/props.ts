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
}
