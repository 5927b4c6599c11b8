import { DomainChoices } from './decisions';
import { Codecs } from '../../record/codecs';
import { Place, RESOURCE } from '../../record/place';

/**
 * Where the decisions about a name are seen: in the certificate and in the records.
 *
 * @internal
 */
export const domainPlaces: Place<DomainChoices>[] = [
  { decision: 'domainName', slot: 'dnsRecord', ...RESOURCE, when: { domainName: null } },
  {
    decision: 'domainName',
    slot: 'certificate',
    cloudformation: 'DomainName',
    terraform: 'domain_name',
    when: { certificate: 'issued' },
  },
  {
    decision: 'domainName',
    slot: 'dnsRecord',
    cloudformation: { path: 'Name', unit: 'name-without-dot' },
    terraform: 'name',
    when: { certificate: 'issued' },
  },
  {
    decision: 'certificate',
    slot: 'certificate',
    ...RESOURCE,
    unit: 'issued',
    when: { certificate: { not: ['given'] } },
  },
];

/** @internal */
export const domainCodecs: Codecs = {
  issued: (certificate: unknown) => (certificate === undefined ? undefined : 'issued'),
  given: (arn: string) => (/^arn:/.test(arn) ? 'given' : undefined),
  'name-without-dot': (name: string) => name.replace(/\.$/, ''),
};
