import { EscapeOptions } from './escape-hatch';
import { Finding } from './finding';
import { isDate } from '../support/dates';
import { Refuse } from '../support/input';
import { checkStruct } from '../support/structs';

/** The number of days before its review date from which an escape warns. */
const REVIEW_NOTICE_DAYS = 30;

/**
 * Refuses the record of an escape that says too little, or what cannot be.
 *
 * @internal
 */
export function checkEscapeOptions(options: EscapeOptions, refuse: Refuse): void {
  checkStruct('EscapeOptions', options ?? {}, refuse, 'options');
  const { reason } = options ?? {};
  const [since, reviewBy] = [options?.since ?? undefined, options?.reviewBy ?? undefined];
  if (!reason?.trim()) {
    refuse('An escape needs a reason.', 'Say why in a sentence: it is what the platform team improves the path by.');
  }
  for (const [option, date] of Object.entries({ since, reviewBy })) {
    if (date !== undefined && !isDate(date)) refuse(`${option} is '${date}'.`, 'Give a date as YYYY-MM-DD.');
  }
  if (since !== undefined && reviewBy !== undefined && since > reviewBy) {
    refuse(
      `It is since ${since}, and to be looked at again by ${reviewBy}.`,
      'The review comes after: exchange the two dates, or correct one.',
    );
  }
}

/**
 * An escape with a day on which to look at it again.
 *
 * @internal
 */
export interface Reviewed {
  readonly slot: string;
  readonly properties: string[];
  readonly reason?: string;
  readonly owner?: string;
  readonly reviewBy?: string;
}

/**
 * What is said of an escape whose review is near or past.
 *
 * @param on today
 * @param overdueRefused whether one that is past is an error
 * @internal
 */
export function dueForReview(escape: Reviewed, on: string, overdueRefused: boolean): Finding[] {
  const { slot, properties, reviewBy, reason, owner } = escape;
  const soon = new Date(Date.parse(on) + REVIEW_NOTICE_DAYS * 86_400_000).toISOString().slice(0, 10);
  if (!reviewBy || reviewBy > soon) return [];
  const overdue = reviewBy < on;
  const text =
    `The escape of '${slot}' (${reason}) ${overdue ? 'was' : 'is'} due for review on ` +
    `${reviewBy}${owner ? `, by ${owner}` : ''}.`;
  return [
    {
      rule: overdue ? 'escape-overdue' : 'escape-due',
      severity: overdue && overdueRefused ? 'fatal' : 'warning',
      text,
      fix: 'Remove it, or set a new date.',
      at: { slot, properties },
    },
  ];
}
