import type { Estimate, Interval, Unit } from '../model.js';

/** A true minus, as wide as a plus. */
const MINUS = '\u2212';

/** Between a number and its unit: no line breaks there. */
const TIE = '\u00a0';

/** 12,345 */
export function count(n: number): string {
  return fixed(n, 0);
}

/** '1 team', '12 teams' */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${count(n)}${TIE}${n === 1 ? one : many}`;
}

export function fixed(value: number, decimals: number): string {
  const text = new Intl.NumberFormat('en-US', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(Math.abs(value));
  return value < 0 && /[1-9]/.test(text) ? `${MINUS}${text}` : text;
}

/** As many decimals as tell the ends of an interval apart, and no more than two. */
function decimalsOf(value: number, low: number | null, high: number | null): number {
  const size = Math.abs(value);
  const ofValue = size >= 10 || size === 0 ? 0 : size >= 1 ? 1 : Math.min(2, Math.ceil(-Math.log10(size)) + 1);
  if (low === null || high === null || !(high > low)) return ofValue;
  return Math.min(2, Math.max(ofValue, Math.ceil(-Math.log10(high - low))));
}

/** The unit in which the numbers of one measure are shown: one for all that are compared. */
export interface Shown {
  readonly factor: number;
  readonly most: number;
  readonly named: (text: string) => string;
  /** Of an axis, whose numbers stand without it; null where they carry it themselves. */
  readonly axis: string | null;
}

/** Hours are shown as minutes where all are short, and as days where all are long. */
export function shownAs(unit: Unit, ...values: ReadonlyArray<number | null>): Shown {
  const sizes = values.filter(value => value !== null).map(Math.abs);
  const shortest = sizes.length ? Math.min(...sizes) : 1;
  const longest = sizes.length ? Math.max(...sizes) : 1;
  switch (unit) {
    case 'share':
      return { factor: 100, most: 1, named: text => `${text}${TIE}%`, axis: null };
    case 'per week':
      return { factor: 1, most: 2, named: text => `${text}${TIE}a${TIE}week`, axis: 'a week' };
    case 'hours':
      return longest < 2 ? inUnit(60, 'minute') : shortest < 48 ? inUnit(1, 'hour') : inUnit(1 / 24, 'day');
    case 'days':
      return longest < 1 ? inUnit(24, 'hour') : inUnit(1, 'day');
  }
}

function inUnit(factor: number, one: string): Shown {
  return {
    factor,
    most: 2,
    named: text => `${text}${TIE}${/^1(\.0+)?$/.test(text) ? one : `${one}s`}`,
    axis: `in ${one}s`,
  };
}

/** A share from 0 to 1, as a percentage. What is not quite none or all is not rounded to it. */
export function percent(share: number): string {
  if (share > 0 && share < 0.001) return `<0.1${TIE}%`;
  if (share < 1 && share > 0.999) return `>99.9${TIE}%`;
  return `${fixed(share * 100, (share < 0.1 && share > 0) || (share > 0.99 && share < 1) ? 1 : 0)}${TIE}%`;
}

/** A measured value and its interval, in one unit with the same decimals: '12 hours' and '9 to 14 hours'. */
export function measured(
  { value, interval }: Pick<Estimate, 'value' | 'interval'>,
  shown: Shown,
): { readonly value: string; readonly interval: string | null } | null {
  if (value === null) return null;
  const text = written(value, interval, shown);
  return { value: shown.named(text(value)), interval: interval && range(interval, text, shown.named) };
}

const DIRECTIONS: { readonly [unit in Unit]: readonly [more: string, less: string] } = {
  share: ['higher', 'lower'],
  'per week': ['more', 'fewer'],
  hours: ['longer', 'shorter'],
  days: ['longer', 'shorter'],
};

/** What a difference to the one side or the other is called. */
export function direction(unit: Unit, difference: number): string {
  return DIRECTIONS[unit][difference > 0 ? 0 : 1];
}

/** A difference: how large it is without its sign, and its signed interval. */
export function compared(
  difference: number,
  interval: Interval,
  unit: Unit,
  shown: Shown,
): { readonly size: string; readonly interval: string } {
  const named = unit === 'share' ? (text: string) => `${text}${TIE}percentage points` : shown.named;
  const text = written(difference, interval, { ...shown, most: Math.max(1, shown.most) });
  return {
    size: named(text(Math.abs(difference))),
    interval: range(interval, end => `${end > 0 ? '+' : ''}${text(end)}`, named),
  };
}

function written(value: number, interval: Interval | null, { factor, most }: Shown): (number: number) => string {
  const scaled = (end: number | null | undefined) => (end === null || end === undefined ? null : end * factor);
  const decimals = Math.min(most, decimalsOf(value * factor, scaled(interval?.low), scaled(interval?.high)));
  // What is not nothing is not shown as 0.
  const least = 10 ** -decimals;
  return number =>
    number !== 0 && Math.abs(number * factor) < least / 2
      ? `${number < 0 ? `>${MINUS}` : '<'}${fixed(least, decimals)}`
      : fixed(number * factor, decimals);
}

/** '3 to 5 hours'; an end that the data does not bound is said to be open. */
export function range(
  { low, high }: Pick<Interval, 'low' | 'high'>,
  text: (end: number) => string,
  named: (text: string) => string = each => each,
): string {
  if (low === null && high === null) return 'no bound';
  if (low === null) return `at most ${named(text(high!))}`;
  if (high === null) return `${named(text(low))} or more`;
  return `${text(low)} to ${named(text(high))}`;
}

/** '1.4 years', '0.7 years', '9.1 days' */
export function duration(years: number): string {
  const isShort = years > 0 && years < 0.1;
  const text = PLAIN.format(Number((isShort ? years * 365.25 : years).toPrecision(2)));
  return `${text}${TIE}${isShort ? 'day' : 'year'}${text === '1' ? '' : 's'}`;
}

/** 'EUR 1,150,000': three digits that count, written out so that rows can be compared. */
export function money(amount: number, currency: string): string {
  return `${currency}${TIE}${plain(amount)}`;
}

const SHORT = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 });

/** '1.2M', on an axis. */
export function short(value: number): string {
  return SHORT.format(value).replace('-', MINUS);
}

const PLAIN = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });

/** A percentage on an axis: 5 % beside 10 %, and not 5.0 %. */
export function tick(share: number): string {
  return `${plain(share * 100)}${TIE}%`;
}

/** A number whose unit stands elsewhere: three digits that count; whole numbers of a few digits as they are. */
export function plain(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 100_000 ? count(value) : PLAIN.format(value).replace('-', MINUS);
}

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' });

/** '22 Nov 2026'; what is no date is left as it is. */
export function day(iso: string): string {
  return dated(iso, DAY);
}

/** 'Nov 2026' */
export function month(iso: string): string {
  return dated(iso, MONTH);
}

/** '22 Nov 2026, 14:05 UTC' */
export function moment(iso: string): string {
  return Number.isNaN(Date.parse(iso)) ? iso : `${day(iso)}, ${new Date(iso).toISOString().slice(11, 16)} UTC`;
}

function dated(iso: string, format: Intl.DateTimeFormat): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : format.format(date);
}
