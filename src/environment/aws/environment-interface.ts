import { IConstruct } from 'constructs';
import { EnvironmentTier } from '../../path/tier';

/** An environment: one that this app makes, or one that another app publishes. */
export interface IEnvironment extends IConstruct {
  /** The name by which it is found. */
  readonly environmentName: string;
  /** The tier: which defaults hold in it. */
  readonly tier: EnvironmentTier;
  /** The AWS account. */
  readonly account?: string;
  /** The AWS region. */
  readonly region?: string;
}
