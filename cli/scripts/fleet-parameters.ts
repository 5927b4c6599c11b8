// The parameters of generated fleets.

/** The end of the window. The month before the window has events too, whose changes are deployed in the window. */
export const AS_OF: Date = new Date('2026-11-22T00:00:00Z');
export const DAYS = 180;
export const WINDOW_FROM: Date = new Date(AS_OF.getTime() - DAYS * 86_400_000);
export const LEAD_IN_DAYS = 30;

export interface ArmParameters {
  /** The factor of the mean frequency of all services. */
  readonly frequency: number;
  readonly failRate: number;
  /** The share of deployments that are marked as rework. */
  readonly rework: number;
  /** The median time to resolve an incident, in hours. */
  readonly repairHours: number;
  /** The median time to the first deployment of a new service, in days. */
  readonly firstServiceDays: number;
  /** The median time to the first deployment of a new engineer, in days. */
  readonly firstEngineerDays: number;
}

export const ARMS: { readonly on: ArmParameters; readonly off: ArmParameters } = {
  on: { frequency: 1.25, failRate: 0.08, rework: 0.03, repairHours: 1.5, firstServiceDays: 3, firstEngineerDays: 5 },
  off: { frequency: 0.75, failRate: 0.12, rework: 0.06, repairHours: 2.5, firstServiceDays: 9, firstEngineerDays: 12 },
};

/** The number of teams on the platform, of five. */
export const ON_OF_FIVE = 3;

/**
 * The standard deviations between teams: of the logarithm of the frequency, of the fail rate, and of the logarithm of
 * the number of services.
 */
export interface TeamSpread {
  readonly frequency: number;
  readonly failRate: number;
  readonly size: number;
}

export const SPREAD: TeamSpread = { frequency: 0.3, failRate: 0.02, size: 0 };

/** The standard deviation of the logarithm of a time to a first deployment. */
export const WAITING_SPREAD = { service: 0.8, engineer: 0.7 } as const;

/** The number of deployments for each change. */
export const CHANGE_EVERY = 5;
/** The share of failed deployments without an incident. */
export const FAILED_WITHOUT_INCIDENT = 0.6;
/** The share of services that are created in the window. */
export const NEW_SHARE = 0.1;
