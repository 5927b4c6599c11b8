import { IConstruct } from 'constructs';
import { sharedIn } from '../binding/shared-infrastructure';
import { checkEnvironmentName } from '../capabilities/environment/check';
import { GoldenPath } from '../path/golden-path';
import { EnvironmentTier } from '../path/tier';
import { fits, isGiven, Refuse, said } from '../support/input';
import { checkStruct } from '../support/structs';
import { isInStack } from '../support/tree';

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

/** Refuses an environment inside of another one, or of a stack: each is a stage of the app. */
export function checkAround(scope: IConstruct, refuse: Refuse): void {
  const around = scope?.node && sharedIn(scope)?.environment;
  if (around !== undefined) {
    refuse(
      `The environment '${around}' is around it, and an environment is deployed by itself.`,
      'Make it beside that one: new Environment(app, ...).',
    );
  }
  if (scope?.node && isInStack(scope)) {
    refuse(
      'A stack is around it, and an environment has stacks of its own.',
      'Make it in the app: new Environment(app, ...).',
    );
  }
}

/** Refuses a reason that says nothing. */
export function checkReason(reason: string | undefined, refuse: Refuse): void {
  if (!isGiven(reason) || fits(reason, /\S/)) return;
  refuse(
    `sharedAccountReason is ${said(reason)}.`,
    'Say why production and another environment are in one account, or leave it out.',
  );
}

/** Refuses an environment of another app whose place nobody says: without credentials the CDK CLI knows none. */
export function checkPlaceKnown(id: string, { account, region }: Place, refuse: Refuse): void {
  const missing = Object.entries({ account, region }).filter(([, value]) => value === undefined);
  if (missing.length === 0) return;
  refuse(
    `Nobody says the ${missing.map(([name]) => name).join(' and the ')}: the CDK CLI found no credentials.`,
    `Give them: Environment.fromName(app, '${id}', { account: '111111111111', region: 'eu-west-1' }), or run the CDK ` +
      'CLI with credentials of the account. With tier, too, nothing is looked up and no credentials are needed.',
  );
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
