import type { DoraMetricId, Estimate, Tiers } from './model.js';
import data from './tiers.json' with { type: 'json' };

const TIERS = data as unknown as readonly Tiers[];

export const TIER_YEARS: readonly number[] = TIERS.map(({ year }) => year);

export function tiersOf(year: number): Tiers | null {
  return TIERS.find(each => each.year === year) ?? null;
}

/** The first level that fits; null where nothing can be judged, or no level of that year fits. */
export function tierOf(tiers: Tiers | null, metric: DoraMetricId, { value, judged }: Estimate): string | null {
  if (value === null || !judged) return null;
  return (
    tiers?.metrics[metric]?.find(
      ({ atLeast, atMost }) => (atLeast === null || value >= atLeast) && (atMost === null || value <= atMost),
    )?.tier ?? null
  );
}
