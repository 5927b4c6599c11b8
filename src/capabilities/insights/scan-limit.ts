import { InsightsChoices } from './decisions';

/** The number of bytes after which Athena ends a query. */
export function scanLimitBytes({ scanLimitGib }: InsightsChoices): number {
  return Math.round(scanLimitGib * 1024 ** 3);
}
