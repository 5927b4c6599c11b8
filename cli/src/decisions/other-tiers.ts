import type { Decision, Manifest, Tier } from '../assembly/manifest.js';
import { type ByTier, defaultsIn, type Reference } from './reference.js';

const TIERS: readonly Tier[] = ['development', 'staging', 'production'];

/** What a decision would be elsewhere, and how sure that is. */
export interface OtherTiers {
  /** By tier, without the stack's own. Undefined where it cannot be told. */
  readonly values: { readonly [tier: string]: unknown } | undefined;
  /**
   * `prop`: the team's word holds everywhere. `path`: the path's defaults. `platform`: the platform team has its own,
   * which the stack does not say;
   * the values are the path's. `depends`: it depends on other choices. `unknown`: the reference does not have it.
   */
  readonly basis: 'prop' | 'path' | 'platform' | 'depends' | 'unknown';
}

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
  // The reference has the defaults of a typical use. Where this one has another, it depends on what the team asked for.
  if (JSON.stringify(defaults[tier as keyof ByTier]) !== JSON.stringify(pathDefault))
    return { values: undefined, basis: 'depends' };
  const values = Object.fromEntries(others.map(other => [other, defaults[other]]));
  return { values, basis: decidedBy === 'platform team' ? 'platform' : 'path' };
}
