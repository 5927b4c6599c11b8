import { EnvironmentTier } from './tier';
import { isText, Refuse, refusal, said } from '../support/input';
import { isJson } from '../support/plain';
import { checkStruct } from '../support/structs';
import { isToken } from '../support/tokens';

/** The page about limits. */
const PAGE = 'guides/platform-team.md';

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
    return Limit._ofNumber('atMost', maximum, options);
  }

  /** Allows numbers from `minimum`. */
  public static atLeast(minimum: number, options: LimitOptions): Limit {
    return Limit._ofNumber('atLeast', minimum, options);
  }

  /** Allows these values only. The first one replaces a default that is not among them. */
  public static oneOf(values: any[], options: LimitOptions): Limit {
    const refuse = refusal('Limit.oneOf', PAGE);
    if (!Array.isArray(values)) {
      refuse(`The values are ${said(values)}.`, 'Give a list of the values that are allowed.');
    }
    if (values.length === 0) refuse('Limit.oneOf allows nothing.', 'Give the values that are allowed.');
    const unfit = values.findIndex(value => value === undefined || !isJson(value));
    if (unfit >= 0) {
      refuse(
        `values[${unfit}] is ${said(values[unfit])}.`,
        'Give texts, numbers, true, false, null, or lists of them.',
      );
    }
    checkOptions(options, refuse);
    return new Limit([{ kind: 'oneOf', values: [...values], options }]);
  }

  /** Combines several limits for the same decision, for instance one per tier. */
  public static all(...limits: Limit[]): Limit {
    const refuse = refusal('Limit.all', PAGE);
    const unfit = limits.findIndex(limit => !Limit._isLimit(limit));
    if (unfit >= 0) refuse(`limits[${unfit}] is ${said(limits[unfit])}.`, 'Give limits: Limit.atMost(...) and others.');
    if (limits.length === 0) refuse('Limit.all combines nothing.', 'Give the limits that hold together.');
    return new Limit(limits.flatMap(limit => limit.bounds));
  }

  /**
   * Whether a value is a limit; of another copy of this package, too.
   *
   * @internal
   */
  public static _isLimit(value: any): value is Limit {
    return Array.isArray(value?.bounds) && typeof value._broken === 'function';
  }

  /** @internal */
  public static _ofNumber(kind: 'atMost' | 'atLeast', bound: number, options: LimitOptions): Limit {
    const refuse = refusal(`Limit.${kind}`, PAGE);
    // A comparison with anything else is never true: the limit would hold for nobody.
    if (!Number.isFinite(bound) || isToken(bound)) {
      refuse(`The number is ${said(bound)}.`, `Give a number that is known at synth: Limit.${kind}(50, { ... }).`);
    }
    checkOptions(options, refuse);
    return new Limit([{ kind, values: [bound], options }]);
  }

  private constructor(private readonly bounds: Bound[]) {}

  /**
   * Whether it compares numbers in a tier, so that it says nothing of a value that is none.
   *
   * @internal
   */
  public _comparesNumbers(tier: EnvironmentTier): boolean {
    return this.bounds.some(({ kind, options }) => kind !== 'oneOf' && holdsIn(options, tier));
  }

  /**
   * The bound that a value breaks in a tier, and the nearest value inside it.
   *
   * @internal
   */
  public _broken(value: any, tier: EnvironmentTier): { allowed: any; says: string; options: LimitOptions } | undefined {
    for (const { kind, values, options } of this.bounds) {
      if (!holdsIn(options, tier)) continue;
      if (kind === 'atMost' && value > values[0]) return { allowed: values[0], says: `at most ${values[0]}`, options };
      if (kind === 'atLeast' && value < values[0]) {
        return { allowed: values[0], says: `at least ${values[0]}`, options };
      }
      if (kind === 'oneOf' && !values.some(allowed => same(allowed, value))) {
        return {
          allowed: values[0],
          says:
            'one of ' + `${values.map(allowed => (typeof allowed === 'string' ? allowed : said(allowed))).join(', ')}`,
          options,
        };
      }
    }
    return undefined;
  }
}

function holdsIn({ tiers }: LimitOptions, tier: EnvironmentTier): boolean {
  return !tiers || tiers.includes(tier);
}

function checkOptions(options: LimitOptions, refuse: Refuse): void {
  checkStruct('LimitOptions', options, refuse, 'options');
  for (const name of ['reason', 'contact'] as const) {
    if (isText(options[name]) && options[name].trim()) continue;
    refuse(
      `options.${name} is ${said(options[name])}.`,
      "Give { reason: 'why it is limited', contact: '#who-grants-exceptions' }: a team that meets it reads both.",
    );
  }
  if (options.tiers?.length === 0) refuse('options.tiers is [].', 'Leave it out for all tiers.');
}

/** Whether two values are equal. Decisions are JSON: lists are equal when their elements are. */
function same(a: any, b: any): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
