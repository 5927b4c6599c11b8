import { excessOf } from './step';
import { fits, isGiven, Refuse, said } from '../../support/input';
import { isToken } from '../../support/tokens';

/** Refuses the name of an environment that cannot stand in the names of its roles. */
export function checkEnvironment(environment: string, repository: string, refuse: Refuse): void {
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

/** The props that say where a pipeline works, and by which roles. */
interface Places {
  readonly regions?: string[];
  readonly deployRoleArns?: string[];
  readonly lookupRoleArns?: string[];
}

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
}
