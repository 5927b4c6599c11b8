import { Refuse, said } from './input';
import { alike } from './nearest';
import { isToken } from './tokens';

/** The day from which on a runtime gets no updates, and the day from which on Lambda makes no function with it. */
type Lifecycle = readonly [deprecated?: string, blocked?: string];

/** The day on which the table was made. Later days of it may be put off: AWS has done that before. */
const AS_OF = '2026-11-29';

/**
 * The runtimes that Lambda's API knows, and their days.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
 */
const RUNTIMES: { readonly [runtime: string]: Lifecycle } = {
  nodejs: ['2016-08-30', '2016-09-30'],
  'nodejs4.3': ['2020-03-05', '2020-02-03'],
  'nodejs6.10': ['2019-08-12', '2019-07-12'],
  'nodejs8.10': ['2020-03-06', '2020-02-04'],
  'nodejs10.x': ['2021-07-30', '2021-07-30'],
  'nodejs12.x': ['2023-03-31', '2023-03-31'],
  'nodejs14.x': ['2023-12-04', '2024-01-09'],
  'nodejs16.x': ['2024-06-12', '2027-02-01'],
  'nodejs18.x': ['2025-09-01', '2027-02-01'],
  'nodejs20.x': ['2026-04-30', '2027-02-01'],
  'nodejs22.x': ['2027-04-30', '2027-06-01'],
  'nodejs24.x': ['2028-04-30', '2028-06-01'],
  java8: ['2024-01-08', '2024-02-08'],
  'java8.al2': ['2027-06-30', '2027-07-31'],
  java11: ['2027-06-30', '2027-07-31'],
  java17: ['2027-06-30', '2027-07-31'],
  java21: ['2029-06-30', '2029-07-31'],
  java25: ['2029-06-30', '2029-07-31'],
  'python2.7': ['2021-07-15', '2021-07-15'],
  'python3.6': ['2022-07-18', '2022-07-18'],
  'python3.7': ['2023-12-04', '2024-01-09'],
  'python3.8': ['2024-10-14', '2027-02-01'],
  'python3.9': ['2025-12-15', '2027-02-01'],
  'python3.10': ['2026-10-31', '2027-02-01'],
  'python3.11': ['2027-06-30', '2027-07-31'],
  'python3.12': ['2028-10-31', '2028-11-30'],
  'python3.13': ['2029-06-30', '2029-07-31'],
  'python3.14': ['2029-06-30', '2029-07-31'],
  'dotnetcore1.0': ['2019-06-27', '2019-06-30'],
  'dotnetcore2.0': ['2019-05-30', '2019-04-30'],
  'dotnetcore2.1': ['2022-01-05', '2022-01-05'],
  'dotnetcore3.1': ['2023-04-03', '2023-04-03'],
  dotnet6: ['2024-12-20', '2027-02-01'],
  dotnet8: ['2026-11-10', '2027-02-01'],
  dotnet10: ['2028-11-14', '2028-12-14'],
  'go1.x': ['2024-01-08', '2024-02-08'],
  'ruby2.5': ['2021-07-30', '2021-07-30'],
  'ruby2.7': ['2023-12-07', '2024-01-09'],
  'ruby3.2': ['2026-03-31', '2027-02-01'],
  'ruby3.3': ['2027-03-31', '2027-04-30'],
  'ruby3.4': ['2028-03-31', '2028-04-30'],
  'ruby4.0': ['2029-03-31', '2029-04-30'],
  provided: ['2024-01-08', '2024-02-08'],
  'provided.al2': ['2026-07-31', '2027-02-01'],
  'provided.al2023': ['2029-06-30', '2029-07-31'],
  'nodejs26.x': [],
  'python3.15': [],
  'java8.al2023': [],
  'java11.al2023': [],
  'java17.al2023': [],
};

/** The runtimes to move to: those that got updates then. */
const UPDATED = Object.keys(RUNTIMES).filter(name => AS_OF < (RUNTIMES[name][0] ?? '9999-12-31'));

/** A program that needs a runtime of one language. */
export interface RuntimeUse {
  /** The name of the prop or of the decision in the error. */
  readonly label: string;
  /** What the names of its runtimes begin with: `nodejs`. Any, where the program itself says which one it needs. */
  readonly language?: string;
}

/**
 * Refuses a runtime that Lambda does not know, one that cannot run the program, and one with which Lambda made no more
 * functions when the table was made: that an app can be synthesised never ends with a date. A runtime that is known at
 * deployment only passes.
 *
 * @internal
 */
export function checkRuntime(runtime: string, { label, language = '' }: RuntimeUse, refuse: Refuse): void {
  if (isToken(runtime)) return;
  const open = UPDATED.filter(name => name.startsWith(language));
  if (!Object.hasOwn(RUNTIMES, runtime)) {
    const meant = typeof runtime === 'string' ? alike(runtime, open) : undefined;
    refuse(
      `${label} is ${said(runtime)}, and Lambda has no such runtime.`,
      `${meant ? `Did you mean '${meant}'? ` : ''}There are: ${open.join(', ')}.`,
    );
  }
  if (!runtime.startsWith(language)) {
    refuse(`${label} is '${runtime}', which cannot run the program.`, `Give one of ${open.join(', ')}.`);
  }
  const [, blocked] = RUNTIMES[runtime];
  if (blocked !== undefined && AS_OF >= blocked) {
    refuse(
      `${label} is '${runtime}', with which Lambda makes no functions since ${blocked}.`,
      `Give one of ${open.join(', ')}.`,
    );
  }
}

/**
 * The warning about a runtime that gets no updates any more.
 *
 * @internal
 */
export function runtimeNotice(runtime: string, today: string): string | undefined {
  if (isToken(runtime)) return undefined;
  const [deprecated, blocked] = RUNTIMES[runtime] ?? [];
  if (deprecated === undefined || today < deprecated) return undefined;
  return (
    `The runtime ${runtime} gets no more updates since ${deprecated}, those of its security included` +
    `${blocked ? `, and Lambda makes no functions with it from ${blocked} on` : ''}. Move to a newer one.`
  );
}
