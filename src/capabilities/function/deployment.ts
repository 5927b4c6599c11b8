/**
 * How calls go over to a new version. The names are those of CodeDeploy.
 *
 * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html
 */
export enum TrafficShift {
  /** All of them, as soon as the version is there. */
  ALL_AT_ONCE = 'AllAtOnce',
  /** A tenth, and the rest after five minutes. */
  CANARY_10_PERCENT_5_MINUTES = 'Canary10Percent5Minutes',
  /** A tenth, and the rest after ten minutes. */
  CANARY_10_PERCENT_10_MINUTES = 'Canary10Percent10Minutes',
  /** A tenth, and the rest after half an hour. */
  CANARY_10_PERCENT_30_MINUTES = 'Canary10Percent30Minutes',
  /** A tenth more each minute. */
  LINEAR_10_PERCENT_EVERY_1_MINUTE = 'Linear10PercentEvery1Minute',
  /** A tenth more every ten minutes. */
  LINEAR_10_PERCENT_EVERY_10_MINUTES = 'Linear10PercentEvery10Minutes',
}

/** How a new version replaces the old one. */
export interface FunctionDeployment {
  /**
   * How calls go over to it.
   *
   * @default - all at once in development, TrafficShift.CANARY_10_PERCENT_5_MINUTES in staging and production
   */
  readonly trafficShift?: TrafficShift;
  /**
   * Whether an alarm during the shift brings the old version back. Where all calls go over at once, there is nothing to
   * bring back.
   *
   * @default - false in development, true in staging and production
   */
  readonly rollbackOnAlarm?: boolean;
}

/**
 * How long a new version is on trial: until all calls go to it, in minutes.
 *
 * @internal
 */
export function shiftMinutes(shift: string): number {
  if (shift === TrafficShift.ALL_AT_ONCE) return 0;
  const minutes = Number(/(\d+)Minutes?$/.exec(shift)![1]);
  return shift.startsWith('Linear') ? minutes * 9 : minutes;
}
