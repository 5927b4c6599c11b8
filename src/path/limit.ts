import { EnvironmentTier } from './tier';
import { InvalidInputError } from '../support/errors';

/** Why a limit exists, and whom to ask for an exception. */
export interface LimitOptions {
  /** Why the platform team set it. It is part of the error that an app team sees. */
  readonly reason: string;
  /** Who grants an exception: a channel, an address, a team. */
  readonly contact: string;
  /**
   * The tiers in which it holds.
   *
   * @default - all
   */
  readonly tiers?: EnvironmentTier[];
}

/** One bound of a limit. */
interface Bound {
  readonly kind: 'atMost' | 'atLeast' | 'oneOf';
  readonly values: any[];
  readonly options: LimitOptions;
}

/**
 * What the platform team allows for one decision.
 *
 * A default that breaks a limit is moved to the nearest allowed value. A value that an app team asks for is
 * refused, with the limit's reason and contact.
 */
export class Limit {
  /** A number may not be greater than `maximum`. */
  public static atMost(maximum: number, options: LimitOptions): Limit {
    return new Limit([{ kind: 'atMost', values: [maximum], options }]);
  }

  /** A number may not be less than `minimum`. */
  public static atLeast(minimum: number, options: LimitOptions): Limit {
    return new Limit([{ kind: 'atLeast', values: [minimum], options }]);
  }

  /** Only these values are allowed. The first one replaces a default that is not among them. */
  public static oneOf(values: any[], options: LimitOptions): Limit {
    if (values.length === 0) {
      throw new InvalidInputError({
        what: 'Limit.oneOf allows nothing.',
        where: 'Limit',
        hint: 'Give the values that are allowed.',
        page: 'guides/platform-team.md',
      });
    }
    return new Limit([{ kind: 'oneOf', values, options }]);
  }

  /** Several limits for the same decision, for instance one per tier. */
  public static all(...limits: Limit[]): Limit {
    return new Limit(limits.flatMap(limit => limit.bounds));
  }

  private constructor(private readonly bounds: Bound[]) {}

  /**
   * The bound that a value breaks in a tier, and the nearest value that keeps it.
   *
   * @internal
   */
  public _broken(value: any, tier: EnvironmentTier): { allowed: any; says: string; options: LimitOptions } | undefined {
    for (const { kind, values, options } of this.bounds) {
      if (options.tiers && !options.tiers.includes(tier)) continue;
      if (kind === 'atMost' && value > values[0]) return { allowed: values[0], says: `at most ${values[0]}`, options };
      if (kind === 'atLeast' && value < values[0]) {
        return { allowed: values[0], says: `at least ${values[0]}`, options };
      }
      if (kind === 'oneOf' && !values.some(allowed => same(allowed, value))) {
        return {
          allowed: values[0],
          says:
            'one of ' +
            `${values.map(allowed => (typeof allowed === 'string' ? allowed : JSON.stringify(allowed))).join(', ')}`,
          options,
        };
      }
    }
    return undefined;
  }
}

/** Decisions are JSON: lists are the same when their elements are. */
function same(a: any, b: any): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
