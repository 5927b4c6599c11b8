import { InsightsDecisions } from './decisions';

/** Where Athena ends a query. */
export function scanLimitBytes({ scanLimitGib }: InsightsDecisions): number {
  return Math.round(scanLimitGib * 1024 ** 3);
}
