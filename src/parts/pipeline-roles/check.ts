import { IConstruct } from 'constructs';
import { excessOf } from './step';
import { sharedIn } from '../../binding/shared-infrastructure';
import { fits, isGiven, Refuse, said } from '../../support/input';
import { isPlain } from '../../support/plain';
import { isToken } from '../../support/tokens';

/**
 * Props with the environment around the construct, where they name none. Refuses one that is not the one around it:
 * its roles would have the name of one environment and the account of another.
 *
 * @internal
 */
export function withEnvironment<Props extends { readonly environment?: string }>(
  scope: IConstruct,
  props: Props,
  refuse: Refuse,
): Props {
  const around = sharedIn(scope)?.environment;
  // What is no object is refused with the props.
  if (around === undefined || !isPlain(props)) return props;
  // Other languages pass null for what was left out.
  const environment = props.environment ?? around;
  if (environment !== around && !isToken(environment)) {
    refuse(
      `environment is ${said(environment)}, and the Environment around it is '${around}'.`,
      'Leave environment out: it is that of the Environment around.',
    );
  }
  return { ...props, environment };
}

/** Refuses the name of an environment that cannot stand in the names of its roles. */
export function checkEnvironment(environment: string | undefined, repository: string, refuse: Refuse): void {
  if (!isGiven(environment)) {
    return refuse('environment is missing.', 'Give its name, or make the trust inside of an Environment.');
  }
  if (isToken(environment) || !fits(environment, /^[A-Za-z0-9._-]+$/)) {
    refuse(`environment is ${said(environment)}.`, 'Give its name, of letters, digits, - . and _: production.');
  }
  const excess = excessOf(environment, repository);
  if (excess === 0) return;
  refuse(
    `The name of a role, goldenpath-${environment}-${repository}-preview, is ${excess} characters too long.`,
    'Give the environment a shorter name: IAM takes 64 characters.',
  );
}

/** Refuses what is not the provider of an issuer. Undefined passes: one is made. */
export function checkProvider(providerArn: string | undefined, issuer: string, refuse: Refuse): void {
  if (!isGiven(providerArn)) return;
  if (fits(providerArn, new RegExp(`^arn:[^:]+:iam::.+:oidc-provider/${issuer.replace(/\./g, '\\.')}$`))) return;
  refuse(
    `providerArn is ${said(providerArn)}.`,
    `Give that of ${issuer}: arn:aws:iam::123456789012:oidc-provider/${issuer}.`,
  );
}

/**
 * Refuses a provider of another account: a role trusts tokens of a provider of its own account only.
 *
 * @internal
 */
export function checkProviderAccount(
  providerArn: string | undefined,
  account: string | undefined,
  refuse: Refuse,
): void {
  const [, , , , of] = (providerArn ?? '').split(':');
  if (!isGiven(providerArn) || isToken(providerArn) || account === undefined || isToken(account)) return;
  if (of === account || isToken(of)) return;
  refuse(
    `providerArn is of the account ${of}, and the stack of ${account}: IAM takes a provider of its own account only.`,
    'Give that of this account, or leave it out: then one is made.',
  );
}

/** The props that say where a pipeline works, and by which roles. */
interface Places {
  readonly regions?: string[];
  readonly deployRoleArns?: string[];
  readonly lookupRoleArns?: string[];
}

/**
 * What the list of roles may have of the characters that a policy of a role has.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const MOST_CHARACTERS = 9_500;

const REGION = { pattern: /^[a-z]{2}(-[a-z]+)+-\d$/, example: 'eu-west-1' };
const ROLE = {
  pattern: /^arn:[^:]+:iam::[^:*]+:role\/[\w+=,.@/-]+$/,
  example: 'arn:aws:iam::123456789012:role/deploy',
};

/** Refuses regions and roles that are none, or that stand for many. */
export function checkPlaces({ regions, deployRoleArns, lookupRoleArns }: Places, refuse: Refuse): void {
  for (const [label, values, { pattern, example }] of [
    ['regions', regions, REGION],
    ['deployRoleArns', deployRoleArns, ROLE],
    ['lookupRoleArns', lookupRoleArns, ROLE],
  ] as const) {
    if (!isGiven(values)) continue;
    if (Array.isArray(values) && values.length > 0 && values.every(value => fits(value, pattern))) continue;
    refuse(`${label} is ${said(values)}.`, `Give a list of one or more, each without a wildcard: ['${example}'].`);
  }
  for (const [label, values] of Object.entries({ deployRoleArns, lookupRoleArns })) {
    const characters = (values ?? []).join('","').length;
    if (characters > MOST_CHARACTERS) {
      refuse(
        `${label} has ${values!.length} roles in ${characters} characters, and the policy of a role takes 10240.`,
        'Give fewer: one role that deploys for each region is enough.',
      );
    }
  }
}
