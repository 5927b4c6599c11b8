import type { Escape, ManifestEntry } from '../assembly/manifest.js';

/** When the next look is due. */
export type ReviewState = 'overdue' | 'due' | 'later' | 'no date';

export interface Review {
  readonly reviewBy: string | null;
  readonly state: ReviewState;
  /** Days until the date; negative when it is over. Null without a date. */
  readonly days: number | null;
}

/** An escape with who answers for it, and when to look at it again. */
export interface ReviewedEscape extends Escape, Review {
  readonly reviewBy: any;
  /** Who answers for it: its own owner, else that of the construct. */
  readonly answers: string | null;
  readonly ageDays: number | null;
}

/** As in the library: from 30 days before, synth warns. */
const NEAR_DAYS = 30;
const DAY = 24 * 60 * 60 * 1000;

/** How near a date is. The day itself is still in time. */
export function review(reviewBy: string | undefined, today: Date): Review {
  if (reviewBy === undefined) return { reviewBy: null, state: 'no date', days: null };
  const days = Math.round(
    (Date.parse(`${reviewBy}T00:00:00Z`) - Date.parse(`${today.toISOString().slice(0, 10)}T00:00:00Z`)) / DAY,
  );
  return { reviewBy, days, state: days < 0 ? 'overdue' : days <= NEAR_DAYS ? 'due' : 'later' };
}

/** Since how many days; null where nobody says so, or says a day that has not come. */
export function ageOf(since: string | undefined, today: Date): number | null {
  if (since === undefined) return null;
  const days = Math.floor((today.getTime() - Date.parse(`${since}T00:00:00Z`)) / DAY);
  return days >= 0 ? days : null;
}

export function reviewOf(escape: Escape, entry: ManifestEntry, today: Date): ReviewedEscape {
  return {
    ...escape,
    ...review(escape.reviewBy, today),
    answers: escape.owner ?? entry.owner,
    ageDays: ageOf(escape.since, today),
  };
}

/** In words: how old, where that is known. */
export function ageInWords(ageDays: number | null): string | null {
  return ageDays === null ? null : ageDays === 0 ? 'since today' : `for ${ageDays} day${ageDays === 1 ? '' : 's'}`;
}

/** In words. */
export function inWords({ state, days, reviewBy }: Review): string {
  if (state === 'no date') return 'no review date';
  if (days === 0) return 'review today';
  const counted = `${Math.abs(days!)} day${Math.abs(days!) === 1 ? '' : 's'}`;
  return state === 'overdue' ? `review overdue by ${counted} (${reviewBy})` : `review in ${counted} (${reviewBy})`;
}
