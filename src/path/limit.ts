import { EnvironmentTier } from './tier';
import { InvalidInputError } from '../support/errors';

/** The reason for a limit, and whom to ask for an exception. */
export interface LimitOptions {
  /** The reason why the platform team set it. It is part of the error that an app team sees. */
  readonly reason: string;
  /** The contact who grants exceptions: a channel, an address, a team. */
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
 * The values that the platform team allows for one decision.
 *
 * A default that breaks a limit is moved to the nearest allowed value. A value that an app team asks for is refused,
 * with the limit's reason and contact.
 */
export class Limit {
  /** Allows numbers up to `maximum`. */
  public static atMost(maximum: number, options: LimitOptions): Limit {
    return new Limit([{ kind: 'atMost', values: [maximum], options }]);
  }

  /** Allows numbers from `minimum`. */
  public static atLeast(minimum: number, options: LimitOptions): Limit {
    return new Limit([{ kind: 'atLeast', values: [minimum], options }]);
  }

  /** Allows these values only. The first one replaces a default that is not among them. */
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

  /** Combines several limits for the same decision, for instance one per tier. */
  public static all(...limits: Limit[]): Limit {
    return new Limit(limits.flatMap(limit => limit.bounds));
  }

  private constructor(private readonly bounds: Bound[]) {}

  /**
   * The bound that a value breaks in a tier, and the nearest value inside it.
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

/** Whether two values are equal. Decisions are JSON: lists are equal when their elements are. */
function same(a: any, b: any): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
