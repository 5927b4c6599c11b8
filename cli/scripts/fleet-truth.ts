// What follows from the parameters of a fleet, by arithmetic and not by measuring it.

export interface ArmTruth {
  /** Of the mean of all services. */
  readonly frequency: number;
  readonly failRate: number;
  readonly rework: number;
  readonly repairHours: number;
  readonly firstServiceDays: number;
  readonly firstEngineerDays: number;
}

const POINTS = 400;
/** Standard normal values that are equally likely. */
const NORMAL = Array.from({ length: POINTS }, (_, i) => inverseNormal((i + 0.5) / POINTS));

/** Deployments that say so, and those that are the next one while an incident is open. */
export function reworkRate(flagged: number, withIncident: number, perWeek: number, repairHours: number): number {
  const nextWhileOpen = NORMAL.reduce((sum, z) => sum + 1 - Math.exp(-perWeek / 168 * repairHours * Math.exp(z)), 0) / POINTS;
  return 1 - (1 - flagged) * (1 - withIncident * nextWhileOpen);
}

/** The median of a mixture: failed without an incident until the next success, else until the last incident is resolved; one in five has two. */
export function recoveryMedian(silent: number, successesPerHour: number, repairHours: number): number {
  const resolved = (hours: number) => {
    // 45 seconds until it is detected, on average.
    const within = hours <= 0.0125 ? 0 : normalShare(Math.log((hours - 0.0125) / repairHours));
    return 0.8 * within + 0.2 * within ** 2;
  };
  return bisect(hours => silent * (1 - Math.exp(-successesPerHour * hours)) + (1 - silent) * resolved(hours));
}

/** Where a growing share reaches one half. */
export function bisect(share: (value: number) => number): number {
  let low = 1e-6;
  let high = 1e6;
  for (let i = 0; i < 200; i += 1) {
    const middle = Math.sqrt(low * high);
    if (share(middle) < 0.5) low = middle;
    else high = middle;
  }
  return low;
}

export function normalShare(z: number): number {
  // Abramowitz and Stegun 26.2.17.
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const tail = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return z > 0 ? 1 - tail : tail;
}

function inverseNormal(p: number): number {
  let low = -9;
  let high = 9;
  for (let i = 0; i < 60; i += 1) {
    const middle = (low + high) / 2;
    if (normalShare(middle) < p) low = middle;
    else high = middle;
  }
  return low;
}
