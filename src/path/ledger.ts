import { Choice, CORRECT_THE_PATH, DecidedBy, Decision, kindOf, PathSettings } from './decision';
import { EnvironmentTier } from './tier';
import { InvalidInputError, LimitExceededError } from '../support/errors';
import { said } from '../support/input';

/** The values of choices that are settled. */
export type Settled<C extends { [name: string]: Choice<any> }> = {
  readonly [name in keyof C]: C[name] extends Choice<infer T> ? T : never;
};

/**
 * What is done with a value that the platform team does not allow, and an app team asks for.
 *
 * @internal
 */
export type OnLimit = (name: string, error: LimitExceededError) => void;

const throwIt: OnLimit = (_, error) => {
  throw error;
};

/**
 * Makes and collects the decisions of one construct. The app team comes before the platform team, and that before the
 * built-in path; all stay inside the limits.
 *
 * @internal
 */
export class Ledger {
  readonly decisions: Decision[] = [];

  constructor(
    readonly capability: string,
    readonly path: PathSettings,
    readonly where: string,
    private readonly onLimit: OnLimit = throwIt,
  ) {}

  /** A ledger of its own for the same construct: its decisions do not appear in this one, its refusals do. */
  apart(): Ledger {
    return new Ledger(this.capability, this.path, this.where, this.onLimit);
  }

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
    decision.because = reasonOf(decision);
    if (decision.decidedBy === DecidedBy.PLATFORM_TEAM) this.checkKind('default', name, platform, choice);
    choice.check(name, decision.value, this.where, decision.decidedBy);
    // Where a choice does not apply, there is nothing to limit.
    if (!choice.applies) return decision;
    this.checkLimit(name, choice);
    const broken = this.broken(name, decision.value);
    if (!broken) return decision;
    // A value that follows from others cannot be moved by itself.
    if (decision.decidedBy === DecidedBy.APP_TEAM || choice.decided) {
      const what =
        `${name} is ${said(decision.value)}, and the platform team allows ${broken.says} in ${tier}: ` +
        `${broken.options.reason}`;
      const hint = `Give ${broken.says}, or ask ${broken.options.contact} for an exception.`;
      this.onLimit(name, new LimitExceededError({ what, where: this.where, hint, page: 'guides/platform-team.md' }));
      return decision;
    }
    const value = this.allowed(name, broken.allowed);
    this.checkKind('limit', name, value, choice);
    choice.check(name, value, this.where, DecidedBy.PLATFORM_TEAM);
    return { ...decision, value, decidedBy: DecidedBy.PLATFORM_TEAM, because: broken.options.reason };
  }

  private broken(name: string, value: any) {
    return this.path.limits[name]?._broken(value, this.path.tier);
  }

  /** The nearest value inside all bounds of a limit, not only inside the one that was broken first. */
  private allowed(name: string, nearest: any): any {
    const tried = [nearest];
    for (let next = this.broken(name, nearest); next; next = this.broken(name, next.allowed)) {
      if (tried.includes(next.allowed)) {
        this.refuse(
          `The platform team's limits for ${name} contradict each other: no value is ${next.says} and keeps the rest.`,
        );
      }
      tried.push(next.allowed);
    }
    return tried[tried.length - 1];
  }

  /** A limit of numbers says nothing of a decision that is none: it would hold for nobody. */
  private checkLimit(name: string, { kinds }: Choice<any>): void {
    const { limits, tier } = this.path;
    if (!limits[name]?._comparesNumbers(tier) || kinds.length === 0 || kinds.includes('number')) return;
    this.refuse(`The platform team's limit for ${name} compares numbers, and it is a ${kinds[0]}.`);
  }

  private checkKind(what: 'default' | 'limit', name: string, platform: any, { kinds, allowsNone }: Choice<any>): void {
    if (platform === null ? allowsNone : kinds.length === 0 || kinds.includes(kindOf(platform))) return;
    this.refuse(`The platform team's ${what} for ${name} is ${said(platform)}, and must be a ${kinds.join(' or a ')}.`);
  }

  private refuse(what: string): never {
    throw new InvalidInputError({ what, where: this.where, hint: CORRECT_THE_PATH, page: 'guides/platform-team.md' });
  }
}

/** The reason of a policy is that of its default: who decided otherwise had another one. */
function reasonOf({ value, decidedBy, because, pathDefault }: Decision): string {
  const isDefault = JSON.stringify(value) === JSON.stringify(pathDefault);
  if (isDefault || decidedBy === DecidedBy.GOLDEN_PATH) return because;
  const instead = pathDefault === null ? 'none' : typeof pathDefault === 'object' ? 'another' : String(pathDefault);
  return `The ${decidedBy} chose it. The path has ${instead.length > 40 ? 'another' : instead}: ${because}`;
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
