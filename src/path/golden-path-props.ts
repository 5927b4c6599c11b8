import { CapabilityLifecycle } from './capability';
import { Edition } from './edition';
import { Limit } from './limit';
import { Lock } from './lock';
import { TerraformSettings } from './terraform-settings';
import { EnvironmentTier } from './tier';
import { INetwork } from '../binding/network';

/** The ways to treat an escape whose review date has come. */
export enum OverdueEscapes {
  /** A warning at synth. */
  WARN = 'warn',
  /** An error at synth. */
  ERROR = 'error',
}

/** The ways to treat what policy checkers find in resources of the path, and the path has an answer to. */
export enum PolicyAnswers {
  /** The answer goes with the resource, in the terms of each tool, which then passes over the finding. */
  WITH_RESOURCES = 'with-resources',
  /** The tools report everything. */
  NONE = 'none',
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
   * The way to treat what policy checkers find in resources of the path, and the path has an answer to: whether
   * cdk-nag, checkov, Control Tower's rules and cfn-guard get the answer with the resource, or report everything, as
   * auditors may want it. On AWS CDK.
   *
   * @default PolicyAnswers.WITH_RESOURCES
   */
  readonly policyAnswers?: PolicyAnswers;
  /**
   * The lock: the file of what keeps data, or is known by its name. Synth refuses what would lose any of it; in the
   * development tier it warns.
   *
   * @default - goldenpath.lock.json in the directory in which the app is synthesised, if it is there
   */
  readonly lock?: Lock;
  /**
   * The settings of Terraform: where it keeps its state, and the role with which it deploys.
   *
   * @default - those of the stack
   */
  readonly terraform?: TerraformSettings;
}
