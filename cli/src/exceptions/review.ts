import type { Escape, ManifestEntry } from '../assembly/manifest.js';

/** The state of a review: `due` from 30 days before the date, `overdue` after it. */
export type ReviewState = 'overdue' | 'due' | 'later' | 'no date';

export interface Review {
  readonly reviewBy: string | null;
  readonly state: ReviewState;
  /** The days until the date; negative after it. Null without a date. */
  readonly days: number | null;
}

/** An escape with its responsible team and the state of its review. */
export interface ReviewedEscape extends Escape, Review {
  readonly reviewBy: any;
  /** The owner of the escape, else the owner of the construct. */
  readonly answers: string | null;
  /** The age in whole days; null where it is not known. */
  readonly ageDays: number | null;
}

/** The days before the review date from which a review is due, as in the warnings of the library. */
const NEAR_DAYS = 30;
const DAY = 24 * 60 * 60 * 1000;

/** The state of a review. On the day itself it is not overdue. */
export function review(reviewBy: string | undefined, today: Date): Review {
  if (reviewBy === undefined) return { reviewBy: null, state: 'no date', days: null };
  const days = Math.round(
    (Date.parse(`${reviewBy}T00:00:00Z`) - Date.parse(`${today.toISOString().slice(0, 10)}T00:00:00Z`)) / DAY,
  );
  return { reviewBy, days, state: days < 0 ? 'overdue' : days <= NEAR_DAYS ? 'due' : 'later' };
}

/** The age in days; null without a date, or with a date in the future. */
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

/** The age in words; null where it is not known. */
export function ageInWords(ageDays: number | null): string | null {
  return ageDays === null ? null : ageDays === 0 ? 'since today' : `for ${ageDays} day${ageDays === 1 ? '' : 's'}`;
}

/** The state of a review in words. */
export function inWords({ state, days, reviewBy }: Review): string {
  if (state === 'no date') return 'no review date';
  if (days === 0) return 'review today';
  const counted = `${Math.abs(days!)} day${Math.abs(days!) === 1 ? '' : 's'}`;
  return state === 'overdue' ? `review overdue by ${counted} (${reviewBy})` : `review in ${counted} (${reviewBy})`;
}
