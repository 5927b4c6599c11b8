import { createHash } from 'crypto';

/** The longest identifier that RDS allows, in characters. */
const LONGEST = 63;

/**
 * The identifier of a database in RDS, known before it is made: its log groups are named after it.
 *
 * @param deployment the name of the stack, so that two deployments of the same app do not meet
 * @param path where the database stands in it
 */
export function databaseIdentifier(deployment: string, path: string): string {
  const whole = `${deployment}/${path}`;
  const readable = whole
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '');
  if (readable.length > 0 && readable.length <= LONGEST) return readable;
  const hash = createHash('sha256').update(whole).digest('hex').slice(0, 8);
  return `${readable.slice(0, LONGEST - 9).replace(/-+$/, '')}-${hash}`;
}
