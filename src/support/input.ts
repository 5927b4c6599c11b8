import { GoldenPathError, InvalidInputError } from './errors';
import { isPlain } from './plain';
import { isToken } from './tokens';

/**
 * Throws an error, with the fault and the remedy.
 *
 * @internal
 */
export type Refuse = (what: string, hint: string) => never;

/**
 * Makes the function that refuses the input of one construct.
 *
 * @param where the path of the construct
 * @param page the page that explains it, below `docs/`
 * @internal
 */
export function refusal(
  where: string,
  page: string,
  as: new (...complaint: ConstructorParameters<typeof GoldenPathError>) => GoldenPathError = InvalidInputError,
): Refuse {
  return (what, hint) => {
    throw new as({ what, where, hint, page });
  };
}

/**
 * The path that a construct is about to have.
 *
 * @internal
 */
export function pathOf(scope: { readonly node: { readonly path: string } }, id: string): string {
  return [scope.node.path, id].filter(part => part).join('/');
}

/**
 * Whether a value was given. Other languages pass null for what was left out.
 *
 * @internal
 */
export function isGiven<T>(value: T): value is NonNullable<T> {
  return value !== undefined && value !== null;
}

/** @internal */
export function isObject(value: any): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @internal */
export function isText(value: any): value is string {
  return typeof value === 'string' && value.length > 0;
}

/** @internal */
export function isListOfTexts(value: any): value is string[] {
  return Array.isArray(value) && value.every(isText);
}

/**
 * Whether a text fits a pattern, or is known at deployment only.
 *
 * @internal
 */
export function fits(value: any, pattern: RegExp): boolean {
  return isText(value) && (isToken(value) || pattern.test(value));
}

/**
 * A value as an error shows it.
 *
 * @internal
 */
export function said(value: any): string {
  try {
    const text = textOf(value);
    return text.length > MOST_SAID ? `${text.slice(0, MOST_SAID)}…` : text;
  } catch {
    // A getter or a toJSON of somebody's own has thrown.
    return `an ${typeof value} that cannot be shown`;
  }
}

/** The characters of a value that an error shows. */
const MOST_SAID = 500;
/** The levels of a value that an error shows. */
const DEEPEST_SAID = 5;

function textOf(value: any): string {
  if (typeof value === 'object' && value !== null) {
    const { path } = value.node ?? {};
    if (typeof path === 'string') return `'${path}'`;
    // A Map and a promise show nothing of what is in them.
    const shows = isPlain(value) || Array.isArray(value) || typeof value.toJSON === 'function';
    if (!shows && Object.keys(value).length === 0) return nameOf(value);
  }
  if (typeof value === 'function') return value.name ? `the function ${value.name}` : 'a function';
  // JSON has no word for these.
  if (['symbol', 'bigint', 'number', 'undefined'].includes(typeof value)) return String(value);
  return JSON.stringify(value, withoutCircles());
}

function nameOf(value: object): string {
  const name = value.constructor?.name;
  return name ? `${/^[AEIOU]/.test(name) ? 'an' : 'a'} ${name}` : 'an object';
}

/** Constructs by their paths, and what holds itself only once. */
function withoutCircles(): (this: any, key: string, value: any) => any {
  const above: any[] = [];
  return function (_, value) {
    // `this` is what holds the value: whatever was entered after it has been left.
    while (above.length > 0 && above[above.length - 1] !== this) above.pop();
    if (typeof value === 'bigint' || typeof value === 'symbol') return String(value);
    if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
    if (typeof value !== 'object' || value === null) return value;
    const path = value.node?.path;
    if (typeof path === 'string') return path;
    if (above.includes(value)) return '(itself)';
    if (above.length > DEEPEST_SAID) return '…';
    above.push(value);
    return value;
  };
}

/**
 * The bytes of variables, written as JSON. Of what is known at deployment only, nothing is counted but the name.
 *
 * @internal
 */
export function environmentSize(environment: { readonly [name: string]: string }): number {
  const known = Object.entries(environment).map(([name, value]) => [name, isToken(value) ? '' : value]);
  return Buffer.byteLength(JSON.stringify(Object.fromEntries(known)));
}

/**
 * Refuses variables that are more together than a service takes, written as JSON. Of what is known at deployment only,
 * nothing is counted.
 *
 * @internal
 */
export function checkEnvironmentSize(
  environment: { readonly [name: string]: string },
  most: number,
  refuse: Refuse,
): void {
  const size = environmentSize(environment);
  if (size <= most) return;
  refuse(
    `environment has ${size} bytes, and AWS takes ${most}.`,
    'Keep what is long in a bucket, or in a parameter of Systems Manager, and give its name.',
  );
}

/**
 * Refuses variables that no process could have.
 *
 * @internal
 */
export function checkEnvironment(environment: { readonly [name: string]: string }, refuse: Refuse): void {
  for (const [name, value] of Object.entries(environment)) {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      refuse(
        `environment has '${name}', which is not the name of a variable.`,
        'Use letters, digits and underscores; no digit first.',
      );
    }
    if (typeof value !== 'string') refuse(`environment.${name} is ${said(value)}.`, 'Give a string.');
  }
}
