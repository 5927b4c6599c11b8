import { IConstruct } from 'constructs';
import { Capability, CapabilityLifecycle, CapabilityStage } from './capability';
import { CapabilityRegistry } from './capability-registry';
import { checkPath } from './check-path';
import { BUILT_IN_PATH, PathSettings } from './decision';
import { Edition, FIRST_EDITION } from './edition';
import { GoldenPathProps, OverdueEscapes, PolicyAnswers } from './golden-path-props';
import { Limit } from './limit';
import { Lock } from './lock';
import { TerraformSettings } from './terraform-settings';
import { EnvironmentTier } from './tier';
import { INetwork } from '../binding/network';
import { sharedIn } from '../binding/shared-infrastructure';
import { LifecycleError } from '../support/errors';
import { isGiven, refusal, said } from '../support/input';

export type { GoldenPathProps } from './golden-path-props';
export { OverdueEscapes, PolicyAnswers } from './golden-path-props';

/** The page about the GoldenPath. */
const PAGE = 'guides/platform-team.md';

const WHEN_ATTACHED: ((scope: IConstruct) => void)[] = [];

/**
 * Lets an engine know of each scope that gets a path: even one in which nothing of the path is made.
 *
 * @internal
 */
export function whenAttached(tell: (scope: IConstruct) => void): void {
  WHEN_ATTACHED.push(tell);
}

const ATTACHED = Symbol.for('goldenpath.GoldenPath');

/**
 * A capability with its stage, and the warning that it gives at synth.
 *
 * @internal
 */
export interface LifecycleNotice {
  readonly capability: Capability;
  readonly warning?: string;
}

/**
 * A platform team's golden path: its defaults, limits and capabilities. Attach it to an app, a stage or a stack; the
 * nearest wins.
 *
 * @example
 * const path = new GoldenPath({ organization: 'acme', edition: Edition.V2026_12, tier: EnvironmentTier.STAGING });
 * path.attachTo(app);
 */
export class GoldenPath {
  /** The path that is attached nearest to a construct, if any. */
  public static of(scope: IConstruct): GoldenPath | undefined {
    for (let at: IConstruct | undefined = scope; at?.node; at = at.node.scope) {
      const found = (at as any)[ATTACHED];
      if (found) return found;
    }
    return undefined;
  }

  /**
   * The settings of the path that holds for a construct.
   *
   * @internal
   */
  public static _settingsOf(scope: IConstruct): PathSettings {
    const path = GoldenPath.of(scope);
    const shares = sharedIn(scope)?.parts ?? [];
    if (!path) return shares.length > 0 ? { ...BUILT_IN_PATH, shares } : BUILT_IN_PATH;
    const { tier, edition, defaults, limits } = path;
    return { tier, edition, defaults, limits, shares };
  }

  /**
   * The lock that holds for a construct.
   *
   * @internal
   */
  public static _lockOf(scope: IConstruct): Lock {
    return GoldenPath.of(scope)?.lock ?? Lock._default();
  }

  /**
   * A capability with its stage today: that of this package, unless the platform team sets another.
   *
   * @throws LifecycleError past its sunset date
   * @internal
   */
  public static _lifecycleOf(scope: IConstruct, id: string, on: string, where: string): LifecycleNotice {
    const path = GoldenPath.of(scope);
    const shipped = CapabilityRegistry._capability(id);
    const given = Object.fromEntries(
      Object.entries({ owner: path?.owner, ...path?.capabilities[id] }).filter(([, value]) => isGiven(value)),
    );
    const capability: Capability = { ...shipped, ...given };
    const { construct, stage, sunsetDate, replacement } = capability;
    const instead = replacement ? `use ${replacement}` : `ask ${capability.owner} what to use`;
    if (sunsetDate && on > sunsetDate) {
      throw new LifecycleError({
        what: `${construct} is past its sunset date of ${sunsetDate}.`,
        where,
        hint: `Instead, ${instead}.`,
        page: PAGE,
      });
    }
    if (stage !== CapabilityStage.DEPRECATED && stage !== CapabilityStage.SUNSET) return { capability };
    const until = sunsetDate ? `It will be refused after ${sunsetDate}.` : 'It has no sunset date yet.';
    return {
      capability,
      warning:
        `${construct} is ${stage === CapabilityStage.SUNSET ? 'being sunset' : 'deprecated'}: ${instead}. ` +
        `${until}`,
    };
  }

  /** The organisation. */
  public readonly organization: string;
  /** The dated set of defaults. */
  public readonly edition: Edition;
  /** Whether an edition was named. Otherwise it is the first one. */
  public readonly editionPinned: boolean;
  /** The tier of the environment. */
  public readonly tier: EnvironmentTier;
  /** The owner of everything that has no other. */
  public readonly owner?: string;
  /** Defaults by the name of the decision. */
  public readonly defaults: { readonly [decision: string]: any };
  /** Limits by the name of the decision. */
  public readonly limits: { readonly [decision: string]: Limit };
  /** The life of capabilities by id. */
  public readonly capabilities: { readonly [id: string]: CapabilityLifecycle };
  /** The network of everything that names none. */
  public readonly network?: INetwork;
  /** The ARN of the SNS topic that alarms go to. */
  public readonly alarmTopicArn?: string;
  /** The way to treat an escape whose review date has come. */
  public readonly overdueEscapes: OverdueEscapes;
  /** The way to treat what policy checkers find, and the path has an answer to. */
  public readonly policyAnswers: PolicyAnswers;
  /** The lock. */
  public readonly lock: Lock;
  /** The settings of Terraform. */
  public readonly terraform?: TerraformSettings;

  public constructor(props: GoldenPathProps) {
    checkPath(props);
    this.organization = props.organization;
    this.edition = props.edition ?? FIRST_EDITION;
    this.editionPinned = isGiven(props.edition);
    this.tier = props.tier ?? EnvironmentTier.PRODUCTION;
    this.owner = props.owner ?? undefined;
    this.defaults = { ...props.defaults };
    this.limits = { ...props.limits };
    this.capabilities = { ...props.capabilities };
    this.network = props.network ?? undefined;
    this.alarmTopicArn = props.alarmTopicArn ?? undefined;
    this.overdueEscapes = props.overdueEscapes ?? OverdueEscapes.WARN;
    this.policyAnswers = props.policyAnswers ?? PolicyAnswers.WITH_RESOURCES;
    this.lock = props.lock ?? Lock._default();
    this.terraform = props.terraform ?? undefined;
  }

  /**
   * Makes this the path of a scope and everything in it, unless something nearer has its own. Attach it before adding
   * capabilities: what stands there already was decided without it, so that this is refused. The network of the path
   * may be there.
   */
  public attachTo(scope: IConstruct): GoldenPath {
    const refuse = refusal(`GoldenPath of ${this.organization}`, PAGE);
    if (typeof scope?.node?.findAll !== 'function') {
      refuse(`The path is attached to ${said(scope)}.`, 'Attach it to an app, a stage or a stack.');
    }
    const early = this.decidedWithout(scope);
    if (early) {
      const where = scope.node.path ? `'${scope.node.path}'` : 'the app';
      refuse(
        `'${early.node.path}' was made before the path was attached to ${where}: its defaults and limits are ` +
          'those of another path.',
        'Attach the path first: new GoldenPath({ ... }).attachTo(app), and then make the constructs.',
      );
    }
    Object.defineProperty(scope, ATTACHED, { value: this, configurable: true });
    for (const tell of WHEN_ATTACHED) tell(scope);
    return this;
  }

  /**
   * The same path in another tier.
   *
   * @internal
   */
  public _in(tier: EnvironmentTier): GoldenPath {
    const { organization, owner, defaults, limits, capabilities, network, alarmTopicArn } = this;
    const { overdueEscapes, policyAnswers, lock, terraform } = this;
    const edition = this.editionPinned ? this.edition : undefined;
    const own = { organization, owner, defaults, limits, capabilities, network, alarmTopicArn };
    return new GoldenPath({ ...own, edition, tier, overdueEscapes, policyAnswers, lock, terraform });
  }

  /** A construct that is there already, was decided, and would have this path from now on. */
  private decidedWithout(scope: IConstruct): IConstruct | undefined {
    const before = GoldenPath.of(scope);
    if (before === this) return undefined;
    const ownNetwork = new Set(this.network?.node.findAll() ?? []);
    return scope.node
      .findAll()
      .find(each => '_ledger' in each && !ownNetwork.has(each) && GoldenPath.of(each) === before);
  }
}
