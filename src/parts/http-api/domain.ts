import { always, follows, only } from '../../path/decision';
import { Settled } from '../../path/ledger';
import { NameScope, TakenName } from '../../path/taken-name';
import { isGiven } from '../../support/input';
import { domainDecisions } from '../domain/decisions';
import { DomainOptions, recordNames } from '../domain/domain';

/**
 * The choices about a name of its own for an HTTP API.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-custom-domain-names.html
 * @internal
 */
export function apiDomainDecisions(domain: DomainOptions) {
  const has = isGiven(domain.domainName);
  return {
    ...domainDecisions(domain),
    domainTlsPolicy: only(
      has,
      always('TLS_1_2').oneOf('TLS_1_2').because('TLS 1.2 and later: the only policy that an HTTP API takes.'),
    ),
    domainIpAddresses: only(
      has,
      always('dualstack')
        .oneOf('ipv4', 'dualstack')
        .because('Clients that have IPv6 alone reach it, too, and it costs nothing.'),
    ),
    executeApiEndpoint: only(
      has,
      follows(false).because('The name of AWS’s is closed: one way in, whose certificate and name are known.'),
    ),
  };
}

/** @internal */
export type ApiDomainChoices = Settled<ReturnType<typeof apiDomainDecisions>>;

/**
 * The differences between names.
 *
 * @internal
 */
export interface ApiDomainProps {
  readonly choices: ApiDomainChoices;
  /** A certificate of the team's. */
  readonly certificateArn?: string;
  /** The zone, when one is given or was found. */
  readonly hostedZoneId?: string;
}

/**
 * The name of its own that was asked for, if one was.
 *
 * @param zoneOf how the engine finds the zone
 * @internal
 */
export function apiDomainOf(
  choices: ApiDomainChoices,
  domain: DomainOptions | undefined,
  zoneOf: (domain: DomainOptions) => string | undefined,
): ApiDomainProps | undefined {
  if (choices.domainName === null || domain === undefined) return undefined;
  return { choices, certificateArn: domain.certificateArn ?? undefined, hostedZoneId: zoneOf(domain) };
}

/**
 * The names that an HTTP API takes with a name of its own: the records, and the name at API Gateway.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-custom-domains.html
 * @internal
 */
export function apiDomainNames(domain: DomainOptions): TakenName[] {
  if (!isGiven(domain.domainName)) return [];
  return [
    ...recordNames(domain),
    { name: `the domain name '${domain.domainName}' at API Gateway`, scope: NameScope.REGION },
  ];
}
