/**
 * A dated set of defaults. A default never changes under an app: new values come with a new edition, and an app stays
 * on its own until it moves.
 *
 * Editions are compared by name: a later one sorts after an earlier one.
 */
export enum Edition {
  /** December 2026, the first one. */
  V2026_12 = '2026.12',
}

/** The edition of an app that names none: the first, so that upgrading this package changes nothing. */
export const FIRST_EDITION = Edition.V2026_12;
