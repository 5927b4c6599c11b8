import { RolePermission } from '../../binding/binding';

/**
 * The steps of a pipeline that have a role of their own, each with a slot: `deployRole`.
 *
 * @internal
 */
export type PipelineStep = 'deploy' | 'diff' | 'drift' | 'preview';

/**
 * What a token must say to open a role: the values of its claims. All of them, letter by letter.
 *
 * @internal
 */
export interface TrustedClaims {
  readonly claims: { readonly [claim: string]: string };
  /** The day from which it opens nothing any more. */
  readonly until?: string;
}

/**
 * The role of a step, before an engine makes it.
 *
 * @internal
 */
export interface PipelineRole {
  readonly step: PipelineStep;
  readonly name: string;
  readonly description: string;
  /** Whom it trusts: one of these. */
  readonly trusted: readonly TrustedClaims[];
  readonly permissions: readonly RolePermission[];
}

/**
 * Whose tokens are trusted: the OIDC provider of the account, and its issuer as condition keys have it.
 *
 * @internal
 */
export interface Trust {
  readonly providerArn: string;
  readonly issuer: string;
}

/**
 * How long a session is, in seconds: the least that IAM takes, an hour. A job that needs longer asks for a new one.
 *
 * @internal
 */
export const SESSION_SECONDS = 3600;

/** The longest name of a role. */
const LONGEST_NAME = 64;

/**
 * The name of a role, from which a workflow knows its ARN: `goldenpath-production-orders-deploy`.
 *
 * @internal
 */
export function roleName(environment: string, repository: string, step: PipelineStep): string {
  return `goldenpath-${environment}-${repository}-${step}`;
}

/**
 * By how many characters the names are too long. 0 where they fit.
 *
 * @internal
 */
export function excessOf(environment: string, repository: string): number {
  return Math.max(0, roleName(environment, repository, 'preview').length - LONGEST_NAME);
}

/**
 * The policy that says whom a role trusts.
 *
 * @param providerArn the OIDC provider of the account
 * @param issuer the host of the issuer, as condition keys have it
 * @internal
 */
export function trustPolicy({ trusted }: PipelineRole, providerArn: string, issuer: string) {
  return {
    Version: '2012-10-17',
    Statement: trusted.map(({ claims, until }) => ({
      Effect: 'Allow',
      Action: 'sts:AssumeRoleWithWebIdentity',
      Principal: { Federated: providerArn },
      Condition: {
        StringEquals: Object.fromEntries(Object.entries(claims).map(([claim, value]) => [`${issuer}:${claim}`, value])),
        ...(until === undefined ? {} : { DateLessThan: { 'aws:CurrentTime': `${until}T00:00:00Z` } }),
      },
    })),
  };
}
