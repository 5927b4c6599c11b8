import { NameReference, PropertyOfSlot } from '../../binding/reliance';

/** The names that a certificate is for. */
const CERTIFIED: PropertyOfSlot[] = [
  { slot: 'certificate', cloudformation: 'DomainName', terraform: 'domain_name' },
  { slot: 'certificate', cloudformation: 'SubjectAlternativeNames', terraform: 'subject_alternative_names' },
];

/**
 * The domains that a record or an API has as texts, and that its certificate has to be for.
 *
 * @param slots the slots of the records
 * @internal
 */
export function certifiedReferences(slots: readonly string[]): NameReference[] {
  return slots.map(slot => ({
    slot,
    cloudformation: 'Name',
    terraform: 'name',
    kind: 'domain',
    named: CERTIFIED,
  }));
}

/**
 * The domain of an HTTP API, which its certificate has to be for, and the records of it.
 *
 * @internal
 */
export const apiDomainReferences: NameReference[] = [
  ...certifiedReferences(['dnsRecord', 'dnsRecordIpv6']),
  {
    slot: 'httpApiDomain',
    cloudformation: 'DomainName',
    terraform: 'domain_name',
    kind: 'domain',
    named: CERTIFIED,
  },
  ...['dnsRecord', 'dnsRecordIpv6'].map(slot => ({
    slot,
    cloudformation: 'Name',
    terraform: 'name',
    kind: 'domain',
    named: [{ slot: 'httpApiDomain', cloudformation: 'DomainName', terraform: 'domain_name' }],
  })),
];
