import type { DoraMetricId, Estimate, Tiers } from './model.js';
import data from './tiers.json' with { type: 'json' };

const TIERS = data as unknown as readonly Tiers[];

export const TIER_YEARS: readonly number[] = TIERS.map(({ year }) => year);

/** The tiers of a year; null where there are none. */
export function tiersOf(year: number): Tiers | null {
  return TIERS.find(each => each.year === year) ?? null;
}

/** The tier of a value; null where the value is not judged, or no tier of that year contains it. */
export function tierOf(tiers: Tiers | null, metric: DoraMetricId, { value, judged }: Estimate): string | null {
  if (value === null || !judged) return null;
  return (
    tiers?.metrics[metric]?.find(
      ({ atLeast, atMost }) => (atLeast === null || value >= atLeast) && (atMost === null || value <= atMost),
    )?.tier ?? null
  );
}
