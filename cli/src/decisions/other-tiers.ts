import type { Decision, Manifest, Tier } from '../assembly/manifest.js';
import { type ByTier, defaultsIn, type Reference } from './reference.js';

const TIERS: readonly Tier[] = ['development', 'staging', 'production'];

/** The values of a decision in other tiers, and the source of these values. */
export interface OtherTiers {
  /** The values by tier, without the tier of the stack. Undefined where they are not known. */
  readonly values: { readonly [tier: string]: unknown } | undefined;
  /**
   * - `prop`: the team set a prop, which holds in every tier.
   * - `path`: the values are the defaults of the path.
   * - `platform`: the platform team has its own defaults, which the stack does not contain; the values are the path's.
   * - `depends`: the value depends on other decisions.
   * - `unknown`: the reference does not have the decision.
   */
  readonly basis: 'prop' | 'path' | 'platform' | 'depends' | 'unknown';
}

/** Finds the values that a decision has in the other tiers. */
export function otherTiers(
  { name, value, pathDefault, decidedBy }: Decision,
  { tier, edition }: Manifest,
  reference: Reference,
): OtherTiers {
  const others = TIERS.filter(each => each !== tier);
  if (decidedBy === 'app team')
    return { values: Object.fromEntries(others.map(other => [other, value])), basis: 'prop' };
  const known = reference.decisions[name];
  const defaults = known && defaultsIn(known, edition);
  if (!defaults) return { values: undefined, basis: 'unknown' };
  // The reference has the defaults of a typical use. A different default here depends on the team's other decisions.
  if (JSON.stringify(defaults[tier as keyof ByTier]) !== JSON.stringify(pathDefault))
    return { values: undefined, basis: 'depends' };
  const values = Object.fromEntries(others.map(other => [other, defaults[other]]));
  return { values, basis: decidedBy === 'platform team' ? 'platform' : 'path' };
}
