import { FIRST_EDITION, Edition } from './edition';
import { InvalidInputError, LimitExceededError } from './errors';
import { Limit } from './limit';
import { EnvironmentTier } from './tier';

/** Who decided. */
export enum DecidedBy {
  /** This package: a default of the built-in path. */
  GOLDEN_PATH = 'golden path',
  /** The platform team: a default or a limit of its own path. */
  PLATFORM_TEAM = 'platform team',
  /** The app team: a prop. */
  APP_TEAM = 'app team',
}

/** One platform decision: what was chosen, by whom, and why. */
export interface Decision {
  /** `capability.choice`, for instance `database.multiAz`. */
  readonly name: string;
  /** What was chosen. A JSON value; null where the choice is to have nothing. */
  readonly value: any;
  /** Who chose it. */
  readonly decidedBy: DecidedBy;
  /** Why. */
  readonly because: string;
  /** What the built-in path would have chosen here. */
  readonly pathDefault: any;
}

/**
 * What a capability needs to know of the path that it stands on. The built-in path has no defaults and no limits.
 *
 * @internal
 */
export interface PathSettings {
  readonly tier: EnvironmentTier;
  readonly edition: Edition;
  readonly defaults: { readonly [name: string]: any };
  readonly limits: { readonly [name: string]: Limit };
}

/** The path of an app that attached none. */
export const BUILT_IN_PATH: PathSettings = { tier: EnvironmentTier.PRODUCTION, edition: FIRST_EDITION, defaults: {}, limits: {} };

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
}

/** `since(['2026.12', 30], ['2027.06', 60])`: 30 until an app moves to edition 2027.06. */
export function since<T>(...values: Array<readonly [edition: string, value: T | ByTier<T>]>): Since<T> {
  return new Since(values);
}

/**
 * One line of a capability's policy, before it is settled.
 *
 * @internal
 */
export class Choice<T> {
  private range?: { says: string; holds: (value: any) => boolean };

  constructor(readonly given: T | undefined, private readonly path: T | ByTier<T> | Since<T>, readonly because: string, readonly decided = false) {}

  /** AWS accepts nothing outside this range. */
  within(minimum: number, maximum: number): this {
    this.range = { says: `a number from ${minimum} to ${maximum}`, holds: value => typeof value === 'number' && value >= minimum && value <= maximum };
    return this;
  }

  /** AWS accepts nothing else. */
  oneOf(...values: T[]): this {
    this.range = { says: `one of ${values.map(v => JSON.stringify(v)).join(', ')}`, holds: value => values.includes(value) };
    return this;
  }

  /** The built-in default of a tier and an edition. */
  default(tier: EnvironmentTier, edition: string): T {
    const value = this.path instanceof Since ? this.path.at(edition) : this.path;
    return isByTier<T>(value) ? value[tier] : value as T;
  }

  /** Refuses what AWS would refuse. */
  check(name: string, value: unknown, where: string): void {
    if (!this.range || value === null || this.range.holds(value)) return;
    throw new InvalidInputError({
      what: `${name} is ${JSON.stringify(value)}, and must be ${this.range.says}.`,
      where,
      hint: `Give ${this.range.says}, or leave it out to get the path's default. (${this.because})`,
      page: 'guides/decisions.md',
    });
  }
}

function isByTier<T>(value: unknown): value is ByTier<T> {
  return typeof value === 'object' && value !== null && EnvironmentTier.PRODUCTION in value && EnvironmentTier.DEVELOPMENT in value;
}

/** A choice that the app team may make, with the default of each tier. */
export function choose<T>(given: T | undefined, path: T | ByTier<NoInfer<T>> | Since<T>, because: string): Choice<T> {
  return new Choice<T>(given, path as T | ByTier<T> | Since<T>, because);
}

/** A choice that the path makes; nobody is asked, and the platform team may still decide otherwise. */
export function always<T>(path: T | ByTier<T> | Since<T>, because: string): Choice<T> {
  return new Choice<T>(undefined, path, because);
}

/** A value that follows from what the app team said or from other decisions, so that no default can stand against it. */
export function follows<T>(value: T, because: string, from: DecidedBy = DecidedBy.GOLDEN_PATH): Choice<T> {
  return new Choice<T>(from === DecidedBy.APP_TEAM ? value : undefined, value as any, because, true);
}

/** What the choices came to. */
export type Settled<C extends { [name: string]: Choice<any> }> = { readonly [name in keyof C]: C[name] extends Choice<infer T> ? T : never };

/**
 * Collects the decisions of one construct: app team before platform team before built-in path, inside the limits.
 *
 * @internal
 */
export class Ledger {
  readonly decisions: Decision[] = [];

  constructor(readonly capability: string, readonly path: PathSettings, readonly where: string) {}

  /** Settles a group of choices. Choices that depend on others are settled after them, in a group of their own. */
  settle<C extends { [name: string]: Choice<any> }>(choices: C): Settled<C> {
    const values: { [name: string]: any } = {};
    for (const [key, choice] of Object.entries(choices)) {
      const decision = this.decide(`${this.capability}.${key}`, choice);
      this.decisions.push(decision);
      values[key] = decision.value;
    }
    return values as Settled<C>;
  }

  private decide(name: string, choice: Choice<any>): Decision {
    const { tier, edition, defaults, limits } = this.path;
    const pathDefault = choice.default(tier, edition);
    const platform = choice.decided ? undefined : perTier(defaults[name], tier);
    const decision = choice.given !== undefined
      ? { name, value: choice.given, decidedBy: DecidedBy.APP_TEAM, because: choice.because, pathDefault }
      : platform !== undefined
        ? { name, value: platform, decidedBy: DecidedBy.PLATFORM_TEAM, because: choice.because, pathDefault }
        : { name, value: pathDefault, decidedBy: DecidedBy.GOLDEN_PATH, because: choice.because, pathDefault };
    if (decision.decidedBy === DecidedBy.PLATFORM_TEAM) this.checkKind(name, platform, pathDefault);
    choice.check(name, decision.value, this.where);
    const broken = limits[name]?._broken(decision.value, tier);
    if (!broken) return decision;
    if (decision.decidedBy === DecidedBy.APP_TEAM) {
      throw new LimitExceededError({
        what: `${name} is ${JSON.stringify(decision.value)}, and the platform team allows ${broken.says} in ${tier}: ${broken.options.reason}`,
        where: this.where,
        hint: `Give ${broken.says}, or ask ${broken.options.contact} for an exception.`,
        page: 'guides/platform-team.md',
      });
    }
    choice.check(name, broken.allowed, this.where);
    return { ...decision, value: broken.allowed, decidedBy: DecidedBy.PLATFORM_TEAM, because: broken.options.reason };
  }

  private checkKind(name: string, platform: any, pathDefault: any): void {
    if (pathDefault === null || platform === null || typeof platform === typeof pathDefault) return;
    throw new InvalidInputError({
      what: `The platform team's default for ${name} is ${JSON.stringify(platform)}, and must be a ${typeof pathDefault}, like ${JSON.stringify(pathDefault)}.`,
      where: this.where,
      hint: 'Correct it in the defaults of the GoldenPath that is attached to this app, stage or stack.',
      page: 'guides/platform-team.md',
    });
  }
}

/** A platform team's default may differ by tier: an object with the tiers' names as keys. */
function perTier(value: any, tier: EnvironmentTier): any {
  const tiers: string[] = Object.values(EnvironmentTier);
  const isPerTier = typeof value === 'object' && value !== null && Object.keys(value).length > 0 && Object.keys(value).every(key => tiers.includes(key));
  return isPerTier ? value[tier] : value;
}
