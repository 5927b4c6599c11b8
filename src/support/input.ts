import { GoldenPathError, InvalidInputError } from './errors';
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
  const { path } = value?.node ?? {};
  if (typeof path === 'string') return `'${path}'`;
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    // It holds itself, or a bigint.
    return String(value);
  }
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
