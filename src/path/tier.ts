/**
 * How much an environment matters. Every default of the path is a value per tier.
 *
 * A tier that nobody named is production: unsafe defaults are asked for, never fallen into.
 */
export enum EnvironmentTier {
  /** Short-lived and cheap. Its data may be lost. */
  DEVELOPMENT = 'development',
  /** Like production in shape, smaller in size. */
  STAGING = 'staging',
  /** What customers use. */
  PRODUCTION = 'production',
}

/** All tiers, from the least to the most careful. */
export const TIERS: EnvironmentTier[] = [
  EnvironmentTier.DEVELOPMENT,
  EnvironmentTier.STAGING,
  EnvironmentTier.PRODUCTION,
];
