/**
 * The importance of an environment. Every default of the path is a value per tier.
 *
 * Where no tier is named, it is production: nobody gets unsafe defaults without asking for them.
 */
export enum EnvironmentTier {
  /** Short-lived and cheap. Its data may be lost. */
  DEVELOPMENT = 'development',
  /** Like production in shape, smaller in size. */
  STAGING = 'staging',
  /** Used by customers. */
  PRODUCTION = 'production',
}

/** All tiers, from the least to the most important. */
export const TIERS: EnvironmentTier[] = [
  EnvironmentTier.DEVELOPMENT,
  EnvironmentTier.STAGING,
  EnvironmentTier.PRODUCTION,
];
