import { AcmCertificate } from '@cdktf/provider-aws/lib/acm-certificate';
import { AcmCertificateValidation } from '@cdktf/provider-aws/lib/acm-certificate-validation';
import { DataAwsRoute53Zone } from '@cdktf/provider-aws/lib/data-aws-route53-zone';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import { checkLookup, DomainOptions, needsLookup, zoneNameOf } from './domain';
import { CapabilityConstruct } from '../../engines/terraform/capability-construct';
import { Refuse } from '../../support/input';

/** A certificate, and its validation by DNS. */
export interface CertificateResources {
  readonly certificate: AcmCertificate;
  readonly certificateValidationRecord: Route53Record;
  readonly certificateValidation: AcmCertificateValidation;
}

/** The name of something in the records of AWS. */
export interface AliasTarget {
  readonly name: string;
  readonly zoneId: string;
}

/** Refuses a domain whose hosted zone cannot be looked up. Where it is deployed to is known when Terraform plans. */
export function checkZone(domain: DomainOptions, refuse: Refuse): void {
  checkLookup(domain, { isKnown: true }, refuse);
}

/** The zone that was given, else the one that Route 53 has for the domain when Terraform plans. */
export function hostedZoneOf(owner: CapabilityConstruct, domain: DomainOptions): string | undefined {
  const { domainName, hostedZoneId } = domain;
  if (!needsLookup(domain)) return hostedZoneId ?? undefined;
  return new DataAwsRoute53Zone(owner, 'HostedZone', { name: zoneNameOf(domainName!) }).zoneId;
}

/** Makes a certificate, and the record that validates it. */
export function createCertificate(
  owner: CapabilityConstruct,
  domainName: string,
  zoneId: string,
): CertificateResources {
  const certificate = owner._slot(
    'certificate',
    new AcmCertificate(owner, 'Certificate', {
      domainName,
      validationMethod: 'DNS',
      // What answers with it needs one at any time.
      lifecycle: { createBeforeDestroy: true },
      tags: owner._tags,
    }),
  );
  const certificateValidationRecord = renderRecord(owner, certificate, zoneId);
  const certificateValidation = owner._slot(
    'certificateValidation',
    new AcmCertificateValidation(owner, 'CertificateValidation', {
      certificateArn: certificate.arn,
      validationRecordFqdns: [certificateValidationRecord.fqdn],
    }),
  );
  return { certificate, certificateValidationRecord, certificateValidation };
}

/** The DNS record that proves to ACM whose domain it is. */
function renderRecord(owner: CapabilityConstruct, certificate: AcmCertificate, zoneId: string): Route53Record {
  const challenge = certificate.domainValidationOptions.get(0);
  return owner._slot(
    'certificateValidationRecord',
    new Route53Record(owner, 'CertificateValidationRecord', {
      zoneId,
      name: challenge.resourceRecordName,
      type: challenge.resourceRecordType,
      records: [challenge.resourceRecordValue],
      ttl: 60,
      // The same name in another region, or a successor that is made first, has the same record.
      allowOverwrite: true,
    }),
  );
}

/** Makes a DNS record that points to something of AWS. */
export function createDnsRecord(
  owner: CapabilityConstruct,
  { slot, type }: { readonly slot: 'dnsRecord' | 'dnsRecordIpv6'; readonly type: 'A' | 'AAAA' },
  { domainName, hostedZoneId }: { readonly domainName: string; readonly hostedZoneId: string },
  { name, zoneId }: AliasTarget,
): Route53Record {
  return owner._slot(
    slot,
    new Route53Record(owner, slot[0].toUpperCase() + slot.slice(1), {
      zoneId: hostedZoneId,
      name: domainName,
      type,
      alias: { name, zoneId, evaluateTargetHealth: false },
    }),
  );
}
