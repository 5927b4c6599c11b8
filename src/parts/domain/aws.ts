import { Stack, Token } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import { checkLookup, DomainOptions, needsLookup, zoneNameOf } from './domain';
import { CapabilityConstruct } from '../../engines/aws/capability-construct';
import { Refuse } from '../../support/input';

/** The name of something in the records of AWS. */
export interface AliasTarget {
  readonly dnsName: string;
  readonly hostedZoneId: string;
}

/** Refuses a domain whose hosted zone cannot be looked up from a stack. */
export function checkZone(scope: Construct, domain: DomainOptions, refuse: Refuse): void {
  const { account, region } = Stack.of(scope);
  checkLookup(domain, { isKnown: ![account, region].some(Token.isUnresolved) }, refuse);
}

/** The zone that was given, else the one that Route 53 has for the domain. */
export function hostedZoneOf(owner: CapabilityConstruct, domain: DomainOptions): string | undefined {
  const { domainName, hostedZoneId } = domain;
  if (!needsLookup(domain)) return hostedZoneId ?? undefined;
  return route53.HostedZone.fromLookup(owner, 'HostedZone', { domainName: zoneNameOf(domainName!) }).hostedZoneId;
}

/** Makes a certificate, which is validated by DNS. */
export function createCertificate(
  owner: CapabilityConstruct,
  domainName: string,
  hostedZoneId: string,
): acm.CfnCertificate {
  return owner._slot(
    'certificate',
    new acm.CfnCertificate(owner, 'Certificate', {
      domainName,
      validationMethod: 'DNS',
      domainValidationOptions: [{ domainName, hostedZoneId }],
    }),
  );
}

/** Makes a DNS record that points to something of AWS. */
export function createDnsRecord(
  owner: CapabilityConstruct,
  { slot, type }: { readonly slot: 'dnsRecord' | 'dnsRecordIpv6'; readonly type: 'A' | 'AAAA' },
  { domainName, hostedZoneId }: { readonly domainName: string; readonly hostedZoneId: string },
  aliasTarget: AliasTarget,
): route53.CfnRecordSet {
  return owner._slot(
    slot,
    new route53.CfnRecordSet(owner, slot[0].toUpperCase() + slot.slice(1), {
      hostedZoneId,
      name: `${domainName}.`,
      type,
      aliasTarget,
    }),
  );
}
