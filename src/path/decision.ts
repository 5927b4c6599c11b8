import { FIRST_EDITION, Edition } from './edition';
import { Limit } from './limit';
import { EnvironmentTier } from './tier';
import { SharedPart } from '../binding/shared-infrastructure';
import { InvalidInputError } from '../support/errors';
import { said } from '../support/input';
import { isToken } from '../support/tokens';

/** The one who decided. */
export enum DecidedBy {
  /** This package: a default of the built-in path. */
  GOLDEN_PATH = 'golden path',
  /** The platform team: a default or a limit of its own path. */
  PLATFORM_TEAM = 'platform team',
  /** The app team: a prop. */
  APP_TEAM = 'app team',
}

/** One platform decision: its value, who made it, and the reason. */
export interface Decision {
  /** The name, `capability.choice`: for instance `database.multiAz`. */
  readonly name: string;
  /**
   * The value, as JSON.
   *
   * @default - the decision is to have nothing
   */
  readonly value?: any;
  /** The one who decided. */
  readonly decidedBy: DecidedBy;
  /** The reason. */
  readonly because: string;
  /**
   * The value that the built-in path would have here.
   *
   * @default - the built-in path has nothing here
   */
  readonly pathDefault?: any;
}

/**
 * The settings of the path that a capability is decided by. The built-in path has no defaults and no limits.
 *
 * @internal
 */
export interface PathSettings {
  readonly tier: EnvironmentTier;
  readonly edition: Edition;
  readonly defaults: { readonly [name: string]: any };
  readonly limits: { readonly [name: string]: Limit };
  /** What the environment has for all of its services. Left out: there is no environment. */
  readonly shares?: readonly SharedPart[];
}

/** The settings of an app that has attached no GoldenPath. */
export const BUILT_IN_PATH: PathSettings = {
  tier: EnvironmentTier.PRODUCTION,
  edition: FIRST_EDITION,
  defaults: {},
  limits: {},
};

/**
 * The hint of errors about a platform team's own settings.
 *
 * @internal
 */
export const CORRECT_THE_PATH = 'Correct it in the GoldenPath that is attached to this app, stage or stack.';

/** A value for each tier. */
export type ByTier<T> = { readonly [tier in EnvironmentTier]: T };

/**
 * A default that has changed: the value since each edition.
 *
 * @internal
 */
export class Since<T> {
  constructor(private readonly history: ReadonlyArray<readonly [edition: string, value: T | ByTier<T>]>) {}

  at(edition: string): T | ByTier<T> {
    const known = this.history.filter(([from]) => from <= edition);
    return (known[known.length - 1] ?? this.history[0])[1];
  }

  get values(): Array<T | ByTier<T>> {
    return this.history.map(([, value]) => value);
  }
}

/** A default by edition: `since(['2026.12', 30], ['2027.06', 60])` is 30 until an app moves to edition 2027.06. */
export function since<T>(...values: Array<readonly [edition: string, value: T | ByTier<T>]>): Since<T> {
  return new Since(values);
}

/** The values that AWS accepts. */
interface Range {
  readonly says: string;
  readonly holds: (value: any) => boolean;
}

/**
 * How a decision is made: by a prop, by the path, or as a consequence of other decisions.
 *
 * @internal
 */
export type Origin = 'asked' | 'decided' | 'derived';

/** A line of a policy without its reason. */
interface Terms<T> {
  readonly given: T | undefined;
  readonly path: T | ByTier<T> | Since<T>;
  readonly origin: Origin;
  /** Whether it follows from something else, so that no default of a platform team changes it. */
  readonly decided: boolean;
  readonly range?: Range;
  /** Whether null is allowed, whatever the path's default is. */
  readonly none?: boolean;
  /** Whether it is ruled out by other choices. */
  readonly ruledOut?: boolean;
}

/**
 * One line of a capability's policy, whose reason is still to be given: `.because(...)` ends the line.
 *
 * @internal
 */
export class Proposal<T> {
  constructor(private readonly terms: Terms<T>) {}

  /** Lets the platform team choose null, to have none of it. A choice that is null in some tier allows null anyway. */
  orNone(): Proposal<T> {
    return new Proposal({ ...this.terms, none: true });
  }

  /** Allows whole numbers in this range only, as AWS does. */
  whole(minimum: number, maximum: number): Proposal<T> {
    const holds = (value: any) => Number.isInteger(value) && value >= minimum && value <= maximum;
    return this.ranged(`a whole number from ${minimum} to ${maximum}`, holds);
  }

  /** Allows texts that fit a pattern, or that are known at deployment only. `says` is the pattern in words. */
  matching(pattern: RegExp, says: string): Proposal<T> {
    return this.ranged(says, value => typeof value === 'string' && (isToken(value) || pattern.test(value)));
  }

  /** Allows texts that a test takes, or that are known at deployment only. `says` is the test in words. */
  passing(holds: (text: string) => boolean, says: string): Proposal<T> {
    return this.ranged(says, value => typeof value === 'string' && (isToken(value) || holds(value)));
  }

  /** Allows numbers in this range only, as AWS does. */
  within(minimum: number, maximum: number): Proposal<T> {
    const holds = (value: any) => Number.isFinite(value) && value >= minimum && value <= maximum;
    return this.ranged(`a number from ${minimum} to ${maximum}`, holds);
  }

  /** Allows multiples of a step in this range only, as AWS does. */
  inSteps(minimum: number, maximum: number, step: number): Proposal<T> {
    const holds = (value: any) => value >= minimum && value <= maximum && Number.isInteger(value / step);
    return this.ranged(`a multiple of ${step} from ${minimum} to ${maximum}`, holds);
  }

  /** Allows these values only, as AWS does. */
  oneOf(...values: T[]): Proposal<T> {
    return this.ranged(`one of ${values.map(said).join(', ')}`, value => values.includes(value));
  }

  /** Allows lists of texts that fit a pattern, or that are known at deployment only. */
  listOf(pattern: RegExp, says: string): Proposal<T> {
    const fits = (each: any) => typeof each === 'string' && (isToken(each) || pattern.test(each));
    return this.ranged(`a list of ${says}`, value => Array.isArray(value) && value.every(fits));
  }

  /** Gives the reason: the sentences that `explain` shows and that errors end with. */
  because(reason: string): Choice<T> {
    return new Choice(this.terms, reason);
  }

  private ranged(says: string, holds: (value: any) => boolean): Proposal<T> {
    return new Proposal({ ...this.terms, range: { says, holds } });
  }
}

/**
 * One line of a capability's policy, before it is settled.
 *
 * @internal
 */
export class Choice<T> {
  readonly given: T | undefined;
  readonly decided: boolean;
  readonly origin: Origin;
  /** The values that AWS accepts. */
  readonly range?: Range;

  constructor(
    private readonly terms: Terms<T>,
    readonly reason: string,
  ) {
    // Other languages pass null for a prop that was left out.
    this.given = terms.given ?? undefined;
    this.decided = terms.decided;
    this.origin = terms.origin;
    this.range = terms.range;
  }

  /** The same choice where it does not apply: null. */
  ruledOut(): Choice<T | null> {
    const terms = { given: undefined, path: null, origin: this.origin, decided: true, ruledOut: true };
    return new Choice<T | null>(terms, this.reason);
  }

  /** Whether it applies at all. */
  get applies(): boolean {
    return !this.terms.ruledOut;
  }

  /** The kinds of its values, as its defaults show them; none where all of them are null. */
  get kinds(): string[] {
    const { path } = this.terms;
    const values = (path instanceof Since ? path.values : [path]).flatMap((value: unknown) =>
      isByTier<unknown>(value) ? Object.values(value) : [value],
    );
    return [...new Set(values.filter(value => value !== null && value !== undefined).map(kindOf))];
  }

  /** The built-in default of a tier and an edition. */
  default(tier: EnvironmentTier, edition: string): T {
    const { path } = this.terms;
    const value = path instanceof Since ? path.at(edition) : path;
    return isByTier<T>(value) ? value[tier] : (value as T);
  }

  /** Whether null is one of its values. */
  get allowsNone(): boolean {
    const { path, none } = this.terms;
    const isNone = (value: unknown) =>
      value === null || (isByTier(value) && Object.values<unknown>(value).includes(null));
    return (none ?? false) || (path instanceof Since ? path.values : [path]).some(isNone);
  }

  /** Refuses a value that AWS would refuse. */
  check(name: string, value: unknown, where: string, decidedBy: DecidedBy): void {
    if (!this.range || value === null || this.range.holds(value)) return;
    const { says } = this.range;
    const give = `Give ${says}, or leave it out to get the path's default. (${this.reason})`;
    throw new InvalidInputError({
      what: `${name} is ${said(value)}, and must be ${says}.`,
      where,
      hint: decidedBy === DecidedBy.PLATFORM_TEAM ? CORRECT_THE_PATH : give,
      page: 'guides/decisions.md',
    });
  }
}

/**
 * The kind of a value: `list`, `number`, `boolean`.
 *
 * @internal
 */
export function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'list' : typeof value;
}

function isByTier<T>(value: unknown): value is ByTier<T> {
  return (
    typeof value === 'object' &&
    value !== null &&
    EnvironmentTier.PRODUCTION in value &&
    EnvironmentTier.DEVELOPMENT in value
  );
}

/** A choice that the app team may make, with the default of each tier. */
export function choose<T>(given: T | undefined, path: T | ByTier<NoInfer<T>> | Since<T>): Proposal<T> {
  return new Proposal<T>({ given, path: path as T | ByTier<T> | Since<T>, origin: 'asked', decided: false });
}

/** A choice that the path makes without asking. The platform team may decide otherwise. */
export function always<T>(path: T | ByTier<T> | Since<T>): Proposal<T> {
  return new Proposal<T>({ given: undefined, path, origin: 'decided', decided: false });
}

/** A value that follows from props or from other decisions. No default of a platform team changes it. */
export function follows<T>(value: T, from: DecidedBy = DecidedBy.GOLDEN_PATH): Proposal<T> {
  const given = from === DecidedBy.APP_TEAM ? value : undefined;
  return new Proposal<T>({ given, path: value as any, origin: 'derived', decided: true });
}

/**
 * A choice that applies only in some cases. In others its value is null, and no default of a platform team changes
 * that.
 */
export function only<T>(applies: boolean, choice: Choice<T>): Choice<T | null> {
  return applies ? (choice as Choice<T | null>) : choice.ruledOut();
}
