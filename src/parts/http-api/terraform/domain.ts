import { Apigatewayv2Api } from '@cdktf/provider-aws/lib/apigatewayv2-api';
import { Apigatewayv2ApiMapping } from '@cdktf/provider-aws/lib/apigatewayv2-api-mapping';
import { Apigatewayv2DomainName } from '@cdktf/provider-aws/lib/apigatewayv2-domain-name';
import { Apigatewayv2Stage } from '@cdktf/provider-aws/lib/apigatewayv2-stage';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { dependOn } from '../../../engines/terraform/role';
import { CertificateResources, createCertificate, createDnsRecord } from '../../domain/terraform';
import { ApiDomainProps } from '../domain';

/** A name of its own for an HTTP API, before the API is there. */
export interface ApiDomainResources extends Partial<CertificateResources> {
  readonly httpApiDomain: Apigatewayv2DomainName;
}

/** What leads from the name to the API. */
export interface ApiMappingResources {
  readonly httpApiMapping: Apigatewayv2ApiMapping;
  readonly dnsRecord?: Route53Record;
  readonly dnsRecordIpv6?: Route53Record;
}

/** Makes the name and its certificate. */
export function createApiDomain(owner: CapabilityConstruct, props: ApiDomainProps): ApiDomainResources {
  const { choices, certificateArn, hostedZoneId } = props;
  const certified = certificateArn ? undefined : createCertificate(owner, choices.domainName!, hostedZoneId!);
  const httpApiDomain = owner._slot(
    'httpApiDomain',
    new Apigatewayv2DomainName(owner, 'HttpApiDomain', {
      domainName: choices.domainName!,
      domainNameConfiguration: {
        // That of the validation: API Gateway takes no certificate that is not valid yet.
        certificateArn: certificateArn ?? certified!.certificateValidation.certificateArn,
        endpointType: 'REGIONAL',
        securityPolicy: choices.domainTlsPolicy!,
        ipAddressType: choices.domainIpAddresses!,
      },
      tags: owner._tags,
    }),
  );
  return { ...certified, httpApiDomain };
}

/** Makes what leads from the name to the API. */
export function createApiMapping(
  owner: CapabilityConstruct,
  { choices, hostedZoneId }: ApiDomainProps,
  domain: Apigatewayv2DomainName,
  { api, stage }: { readonly api: Apigatewayv2Api; readonly stage: Apigatewayv2Stage },
): ApiMappingResources {
  const httpApiMapping = owner._slot(
    'httpApiMapping',
    new Apigatewayv2ApiMapping(owner, 'HttpApiMapping', { apiId: api.id, domainName: domain.id, stage: stage.id }),
  );
  if (!hostedZoneId) return { httpApiMapping };
  const { targetDomainName: name, hostedZoneId: zoneId } = domain.domainNameConfiguration;
  const record = (slot: 'dnsRecord' | 'dnsRecordIpv6', type: 'A' | 'AAAA') => {
    const domainName = choices.domainName!;
    const made = createDnsRecord(owner, { slot, type }, { domainName, hostedZoneId }, { name, zoneId });
    // The name is found when the API answers to it.
    dependOn(made, httpApiMapping);
    return made;
  };
  const dnsRecord = record('dnsRecord', 'A');
  const isDual = choices.domainIpAddresses === 'dualstack';
  return { httpApiMapping, dnsRecord, dnsRecordIpv6: isDual ? record('dnsRecordIpv6', 'AAAA') : undefined };
}
