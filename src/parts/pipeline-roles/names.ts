import { roleName } from './step';
import { NameScope, TakenName } from '../../path/taken-name';

/** What a trust has of which an account has one. */
interface Named {
  readonly makesProvider: boolean;
  readonly issuer: string;
  readonly environment: string;
  readonly repository: string;
}

/**
 * The names that a trust takes in its account, and what to do where another one has them.
 *
 * @internal
 */
export function trustNames({ makesProvider, issuer, environment, repository }: Named): TakenName[] {
  const account = 'aws:iam::111111111111';
  const provider = {
    name: `the OIDC provider of ${issuer}`,
    scope: NameScope.ACCOUNT,
    instead:
      'Bring it: providerArn: first.providerArn of the first trust. From another stage or app, give its ARN as a ' +
      `text: 'arn:${account}:oidc-provider/${issuer}'.`,
  };
  // The roles of all steps have one beginning.
  const role = {
    name: `the role '${roleName(environment, repository, 'deploy')}'`,
    scope: NameScope.ACCOUNT,
    instead:
      `One trust is enough for '${repository}' in '${environment}': roles are of the whole account. Give all ` +
      "regions to the first one: regions: ['eu-west-1', 'us-east-1'].",
  };
  return makesProvider ? [provider, role] : [role];
}
