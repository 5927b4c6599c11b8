import { Condition } from '../../../record/condition';
import { Place } from '../../../record/place';
import { ServiceChoices } from '../decisions';

/** The two identity providers, as each engine calls them. */
const KINDS = [
  ['oidc', 'AuthenticateOidcConfig', 'authenticate_oidc'],
  ['cognito', 'AuthenticateCognitoConfig', 'authenticate_cognito'],
] as const;

const SHARED: Condition = { exposure: 'shared' };
const OWN: Condition = { exposure: { not: ['shared'] } };

/** In the first action of the listener, or of the rule on a shared one. */
const inAction = (decision: keyof ServiceChoices & string, cloudformation: string, terraform: string) =>
  KINDS.flatMap(([signIn, cfn, tf]): Place<ServiceChoices>[] => [
    {
      decision,
      slot: 'listener',
      cloudformation: `DefaultActions[Type=authenticate-${signIn}].${cfn}.${cloudformation}`,
      terraform: `default_action[type=authenticate-${signIn}].${tf}.${terraform}`,
      unit: decision === 'signInSessionSeconds' ? 'number' : undefined,
      when: { ...OWN, signIn },
    },
    {
      decision,
      slot: 'listenerRule',
      cloudformation: `Actions[Type=authenticate-${signIn}].${cfn}.${cloudformation}`,
      terraform: `action[type=authenticate-${signIn}].${tf}.${terraform}`,
      when: { ...SHARED, signIn },
    },
  ]);

/** Where the decisions about people who sign in are seen. */
export const signInPlaces: Place<ServiceChoices>[] = [
  {
    decision: 'signIn',
    slot: 'listener',
    cloudformation: 'DefaultActions[0].Type',
    terraform: 'default_action[0].type',
    unit: 'provider-of-action',
    when: { ...OWN, tls: 'load-balancer' },
  },
  {
    decision: 'signIn',
    slot: 'listenerRule',
    cloudformation: 'Actions[0].Type',
    terraform: 'action[0].type',
    unit: 'provider-of-action',
    when: SHARED,
  },
  ...inAction('signInSessionSeconds', 'SessionTimeout', 'session_timeout'),
  ...inAction('signInScope', 'Scope', 'scope'),
  {
    decision: 'signInOpenPaths',
    slot: 'openPathsRule',
    cloudformation: 'Conditions[Field=path-pattern].PathPatternConfig.Values',
    terraform: 'condition[0].path_pattern.values',
    when: { signInOpenPaths: { not: [null] } },
  },
];

/** The identity provider that an action asks. One that forwards asks none. */
export const signInCodecs = {
  'provider-of-action': (type: string) => /^authenticate-(\w+)$/.exec(type)?.[1],
};
