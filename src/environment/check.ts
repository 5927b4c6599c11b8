import { IConstruct } from 'constructs';
import { checkEnvironmentName } from '../capabilities/environment/check';
import { GoldenPath } from '../path/golden-path';
import { EnvironmentTier } from '../path/tier';
import { fits, isGiven, Refuse, said } from '../support/input';
import { checkStruct } from '../support/structs';

/** The page about environments, below `docs/`. */
export const PAGE = 'guides/environments.md';

/** The props that both ways to an environment have. */
interface Place {
  readonly name?: string;
  readonly tier?: EnvironmentTier;
  readonly account?: string;
  readonly region?: string;
}

/**
 * Refuses what cannot be an environment.
 *
 * @returns its name
 */
export function checkEnvironment(struct: string, id: string, props: Place, refuse: Refuse): string {
  checkStruct(struct, props, refuse);
  const name = props.name ?? id;
  checkEnvironmentName(name, refuse);
  if (struct === 'EnvironmentProps' || isGiven(props.tier)) checkTier(props.tier, refuse);
  if (!/^\d{12}$/.test(props.account ?? '')) {
    refuse(
      `account is ${said(props.account)}.`,
      "Give the 12 digits of the AWS account: '111111111111'. Where account and region are left out, they are those " +
        'of the credentials with which the CDK CLI runs.',
    );
  }
  if (!fits(props.region, /^[a-z]{2}(-[a-z]+)+-\d$/)) {
    refuse(`region is ${said(props.region)}.`, "Give an AWS region: 'eu-west-1'.");
  }
  return name;
}

function checkTier(tier: EnvironmentTier | undefined, refuse: Refuse): void {
  if (Object.values(EnvironmentTier).includes(tier!)) return;
  refuse(`tier is ${said(tier)}.`, 'Give EnvironmentTier.DEVELOPMENT, STAGING or PRODUCTION.');
}

/** The golden path of a scope, in the tier of an environment. */
export function pathFor(scope: IConstruct, tier: EnvironmentTier, refuse: Refuse): GoldenPath {
  const path = GoldenPath.of(scope);
  if (path) return path._in(tier);
  return refuse(
    'There is no GoldenPath around the environment.',
    "Attach one to the app first: new GoldenPath({ organization: 'acme' }).attachTo(app).",
  );
}
