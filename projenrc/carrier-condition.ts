import { readFileSync } from 'fs';
import * as path from 'path';
import { Choice } from '../src/path/decision';
import { Carrier } from '../src/record/place';

/** The values that a decision must, or must not, have; or, of a list, what must, or must not, be in it. */
type Values =
  { readonly in: any[] } | { readonly not: any[] } | { readonly has: string[] } | { readonly hasNot: string[] };

/** Other decisions of the same construct: all of them. */
export interface Condition {
  readonly [decision: string]: Values;
}

type When = NonNullable<Carrier['when']>;
type Decided = { readonly [decision: string]: any };

/** Values that no code names: what holds for them holds for whatever is not named. */
const ANY_TEXT = '\u0000';
const ANY_NUMBER = 7919;
/** More combinations than these are no rule that a reader would understand. */
const MOST_COMBINATIONS = 20_000;

/**
 * A condition as data: any of several sets of values. It is found by asking the function about every combination of the values that
 * it could tell apart; `sometimes` where it compares decisions with each other, which no list of values can say.
 */
export function conditionOf(
  when: When | undefined,
  samples: Decided[],
  choices: { [name: string]: Choice<any> },
  file: string,
): Condition[] | 'always' | 'sometimes' {
  if (!when) return 'always';
  const words = wordsOf(file);
  const listed = [...new Set([...listedIn(file), ...words])];
  const read = new Set<string>();
  const holds = (decided: Decided): boolean => {
    try {
      return Boolean(
        when(
          new Proxy(decided, {
            get: (target, key) => {
              read.add(String(key));
              return target[String(key)];
            },
          }),
        ),
      );
    } catch {
      return false;
    }
  };
  samples.forEach(holds);
  const domains = new Map<string, any[]>();
  // What is read may depend on what was read before: go on until nothing new is.
  for (let known = -1; known < read.size;) {
    known = read.size;
    for (const key of read) {
      if (!domains.has(key)) domains.set(key, domainOf(key, samples, choices[key], words, listed));
    }
    if (!combinations(domains, samples[0], holds)) return 'sometimes';
  }
  const found = alternatives([...domains.keys()], domains, {}, samples[0], holds);
  const isNamed = (value: any) =>
    typeof value !== 'string' || words.includes(value) || listed.includes(value) || oneOf(choices, value);
  const named = found.every(condition =>
    Object.values(condition).every(values => Object.values(values).flat().every(isNamed)),
  );
  // What never held was asked the wrong questions.
  return named && found.length > 0 ? found : 'sometimes';
}

function oneOf(choices: { [name: string]: Choice<any> }, value: string): boolean {
  return Object.values(choices).some(choice => (choice as any).range?.says.includes(JSON.stringify(value)));
}

function domainOf(
  key: string,
  samples: Decided[],
  choice: Choice<any> | undefined,
  words: string[],
  listable: string[],
): any[] {
  const seen = samples.map(sample => sample[key]);
  const said = /^one of (.*)$/.exec((choice as any)?.range?.says ?? '')?.[1];
  const listed = said ? JSON.parse(`[${said}]`) : [];
  const kinds = new Set(
    [...seen, ...listed].map(value => (Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value)),
  );
  const values = [
    ...seen,
    ...listed,
    ...(kinds.has('boolean') ? [true, false] : []),
    ...(kinds.has('number') ? [0, 1, ANY_NUMBER] : []),
    ...(kinds.has('string') || (kinds.has('null') && kinds.size === 1) ? [...words, ANY_TEXT] : []),
    ...(kinds.has('list') ? [[], [ANY_TEXT], ...listable.flatMap(word => [[word], [ANY_TEXT, word]])] : []),
    ...(kinds.has('null') || choice?.allowsNone ? [null] : []),
  ];
  return values.filter((value, i) => values.findIndex(other => JSON.stringify(other) === JSON.stringify(value)) === i);
}

function combinations(domains: Map<string, any[]>, sample: Decided, holds: (decided: Decided) => boolean): boolean {
  let all: Decided[] = [sample];
  for (const [key, values] of domains) {
    all = all.flatMap(each => values.map(value => ({ ...each, [key]: value })));
    if (all.length > MOST_COMBINATIONS) return false;
  }
  all.forEach(holds);
  return true;
}

/** Splits by one decision after the other: values with the same consequences are one condition. */
function alternatives(
  keys: string[],
  domains: Map<string, any[]>,
  fixed: Decided,
  sample: Decided,
  holds: (decided: Decided) => boolean,
): Condition[] {
  const [key, ...rest] = keys;
  if (key === undefined) return holds({ ...sample, ...fixed }) ? [{}] : [];
  const values = domains.get(key)!;
  const classes = new Map<string, { values: any[]; found: Condition[] }>();
  for (const value of values) {
    const found = alternatives(rest, domains, { ...fixed, [key]: value }, sample, holds);
    const signature = JSON.stringify(found);
    classes.set(signature, { values: [...(classes.get(signature)?.values ?? []), value], found });
  }
  return [...classes.values()].flatMap(({ values: alike, found }) =>
    found.map(condition =>
      alike.length === values.length ? condition : { [key]: asSet(alike, values), ...condition },
    ),
  );
}

function asSet(alike: any[], values: any[]): Values {
  const rest = values.filter(value => !alike.includes(value));
  const has = commonIn(alike, values);
  if (has) return { has };
  const hasNot = commonIn(rest, values);
  if (hasNot) return { hasNot };
  const isOpen = alike.some(
    value => [ANY_TEXT, ANY_NUMBER].includes(value) || (Array.isArray(value) && value[0] === ANY_TEXT),
  );
  return isOpen ? { not: rest } : { in: alike };
}

/** The words of which one is in each of these lists, and in no other. */
function commonIn(lists: any[], values: any[]): string[] | undefined {
  const words = lists
    .filter(list => Array.isArray(list) && list.length === 1 && list[0] !== ANY_TEXT)
    .map(([word]) => word);
  const holds = (value: any) => Array.isArray(value) && value.some(each => words.includes(each));
  return words.length > 0 && values.every(value => holds(value) === lists.includes(value)) ? words : undefined;
}

/** What the functions of a file may look for in a list: `called('queue')`. */
function listedIn(file: string): string[] {
  return [...new Set([...readFileSync(file, 'utf8').matchAll(/\('([a-z][a-z0-9-]*)'\)/g)].map(([, word]) => word))];
}

/** The words that the functions of a file may compare with: its own, and those of the enums that it imports. */
function wordsOf(file: string): string[] {
  const source = readFileSync(file, 'utf8');
  const literals = [...source.matchAll(/[=!]== '([^']*)'/g)].map(([, text]) => text);
  const enums = [...source.matchAll(/from '(\.[^']+)'/g)].flatMap(([, module]) => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- the file is known only now
    const exported: unknown[] = Object.values(require(path.resolve(path.dirname(file), module)));
    return exported
      .filter(
        (each): each is object =>
          typeof each === 'object' && each !== null && Object.values(each).every(value => typeof value === 'string'),
      )
      .flatMap(each => Object.values(each));
  });
  return [...new Set([...literals, ...enums])];
}
