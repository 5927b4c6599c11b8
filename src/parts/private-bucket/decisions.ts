/**
 * The most days that a rule of a bucket's lifecycle may count. S3 counts in 32 bits; a hundred years are enough for
 * everybody, and find a slip of the pen.
 *
 * @internal
 */
export const MOST_DAYS = 36_500;
