import { isDate } from './dates';
import { said } from './input';
import { isToken } from './tokens';

/** One field of a cron expression: its range, its words, and the signs that it takes beside , - * and /. */
interface Field {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly words?: readonly string[];
  readonly signs?: RegExp;
}

const DAYS = 'SUN MON TUE WED THU FRI SAT'.split(' ');

/** @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html */
const FIELDS: readonly Field[] = [
  { name: 'minutes', least: 0, most: 59 },
  { name: 'hours', least: 0, most: 23 },
  { name: 'day of the month', least: 1, most: 31, signs: /^(\?|L|(L|\d+)W)$/ },
  { name: 'month', least: 1, most: 12, words: 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ') },
  {
    name: 'day of the week',
    least: 1,
    most: 7,
    words: DAYS,
    signs: new RegExp(`^(\\?|L|([1-7]|${DAYS.join('|')})(L|#[1-5]))$`, 'i'),
  },
  { name: 'year', least: 1970, most: 2199 },
];
const [DAY_OF_MONTH, DAY_OF_WEEK] = [2, 4];

/** @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/crontab.html */
const POSIX_FIELDS: readonly Field[] = [
  ...FIELDS.slice(0, DAY_OF_WEEK).map(({ signs, ...field }) => field),
  { name: 'day of the week', least: 0, most: 6, words: DAYS },
];

/**
 * Whether EventBridge Scheduler takes an expression: `rate(5 minutes)`, `cron(0 3 * * ? *)`, `at(2027-01-01T00:00:00)`.
 *
 * @internal
 */
export function isSchedule(expression: string): boolean {
  return faultOfSchedule(expression) === undefined;
}

/**
 * What EventBridge Scheduler would refuse of an expression, in a sentence. Undefined where it takes it.
 *
 * @internal
 */
export function faultOfSchedule(expression: string): string | undefined {
  if (isToken(expression)) return undefined;
  const at = /^at\((\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\)$/.exec(expression);
  if (at) return isDate(at[1]) ? undefined : `${at[1]} is no date.`;
  const cron = /^cron\((.*)\)$/.exec(expression);
  if (cron) return faultOfCron(cron[1].split(' '));
  return /^rate\([1-9]\d* (minute|hour|day)s?\)$/.test(expression) ? undefined : 'It is no rate, no cron and no at.';
}

/**
 * Whether GitHub takes an expression as a schedule of a workflow: the five fields of POSIX, with names of months and
 * days.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#schedule
 * @internal
 */
export function isForgeSchedule(expression: string): boolean {
  const fields = expression.split(' ');
  return (
    fields.length === POSIX_FIELDS.length &&
    fields.every((field, i) =>
      field.split(',').every(part => isPart(part, POSIX_FIELDS[i]) && isInOrder(part, POSIX_FIELDS[i])),
    )
  );
}

/** Whether a range ends after it begins. */
function isInOrder(text: string, field: Field): boolean {
  const [from, to = from] = text
    .split('/')[0]
    .split('-')
    .map(end => valueOf(end, field));
  return text.startsWith('*') || from <= to;
}

/**
 * Whether a text is the name of a time zone, for instance `Europe/Berlin`.
 *
 * @internal
 */
export function isTimeZone(name: string): boolean {
  if (isToken(name)) return true;
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{0,49}$/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

function faultOfCron(fields: readonly string[]): string | undefined {
  if (fields.length !== FIELDS.length) return `It has ${fields.length} fields, and a cron expression six.`;
  const wrong = fields.findIndex((field, i) => !field.split(',').every(part => isPart(part, FIELDS[i])));
  if (wrong >= 0) {
    const { name, least, most, words = [] } = FIELDS[wrong];
    const or = words.length > 0 ? ` or ${words[0]} to ${words[words.length - 1]}` : '';
    return `Field ${wrong + 1}, the ${name}, is ${said(fields[wrong])}: it takes ${least} to ${most}${or}.`;
  }
  // Days are said by the month or by the week, and not by both.
  const open = [fields[DAY_OF_MONTH], fields[DAY_OF_WEEK]].filter(field => field === '?').length;
  return open === 1 ? undefined : "One of the days, of the month or of the week, is '?', and not both.";
}

/** One element of a list: a value, a range, with a step or without. */
function isPart(text: string, field: Field): boolean {
  if (field.signs?.test(text)) return true;
  const [range, step, ...more] = text.split('/');
  if (more.length > 0 || (step !== undefined && !/^[1-9]\d*$/.test(step))) return false;
  if (range === '*') return true;
  const ends = range.split('-').map(end => valueOf(end, field));
  return ends.length <= 2 && ends.every(end => end >= field.least && end <= field.most);
}

function valueOf(text: string, { words = [], least }: Field): number {
  const word = words.indexOf(text.toUpperCase());
  if (word >= 0) return word + least;
  return /^\d+$/.test(text) ? Number(text) : NaN;
}
