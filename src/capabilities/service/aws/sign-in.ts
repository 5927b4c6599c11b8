import { SecretValue } from 'aws-cdk-lib';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { ServiceChoices } from '../decisions';
import { OidcSignInOptions, SignIn } from '../sign-in';

/** What is special about the requests of people. */
export interface SignInProps {
  readonly choices: ServiceChoices;
  readonly signIn?: SignIn;
}

/** The actions of a listener: somebody signs in, if that is asked for, and the request goes to the tasks. */
export function listenerActions(
  { choices, signIn }: SignInProps,
  targetGroup: elbv2.CfnTargetGroup,
): elbv2.CfnListener.ActionProperty[] {
  const forward = { type: 'forward', targetGroupArn: targetGroup.ref };
  if (!signIn) return [forward];
  const { signInSessionSeconds, signInScope } = choices;
  const asks = { scope: signInScope!, onUnauthenticatedRequest: 'authenticate' };
  const sessionTimeout = String(signInSessionSeconds!);
  const { oidcProvider, userPool } = signIn;
  const first: elbv2.CfnListener.ActionProperty = oidcProvider
    ? {
        type: 'authenticate-oidc',
        order: 1,
        authenticateOidcConfig: { ...provider(oidcProvider), ...asks, sessionTimeout },
      }
    : {
        type: 'authenticate-cognito',
        order: 1,
        authenticateCognitoConfig: {
          userPoolArn: userPool!.userPoolArn,
          userPoolClientId: userPool!.userPoolClientId,
          userPoolDomain: userPool!.userPoolDomain,
          ...asks,
          sessionTimeout,
        },
      };
  return [first, { ...forward, order: 2 }];
}

/** The same of a rule, where a time is a number. */
export function ruleActions(
  props: SignInProps,
  targetGroup: elbv2.CfnTargetGroup,
): elbv2.CfnListenerRule.ActionProperty[] {
  const sessionTimeout = props.choices.signInSessionSeconds!;
  return listenerActions(props, targetGroup).map((action: any) => ({
    ...action,
    ...(action.authenticateOidcConfig
      ? { authenticateOidcConfig: { ...action.authenticateOidcConfig, sessionTimeout } }
      : {}),
    ...(action.authenticateCognitoConfig
      ? { authenticateCognitoConfig: { ...action.authenticateCognitoConfig, sessionTimeout } }
      : {}),
  }));
}

function provider({ clientSecretArn, clientSecretField: jsonField, ...options }: OidcSignInOptions) {
  const { issuer, authorizationEndpoint, tokenEndpoint, userInfoEndpoint, clientId } = options;
  // The template has a reference: CloudFormation reads the secret when the listener is made or changed.
  const clientSecret = SecretValue.secretsManager(clientSecretArn, {
    jsonField: jsonField ?? undefined,
  }).unsafeUnwrap();
  return { issuer, authorizationEndpoint, tokenEndpoint, userInfoEndpoint, clientId, clientSecret };
}

/** Where a rule for open paths stands. */
export interface OpenRuleProps {
  readonly listenerArn: string;
  readonly priority: number;
  readonly conditions: elbv2.CfnListenerRule.RuleConditionProperty[];
}

/** The rule that leads to the tasks without anybody who has signed in. */
export function renderOpenRule(
  owner: CapabilityConstruct,
  { listenerArn, priority, conditions }: OpenRuleProps,
  targetGroup: elbv2.CfnTargetGroup,
): elbv2.CfnListenerRule {
  return owner._slot(
    'openPathsRule',
    new elbv2.CfnListenerRule(owner, 'OpenPathsRule', {
      listenerArn,
      priority,
      conditions,
      actions: [{ type: 'forward', targetGroupArn: targetGroup.ref }],
    }),
  );
}
