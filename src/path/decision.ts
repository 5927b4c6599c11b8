import { FIRST_EDITION, Edition } from './edition';
import { Limit } from './limit';
import { EnvironmentTier } from './tier';
import { InvalidInputError, LimitExceededError } from '../support/errors';
import { isToken } from '../support/tokens';

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
export const BUILT_IN_PATH: PathSettings = {
  tier: EnvironmentTier.PRODUCTION,
  edition: FIRST_EDITION,
  defaults: {},
  limits: {},
};

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

/** `since(['2026.12', 30], ['2027.06', 60])`: 30 until an app moves to edition 2027.06. */
export function since<T>(...values: Array<readonly [edition: string, value: T | ByTier<T>]>): Since<T> {
  return new Since(values);
}

/** The values that AWS takes. */
interface Range {
  readonly says: string;
  readonly holds: (value: any) => boolean;
}

/**
 * One line of a capability's policy, whose reason is still to be given: `.because(...)` ends the line.
 *
 * @internal
 */
export class Proposal<T> {
  readonly given: T | undefined;
  protected range?: Range;
  protected none = false;

  constructor(
    given: T | undefined,
    protected readonly path: T | ByTier<T> | Since<T>,
    readonly decided = false,
  ) {
    // What other languages call nothing, and what JavaScript calls null, is a prop that was left out.
    this.given = given ?? undefined;
  }

  /** The platform team may choose to have none of it: null. A choice that is null in some tier allows it anyway. */
  orNone(): this {
    this.none = true;
    return this;
  }

  /** AWS accepts whole numbers in this range only. */
  whole(minimum: number, maximum: number): this {
    return this.ranged(
      `a whole number from ${minimum} to ${maximum}`,
      value => Number.isInteger(value) && value >= minimum && value <= maximum,
    );
  }

  /** A text that fits a pattern, said in words. A text that is known at deployment only passes. */
  matching(pattern: RegExp, says: string): this {
    return this.ranged(says, value => typeof value === 'string' && (isToken(value) || pattern.test(value)));
  }

  /** AWS accepts nothing outside this range. */
  within(minimum: number, maximum: number): this {
    return this.ranged(
      `a number from ${minimum} to ${maximum}`,
      value => typeof value === 'number' && value >= minimum && value <= maximum,
    );
  }

  /** AWS accepts nothing else. */
  oneOf(...values: T[]): this {
    return this.ranged(`one of ${values.map(v => JSON.stringify(v)).join(', ')}`, value => values.includes(value));
  }

  /** Why: the sentence, or the sentences, that `explain` shows and that errors end with. */
  because(reason: string): Choice<T> {
    return new Choice(this, reason);
  }

  private ranged(says: string, holds: (value: any) => boolean): this {
    this.range = { says, holds };
    return this;
  }
}

/**
 * One line of a capability's policy, before it is settled.
 *
 * @internal
 */
export class Choice<T> extends Proposal<T> {
  constructor(
    proposal: Proposal<T>,
    readonly reason: string,
  ) {
    super(proposal.given, proposal.path, proposal.decided);
    this.range = proposal.range;
    this.none = proposal.none;
  }

  /** The built-in default of a tier and an edition. */
  default(tier: EnvironmentTier, edition: string): T {
    const value = this.path instanceof Since ? this.path.at(edition) : this.path;
    return isByTier<T>(value) ? value[tier] : (value as T);
  }

  /** Whether null is one of its values. */
  get allowsNone(): boolean {
    const values = this.path instanceof Since ? this.path.values : [this.path];
    return (
      this.none ||
      values.some(value => value === null || (isByTier(value) && Object.values<unknown>(value).includes(null)))
    );
  }

  /** Refuses what AWS would refuse. */
  check(name: string, value: unknown, where: string, decidedBy: DecidedBy): void {
    if (!this.range || value === null || this.range.holds(value)) return;
    const { says } = this.range;
    throw new InvalidInputError({
      what: `${name} is ${JSON.stringify(value)}, and must be ${says}.`,
      where,
      hint:
        decidedBy === DecidedBy.PLATFORM_TEAM
          ? CORRECT_THE_PATH
          : `Give ${says}, or leave it out to get the path's default. (${this.reason})`,
      page: 'guides/decisions.md',
    });
  }
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
  return new Proposal<T>(given, path as T | ByTier<T> | Since<T>);
}

/** A choice that the path makes; nobody is asked, and the platform team may still decide otherwise. */
export function always<T>(path: T | ByTier<T> | Since<T>): Proposal<T> {
  return new Proposal<T>(undefined, path);
}

/**
 * A value that follows from what the app team said or from other decisions, so that no default can stand against it.
 */
export function follows<T>(value: T, from: DecidedBy = DecidedBy.GOLDEN_PATH): Proposal<T> {
  return new Proposal<T>(from === DecidedBy.APP_TEAM ? value : undefined, value as any, true);
}

/**
 * A choice that there is only under some circumstances. Under others its value is null, and no default can stand
 * against that.
 */
export function only<T>(applies: boolean, choice: Choice<T>): Choice<T | null> {
  return applies ? (choice as Choice<T | null>) : follows<T | null>(null).because(choice.reason);
}

/** What the choices came to. */
export type Settled<C extends { [name: string]: Choice<any> }> = {
  readonly [name in keyof C]: C[name] extends Choice<infer T> ? T : never;
};

/**
 * Collects the decisions of one construct: app team before platform team before built-in path, inside the limits.
 *
 * @internal
 */
export class Ledger {
  readonly decisions: Decision[] = [];

  constructor(
    readonly capability: string,
    readonly path: PathSettings,
    readonly where: string,
  ) {}

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
    const { tier, edition, defaults } = this.path;
    const pathDefault = choice.default(tier, edition);
    const platform = choice.decided ? undefined : perTier(defaults[name], tier);
    const decision =
      choice.given !== undefined
        ? { name, value: choice.given, decidedBy: DecidedBy.APP_TEAM, because: choice.reason, pathDefault }
        : platform !== undefined
          ? { name, value: platform, decidedBy: DecidedBy.PLATFORM_TEAM, because: choice.reason, pathDefault }
          : { name, value: pathDefault, decidedBy: DecidedBy.GOLDEN_PATH, because: choice.reason, pathDefault };
    if (decision.decidedBy === DecidedBy.PLATFORM_TEAM) this.checkKind(name, platform, pathDefault, choice.allowsNone);
    choice.check(name, decision.value, this.where, decision.decidedBy);
    const broken = this.broken(name, decision.value);
    if (!broken) return decision;
    // What follows from something else cannot be moved by itself.
    if (decision.decidedBy === DecidedBy.APP_TEAM || choice.decided) {
      throw new LimitExceededError({
        what:
          `${name} is ${JSON.stringify(decision.value)}, and the platform team allows ${broken.says} in ${tier}: ` +
          `${broken.options.reason}`,
        where: this.where,
        hint: `Give ${broken.says}, or ask ${broken.options.contact} for an exception.`,
        page: 'guides/platform-team.md',
      });
    }
    const value = this.allowed(name, broken.allowed);
    choice.check(name, value, this.where, DecidedBy.PLATFORM_TEAM);
    return { ...decision, value, decidedBy: DecidedBy.PLATFORM_TEAM, because: broken.options.reason };
  }

  private broken(name: string, value: any) {
    return this.path.limits[name]?._broken(value, this.path.tier);
  }

  /** The nearest value that keeps all bounds of a limit, not only the one that was broken first. */
  private allowed(name: string, nearest: any): any {
    const tried = [nearest];
    for (let next = this.broken(name, nearest); next; next = this.broken(name, next.allowed)) {
      if (tried.includes(next.allowed)) {
        throw new InvalidInputError({
          what:
            `The platform team's limits for ${name} contradict each other: no value is ${next.says} and keeps ` +
            'the ' +
            'others.',
          where: this.where,
          hint: CORRECT_THE_PATH,
          page: 'guides/platform-team.md',
        });
      }
      tried.push(next.allowed);
    }
    return tried[tried.length - 1];
  }

  private checkKind(name: string, platform: any, pathDefault: any, allowsNone: boolean): void {
    if (platform === null ? allowsNone : pathDefault === null || kindOf(platform) === kindOf(pathDefault)) return;
    throw new InvalidInputError({
      what:
        `The platform team's default for ${name} is ${JSON.stringify(platform)}, and must be a ` +
        `${kindOf(pathDefault)}, like ${JSON.stringify(pathDefault)}.`,
      where: this.where,
      hint: CORRECT_THE_PATH,
      page: 'guides/platform-team.md',
    });
  }
}

const CORRECT_THE_PATH = 'Correct it in the GoldenPath that is attached to this app, stage or stack.';

function kindOf(value: any): string {
  return Array.isArray(value) ? 'list' : typeof value;
}

/** A platform team's default may differ by tier: an object with the tiers' names as keys. */
function perTier(value: any, tier: EnvironmentTier): any {
  const tiers: string[] = Object.values(EnvironmentTier);
  const isPerTier =
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).length > 0 &&
    Object.keys(value).every(key => tiers.includes(key));
  return isPerTier ? value[tier] : value;
}
