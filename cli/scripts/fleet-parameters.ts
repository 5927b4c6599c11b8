// What is true of a generated fleet.

/** Half a year that is measured, after a month that is not: so that a change of before is deployed in it. */
export const AS_OF: Date = new Date('2026-11-22T00:00:00Z');
export const DAYS = 180;
export const WINDOW_FROM: Date = new Date(AS_OF.getTime() - DAYS * 86_400_000);
export const LEAD_IN_DAYS = 30;

export interface ArmParameters {
  /** Of the mean of all services. */
  readonly frequency: number;
  readonly failRate: number;
  /** Deployments that say that they are rework. */
  readonly rework: number;
  /** The median of the time to resolve an incident. */
  readonly repairHours: number;
  /** Medians of the time to the first deployment. */
  readonly firstServiceDays: number;
  readonly firstEngineerDays: number;
}

export const ARMS: { readonly on: ArmParameters; readonly off: ArmParameters } = {
  on: { frequency: 1.25, failRate: 0.08, rework: 0.03, repairHours: 1.5, firstServiceDays: 3, firstEngineerDays: 5 },
  off: { frequency: 0.75, failRate: 0.12, rework: 0.06, repairHours: 2.5, firstServiceDays: 9, firstEngineerDays: 12 },
};

/** Of five teams, how many are on the platform. */
export const ON_OF_FIVE = 3;

/** How teams vary: the frequency as a log-normal of this mean, the fail rate as a normal, the number of services of a team as a log-normal. */
export interface TeamSpread {
  readonly frequency: number;
  readonly failRate: number;
  readonly size: number;
}

export const SPREAD: TeamSpread = { frequency: 0.3, failRate: 0.02, size: 0 };

/** Of the logarithm of a time to a first deployment. */
export const WAITING_SPREAD = { service: 0.8, engineer: 0.7 } as const;

/** So many deployments for each change. */
export const CHANGE_EVERY = 5;
export const FAILED_WITHOUT_INCIDENT = 0.6;
/** Services that were created in the window. */
export const NEW_SHARE = 0.1;
