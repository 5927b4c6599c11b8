import { NetworkChoices } from './decisions';
import { upperFirst } from '../../support/names';

/** A gateway endpoint is an entry of route tables, an interface endpoint an address in subnets. */
export type EndpointKind = 'Gateway' | 'Interface';

/** The slot of an endpoint: `interfaceEndpointEcrApi` for `ecr.api`. */
export function endpointSlot(kind: EndpointKind, service: string): string {
  return `${kind.toLowerCase()}Endpoint${service.split(/[.-]/).map(upperFirst).join('')}`;
}

/**
 * The policy of an endpoint: who may use it; undefined lets everybody use it. Which actions callers may take is left to
 * their own policies.
 */
export function endpointPolicy(service: string, choices: NetworkChoices, account: string) {
  // Image layers come with ECR's credentials, packages with none.
  if (choices.endpointPrincipals === 'anyone' || service === 's3') return undefined;
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: '*',
        Action: '*',
        Resource: '*',
        Condition: { StringEquals: { 'aws:PrincipalAccount': account } },
      },
    ],
  };
}
