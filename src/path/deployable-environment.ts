import { IConstruct } from 'constructs';
import { EnvironmentTier } from './tier';

/** An environment that an app is delivered to: an `Environment`, or a stage that says the same of itself. */
export interface IDeployableEnvironment extends IConstruct {
  /** The name by which it is found: `production`. */
  readonly environmentName: string;
  /** The tier: which defaults hold in it. */
  readonly tier: EnvironmentTier;
  /**
   * The account that it stands in.
   *
   * @default - not known: a delivery refuses it
   */
  readonly account?: string;
  /**
   * The region that it stands in.
   *
   * @default - not known: a delivery refuses it
   */
  readonly region?: string;
}
