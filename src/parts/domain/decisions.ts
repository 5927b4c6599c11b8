import { DomainOptions } from './domain';
import { DecidedBy, follows } from '../../path/decision';
import { isGiven } from '../../support/input';

/**
 * The choices about a name that every capability with one makes under these names.
 *
 * @internal
 */
export interface DomainChoices {
  /** The name; null where there is none. */
  readonly domainName: string | null;
  /** Whose certificate it has: null where there is no name. */
  readonly certificate: 'issued' | 'given' | null;
}

/**
 * The name, and whose certificate it has.
 *
 * @internal
 */
export function domainDecisions({ domainName, certificateArn }: DomainOptions) {
  const hasDomain = isGiven(domainName);
  return {
    domainName: follows<string | null>(domainName ?? null, hasDomain ? DecidedBy.APP_TEAM : undefined).because(
      'A name of its own needs a hosted zone or a certificate.',
    ),
    certificate: follows<'issued' | 'given' | null>(
      hasDomain ? (certificateArn ? 'given' : 'issued') : null,
      certificateArn ? DecidedBy.APP_TEAM : undefined,
    ).because('Issued for the domain, validated by DNS and renewed by itself, unless the team has one.'),
  };
}
