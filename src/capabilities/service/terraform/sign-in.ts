import { DataAwsSecretsmanagerSecretVersion } from '@cdktf/provider-aws/lib/data-aws-secretsmanager-secret-version';
import { LbListenerDefaultAction } from '@cdktf/provider-aws/lib/lb-listener';
import { LbListenerRule, LbListenerRuleCondition } from '@cdktf/provider-aws/lib/lb-listener-rule';
import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import { Fn } from 'cdktf';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { ServiceChoices } from '../decisions';
import { OidcSignInOptions, SignIn } from '../sign-in';

/** What is special about the requests of people. */
export interface SignInProps {
  readonly choices: ServiceChoices;
  readonly signIn?: SignIn;
}

/** The actions of a listener: somebody signs in, if that is asked for, and the request goes to the tasks. */
export function listenerActions(
  owner: CapabilityConstruct,
  { choices, signIn }: SignInProps,
  targetGroup: LbTargetGroup,
): LbListenerDefaultAction[] {
  const forward = { type: 'forward', targetGroupArn: targetGroup.arn };
  if (!signIn) return [forward];
  const asks = {
    scope: choices.signInScope!,
    sessionTimeout: choices.signInSessionSeconds!,
    onUnauthenticatedRequest: 'authenticate',
  };
  const { oidcProvider, userPool } = signIn;
  const first = oidcProvider
    ? { type: 'authenticate-oidc', order: 1, authenticateOidc: { ...provider(owner, oidcProvider), ...asks } }
    : {
        type: 'authenticate-cognito',
        order: 1,
        authenticateCognito: {
          userPoolArn: userPool!.userPoolArn,
          userPoolClientId: userPool!.userPoolClientId,
          userPoolDomain: userPool!.userPoolDomain,
          ...asks,
        },
      };
  return [first, { ...forward, order: 2 }];
}

function provider(owner: CapabilityConstruct, options: OidcSignInOptions) {
  const { issuer, authorizationEndpoint, tokenEndpoint, userInfoEndpoint, clientId, clientSecretField } = options;
  const { secretString } = new DataAwsSecretsmanagerSecretVersion(owner, 'SignInSecret', {
    secretId: options.clientSecretArn,
  });
  const clientSecret = clientSecretField ? Fn.lookup(Fn.jsondecode(secretString), clientSecretField, '') : secretString;
  return { issuer, authorizationEndpoint, tokenEndpoint, userInfoEndpoint, clientId, clientSecret };
}

/** Where a rule for open paths stands. */
export interface OpenRuleProps {
  readonly listenerArn: string;
  readonly priority: number;
  readonly condition: LbListenerRuleCondition[];
}

/** The rule that leads to the tasks without anybody who has signed in. */
export function renderOpenRule(
  owner: CapabilityConstruct,
  { listenerArn, priority, condition }: OpenRuleProps,
  targetGroup: LbTargetGroup,
): LbListenerRule {
  return owner._slot(
    'openPathsRule',
    new LbListenerRule(owner, 'OpenPathsRule', {
      listenerArn,
      priority,
      condition,
      action: [{ type: 'forward', targetGroupArn: targetGroup.arn }],
      tags: owner._tags,
    }),
  );
}
