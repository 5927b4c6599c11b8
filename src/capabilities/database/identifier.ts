import { createHash } from 'crypto';

/** The longest identifier that RDS allows, in characters. */
export const LONGEST = 63;

/**
 * The identifier of a database in RDS, known before it is made: its log groups are named after it. It ends with a hash
 * of all that was said: RDS takes few characters, and stack `Shop` with `Orders/Db` reads like `Shop-Orders` with `Db`.
 *
 * @param deployment the name of the stack, so that two deployments of the same app do not meet
 * @param path where the database stands in it
 * @param longest the most characters that it may have
 */
export function databaseIdentifier(deployment: string, path: string, longest = LONGEST): string {
  const whole = `${deployment}/${path}`;
  const readable = whole
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '');
  const hash = createHash('sha256').update(whole).digest('hex').slice(0, 8);
  const start = readable.slice(0, longest - 9).replace(/-+$/, '') || 'db';
  return `${start}-${hash}`;
}
