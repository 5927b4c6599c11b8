import { IConstruct } from 'constructs';
import { EnvironmentTier } from '../path/tier';
import { Refuse } from '../support/input';

/** An environment, as the rule about accounts sees it. */
export interface AccountUse {
  readonly name: string;
  readonly tier: EnvironmentTier;
  readonly account: string;
  readonly reason?: string;
}

/** The environments of each app. */
const KNOWN = new WeakMap<IConstruct, AccountUse[]>();

/**
 * Refuses production in one account with another environment, unless somebody says why. CDK's roles may deploy any
 * stack of their account, so that they do not divide it.
 *
 * @returns the other environments of its kind that share the account, two productions too: worth a warning
 */
export function checkAccount({ node: { root } }: IConstruct, use: AccountUse, refuse: Refuse): AccountUse[] {
  const there = (KNOWN.get(root) ?? []).filter(({ account }) => account === use.account);
  const isProduction = ({ tier }: AccountUse) => tier === EnvironmentTier.PRODUCTION;
  const other = there.find(each => isProduction(each) !== isProduction(use));
  if (other && !(use.reason ?? other.reason)) {
    refuse(
      `The environments '${other.name}' (${other.tier}) and '${use.name}' (${use.tier}) are both in account ` +
        `${use.account}: the roles that deploy one of them can deploy the other.`,
      'Give production an account of its own. If that cannot be, say why: sharedAccountReason.',
    );
  }
  return there.filter(each => isProduction(each) === isProduction(use) && each.name !== use.name);
}

/** Takes down an environment. */
export function recordAccount({ node: { root } }: IConstruct, use: AccountUse): void {
  KNOWN.set(root, [...(KNOWN.get(root) ?? []), use]);
}
