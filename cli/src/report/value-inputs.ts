import { existsSync, readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { UnreadableInputError } from '../errors.js';
import { didYouMean } from '../nearest.js';

/** An input that cannot be measured: a range with a uniform distribution, and the source of the numbers. */
export interface GivenInput {
  readonly low: number;
  readonly high: number;
  readonly source: string;
}

/** The inputs that the file can have, with their units. */
export const GIVEN = {
  teamCost: { name: 'Cost of the platform team', unit: 'a year' },
  engineerHour: { name: "Cost of an engineer's hour", unit: 'an hour' },
  waitingHoursPerDay: {
    name: "Engineers' hours lost on each day that a first deploy is waited for",
    unit: 'hours a day',
  },
  outageHour: { name: 'Cost of an hour in which a failed deployment is not recovered from', unit: 'an hour' },
  attributable: { name: 'Share of the gap between the arms that the platform causes', unit: 'share' },
} as const;

export type GivenName = keyof typeof GIVEN;

export interface ValueInputs {
  readonly currency: string;
  readonly given: { readonly [name in GivenName]?: GivenInput };
}

/** Reads the file of inputs, in YAML or JSON. Each input is `{ value, source }` or `{ low, high, source }`. */
export function readValueInputs(file: string | undefined): ValueInputs {
  if (file === undefined) return { currency: 'EUR', given: {} };
  if (!existsSync(file)) throw broken(file, 'There is no such file.');
  const document = parseDocument(readFileSync(file, 'utf8'));
  const value: any = document.errors.length ? undefined : document.toJS();
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw broken(file, document.errors[0]?.message.split('\n')[0] ?? 'It is no table of names and values.');
  const { currency = 'EUR', ...rest } = value;
  if (typeof currency !== 'string') throw broken(file, 'currency is no text.');
  const given = Object.fromEntries(
    Object.entries<any>(rest).map(([name, input]) => {
      if (!(name in GIVEN)) throw broken(file, `'${name}' is no input. ${didYouMean(name, Object.keys(GIVEN))}`);
      const low = input?.low ?? input?.value;
      const high = input?.high ?? input?.value;
      if (!Number.isFinite(low) || !Number.isFinite(high) || low > high || low < 0)
        throw broken(file, `${name} has no value, and no low and high with low <= high: numbers of 0 or more.`);
      if (typeof input.source !== 'string' || input.source.trim() === '') throw broken(file, `${name} has no source.`);
      if (name === 'attributable' && high > 1) throw broken(file, 'attributable is a share, from 0 to 1.');
      return [name, { low, high, source: input.source }];
    }),
  );
  return { currency, given };
}

function broken(file: string, what: string): UnreadableInputError {
  return new UnreadableInputError({
    what: `The inputs of the platform's value cannot be used: ${what}`,
    where: file,
    hint:
      'Each input is { value: 85, source: "where from" } or { low: 70, high: 100, source: "..." }. There are: ' +
      `currency, ${Object.keys(GIVEN).join(', ')}.`,
    page: 'guides/report.md',
  });
}
