import { DatabaseDecisions } from '../decisions';

/** The warning about an exact version, which AWS moves on from by itself, and Terraform will want back. */
export function minorUpgradeNotice(choices: DatabaseDecisions): string | undefined {
  const { engine, engineVersion, parameterFamily, minorUpgrades } = choices;
  if (!minorUpgrades || engineVersion === parameterFamily) return undefined;
  return (
    'AWS applies minor upgrades by itself (database.minorUpgrades). Once it has, Terraform plans to go back to ' +
    `${engineVersion}, and AWS refuses. Give the major version: DatabaseEngine.${engine}('${parameterFamily}').`
  );
}

/**
 * The version that Terraform is told. Given a major version, Terraform accepts any of its releases; given an exact one,
 * it would want that back after AWS has applied a minor upgrade, and no database goes back.
 */
export function toldVersion({
  engineVersion,
  parameterFamily,
  engineRelease,
  minorUpgrades,
}: DatabaseDecisions): string {
  return minorUpgrades && engineVersion === parameterFamily ? parameterFamily : engineRelease;
}
