import { IConstruct } from 'constructs';
import { Capability, CapabilityLifecycle, CapabilityStage } from './capability';
import { CapabilityRegistry } from './capability-registry';
import { BUILT_IN_PATH, PathSettings } from './decision';
import { Edition, FIRST_EDITION } from './edition';
import { Limit } from './limit';
import { TerraformSettings } from './terraform-settings';
import { EnvironmentTier, TIERS } from './tier';
import { INetwork } from '../binding/network';
import { isDate } from '../support/dates';
import { InvalidInputError, LifecycleError } from '../support/errors';
import { refusal } from '../support/input';
import { checkStruct } from '../support/structs';
import { isTagValue, TAG_VALUE_HINT } from '../support/tags';

/** The ways to treat an escape whose review date has come. */
export enum OverdueEscapes {
  /** A warning at synth. */
  WARN = 'warn',
  /** An error at synth. */
  ERROR = 'error',
}

/** The props of a golden path: the decisions of a platform team for everybody. */
export interface GoldenPathProps {
  /** The organisation, as it appears in manifests and tags. */
  readonly organization: string;
  /**
   * The dated set of defaults.
   *
   * @default - the first edition, with a note to pin one
   */
  readonly edition?: Edition;
  /**
   * The tier of the environment.
   *
   * @default EnvironmentTier.PRODUCTION
   */
  readonly tier?: EnvironmentTier;
  /**
   * The team that owns the platform, and everything that has no other owner.
   *
   * @default - each service names its owner
   */
  readonly owner?: string;
  /**
   * Defaults by the name of the decision, for instance `{ 'database.backupRetentionDays': 14 }`. A value may differ by
   * tier: `{ 'service.minTasks': { development: 1, staging: 2, production: 4 } }`. A tier that is left out keeps the
   * path's.
   *
   * @default - those of the built-in path
   */
  readonly defaults?: { readonly [decision: string]: any };
  /**
   * Limits by the name of the decision.
   *
   * @default - none but those of AWS
   */
  readonly limits?: { readonly [decision: string]: Limit };
  /**
   * The life of capabilities by id, for instance to deprecate one.
   *
   * @default - as this package has it
   */
  readonly capabilities?: { readonly [id: string]: CapabilityLifecycle };
  /**
   * The network of everything that names none.
   *
   * @default - one network, shared by the whole app or stage
   */
  readonly network?: INetwork;
  /**
   * The ARN of the SNS topic that alarms go to.
   *
   * @default - alarms have no action
   */
  readonly alarmTopicArn?: string;
  /**
   * The way to treat an escape whose review date has come.
   *
   * @default OverdueEscapes.WARN
   */
  readonly overdueEscapes?: OverdueEscapes;
  /**
   * The settings of Terraform: where it keeps its state, and the role with which it deploys.
   *
   * @default - those of the stack
   */
  readonly terraform?: TerraformSettings;
}

/** The page about the GoldenPath. */
const PAGE = 'guides/platform-team.md';

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
    for (let at: IConstruct | undefined = scope; at; at = at.node.scope) {
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
    return path
      ? { tier: path.tier, edition: path.edition, defaults: path.defaults, limits: path.limits }
      : BUILT_IN_PATH;
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
    const said = Object.fromEntries(
      Object.entries({ owner: path?.owner, ...path?.capabilities[id] }).filter(([, value]) => value !== undefined),
    );
    const capability: Capability = { ...shipped, ...said };
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
  /** The settings of Terraform. */
  public readonly terraform?: TerraformSettings;

  public constructor(props: GoldenPathProps) {
    checkStruct('GoldenPathProps', props, refusal(`GoldenPath of ${props?.organization || '?'}`, PAGE));
    this.organization = props.organization;
    this.edition = props.edition ?? FIRST_EDITION;
    this.editionPinned = props.edition !== undefined;
    this.tier = props.tier ?? EnvironmentTier.PRODUCTION;
    this.owner = props.owner;
    this.defaults = { ...props.defaults };
    this.limits = { ...props.limits };
    this.capabilities = { ...props.capabilities };
    this.network = props.network;
    this.alarmTopicArn = props.alarmTopicArn;
    this.overdueEscapes = props.overdueEscapes ?? OverdueEscapes.WARN;
    this.terraform = props.terraform;
    this.validate();
  }

  /**
   * Makes this the path of a scope and everything in it, unless something nearer has its own. Attach it before adding
   * capabilities.
   */
  public attachTo(scope: IConstruct): GoldenPath {
    Object.defineProperty(scope, ATTACHED, { value: this, configurable: true });
    return this;
  }

  private validate(): void {
    if (typeof this.organization !== 'string' || !this.organization.trim()) {
      this.refuse('organization is empty', 'Give the name of the organisation.');
    }
    for (const [prop, name] of Object.entries({ organization: this.organization, owner: this.owner })) {
      if (name !== undefined && !isTagValue(name)) {
        this.refuse(`${prop} is ${JSON.stringify(name)}, and cannot be the value of a tag`, TAG_VALUE_HINT);
      }
    }
    if (!TIERS.includes(this.tier)) {
      this.refuse(`tier is ${JSON.stringify(this.tier)}`, `Give one of ${TIERS.join(', ')}.`);
    }
    if (!Object.values(Edition).includes(this.edition)) {
      this.refuse(
        `edition is ${JSON.stringify(this.edition)}`,
        `Give one of ${Object.values(Edition).join(', ')}, or upgrade this package.`,
      );
    }
    for (const [list, names] of [
      ['defaults', Object.keys(this.defaults)],
      ['limits', Object.keys(this.limits)],
    ] as const) {
      for (const name of names) {
        const nearest = CapabilityRegistry._unknownDecision(name);
        if (nearest) this.refuse(`${list} has '${name}', and no capability decides that`, `Did you mean '${nearest}'?`);
      }
    }
    for (const [id, { stage, replacement, sunsetDate }] of Object.entries(this.capabilities)) {
      const nearest = CapabilityRegistry._unknownCapability(id);
      if (nearest) {
        this.refuse(`capabilities has '${id}', and there is no such capability`, `Did you mean '${nearest}'?`);
      }
      if (stage !== undefined && !Object.values(CapabilityStage).includes(stage)) {
        this.refuse(
          `capabilities.${id}.stage is ${JSON.stringify(stage)}`,
          `Give one of ${Object.values(CapabilityStage).join(', ')}.`,
        );
      }
      const ending =
        stage === CapabilityStage.DEPRECATED || stage === CapabilityStage.SUNSET || sunsetDate !== undefined;
      if (ending && !replacement) {
        this.refuse(`capabilities.${id} ends without a replacement`, 'Say what teams should use instead: replacement.');
      }
      if (sunsetDate !== undefined && !isDate(sunsetDate)) {
        this.refuse(`capabilities.${id}.sunsetDate is '${sunsetDate}'`, 'Give a date as YYYY-MM-DD.');
      }
    }
  }

  private refuse(what: string, hint: string): never {
    throw new InvalidInputError({
      what: `${what}.`,
      where: `GoldenPath of ${this.organization || '?'}`,
      hint,
      page: PAGE,
    });
  }
}
