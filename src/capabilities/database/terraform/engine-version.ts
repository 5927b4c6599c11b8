import { DatabaseDecisions } from '../decisions';

/** Whether AWS moves on from the version that was asked for, by itself. */
export function staysBehind({ engineVersion, parameterFamily, minorUpgrades }: DatabaseDecisions): boolean {
  return minorUpgrades && engineVersion !== parameterFamily;
}

/**
 * The version that Terraform is told. Of a major version Terraform takes any release for right; an exact one it would
 * want back
 * after AWS has applied a minor upgrade, and no database goes back.
 */
export function toldVersion({
  engineVersion,
  parameterFamily,
  engineRelease,
  minorUpgrades,
}: DatabaseDecisions): string {
  return minorUpgrades && engineVersion === parameterFamily ? parameterFamily : engineRelease;
}
