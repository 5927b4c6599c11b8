import type { Estimate, Interval, Unit } from '../model.js';

/** The typographic minus sign, as wide as a plus sign. */
const MINUS = '\u2212';

/** The no-break space, between a number and its unit. */
const NBSP = '\u00a0';

/** A whole number: '12,345'. */
export function count(n: number): string {
  return fixed(n, 0);
}

/** A number with its noun: '1 team', '12 teams'. */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${count(n)}${NBSP}${n === 1 ? one : many}`;
}

/** A number with so many decimals. */
export function fixed(value: number, decimals: number): string {
  const text = new Intl.NumberFormat('en-US', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(Math.abs(value));
  return value < 0 && /[1-9]/.test(text) ? `${MINUS}${text}` : text;
}

/** The number of decimals, 0 to 2, with which the two ends of an interval still differ. */
function decimalsOf(value: number, low: number | null, high: number | null): number {
  const size = Math.abs(value);
  const ofValue = size >= 10 || size === 0 ? 0 : size >= 1 ? 1 : Math.min(2, Math.ceil(-Math.log10(size)) + 1);
  if (low === null || high === null || !(high > low)) return ofValue;
  return Math.min(2, Math.max(ofValue, Math.ceil(-Math.log10(high - low))));
}

/** The unit in which all numbers of one measure are shown, so that they can be compared. */
export interface Shown {
  /** The factor from the unit of the report to this unit. */
  readonly factor: number;
  /** The largest number of decimals. */
  readonly most: number;
  /** Adds the unit to a number. */
  readonly named: (text: string) => string;
  /** The unit in the title of a chart; null where each number on the axis has its unit. */
  readonly axis: string | null;
}

/** The unit for some values. Hours become minutes where all values are short, and days where all are long. */
export function shownAs(unit: Unit, ...values: ReadonlyArray<number | null>): Shown {
  const sizes = values.filter(value => value !== null).map(Math.abs);
  const shortest = sizes.length ? Math.min(...sizes) : 1;
  const longest = sizes.length ? Math.max(...sizes) : 1;
  switch (unit) {
    case 'share':
      return { factor: 100, most: 1, named: text => `${text}${NBSP}%`, axis: null };
    case 'per week':
      return { factor: 1, most: 2, named: text => `${text}${NBSP}a${NBSP}week`, axis: 'a week' };
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
    named: text => `${text}${NBSP}${/^1(\.0+)?$/.test(text) ? one : `${one}s`}`,
    axis: `in ${one}s`,
  };
}

/** A share from 0 to 1, as a percentage. Values close to 0 % or 100 % are not rounded to them. */
export function percent(share: number): string {
  if (share > 0 && share < 0.001) return `<0.1${NBSP}%`;
  if (share < 1 && share > 0.999) return `>99.9${NBSP}%`;
  return `${fixed(share * 100, (share < 0.1 && share > 0) || (share > 0.99 && share < 1) ? 1 : 0)}${NBSP}%`;
}

/** A measured value and its interval, in one unit and with the same decimals: '12 hours' and '9 to 14 hours'. */
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

/** The word for the direction of a difference: 'higher', 'fewer'. */
export function direction(unit: Unit, difference: number): string {
  return DIRECTIONS[unit][difference > 0 ? 0 : 1];
}

/** The size of a difference without its sign, and its interval with signs. */
export function compared(
  difference: number,
  interval: Interval,
  unit: Unit,
  shown: Shown,
): { readonly size: string; readonly interval: string } {
  const named = unit === 'share' ? (text: string) => `${text}${NBSP}percentage points` : shown.named;
  const text = written(difference, interval, { ...shown, most: Math.max(1, shown.most) });
  return {
    size: named(text(Math.abs(difference))),
    interval: range(interval, end => `${end > 0 ? '+' : ''}${text(end)}`, named),
  };
}

function written(value: number, interval: Interval | null, { factor, most }: Shown): (number: number) => string {
  const scaled = (end: number | null | undefined) => (end === null || end === undefined ? null : end * factor);
  const decimals = Math.min(most, decimalsOf(value * factor, scaled(interval?.low), scaled(interval?.high)));
  // A small value is not shown as 0.
  const least = 10 ** -decimals;
  return number =>
    number !== 0 && Math.abs(number * factor) < least / 2
      ? `${number < 0 ? `>${MINUS}` : '<'}${fixed(least, decimals)}`
      : fixed(number * factor, decimals);
}

/** An interval in words: '3 to 5 hours', or '3 hours or more' where the data sets no upper bound. */
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

/** A duration, given in years: '1.4 years', '0.7 years', '9.1 days'. */
export function duration(years: number): string {
  const isShort = years > 0 && years < 0.1;
  const text = PLAIN.format(Number((isShort ? years * 365.25 : years).toPrecision(2)));
  return `${text}${NBSP}${isShort ? 'day' : 'year'}${text === '1' ? '' : 's'}`;
}

/** An amount with three significant digits, written in full so that rows can be compared: 'EUR 1,150,000'. */
export function money(amount: number, currency: string): string {
  return `${currency}${NBSP}${plain(amount)}`;
}

const SHORT = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 });

/** A number on an axis: '1.2M'. */
export function short(value: number): string {
  return SHORT.format(value).replace('-', MINUS);
}

const PLAIN = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });

/** A percentage on an axis, without decimals that are 0: '5 %'. */
export function tick(share: number): string {
  return `${plain(share * 100)}${NBSP}%`;
}

/** A number without its unit: whole numbers under 100,000 in full, others with three significant digits. */
export function plain(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 100_000 ? count(value) : PLAIN.format(value).replace('-', MINUS);
}

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' });

/** A day: '22 Nov 2026'. Text that is not a date is returned unchanged. */
export function day(iso: string): string {
  return dated(iso, DAY);
}

/** A month: 'Nov 2026'. */
export function month(iso: string): string {
  return dated(iso, MONTH);
}

/** A time: '22 Nov 2026, 14:05 UTC'. */
export function moment(iso: string): string {
  return Number.isNaN(Date.parse(iso)) ? iso : `${day(iso)}, ${new Date(iso).toISOString().slice(11, 16)} UTC`;
}

function dated(iso: string, format: Intl.DateTimeFormat): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : format.format(date);
}
