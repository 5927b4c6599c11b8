import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { createCertificate, createDnsRecord } from '../../domain/aws';
import { ApiDomainProps } from '../domain';

/** A name of its own for an HTTP API, before the API is there. */
export interface ApiDomainResources {
  readonly certificate?: acm.CfnCertificate;
  readonly httpApiDomain: apigatewayv2.CfnDomainName;
}

/** What leads from the name to the API. */
export interface ApiMappingResources {
  readonly httpApiMapping: apigatewayv2.CfnApiMapping;
  readonly dnsRecord?: route53.CfnRecordSet;
  readonly dnsRecordIpv6?: route53.CfnRecordSet;
}

/** Makes the name and its certificate. */
export function createApiDomain(owner: CapabilityConstruct, props: ApiDomainProps): ApiDomainResources {
  const { choices, certificateArn, hostedZoneId } = props;
  const certificate = certificateArn ? undefined : createCertificate(owner, choices.domainName!, hostedZoneId!);
  const httpApiDomain = owner._slot(
    'httpApiDomain',
    new apigatewayv2.CfnDomainName(owner, 'HttpApiDomain', {
      domainName: choices.domainName!,
      domainNameConfigurations: [
        {
          certificateArn: certificateArn ?? certificate!.ref,
          endpointType: 'REGIONAL',
          securityPolicy: choices.domainTlsPolicy!,
          ipAddressType: choices.domainIpAddresses!,
        },
      ],
    }),
  );
  return { certificate, httpApiDomain };
}

/** Makes what leads from the name to the API. */
export function createApiMapping(
  owner: CapabilityConstruct,
  { choices, hostedZoneId }: ApiDomainProps,
  domain: apigatewayv2.CfnDomainName,
  { api, stage }: { readonly api: apigatewayv2.CfnApi; readonly stage: apigatewayv2.CfnStage },
): ApiMappingResources {
  const httpApiMapping = owner._slot(
    'httpApiMapping',
    new apigatewayv2.CfnApiMapping(owner, 'HttpApiMapping', {
      apiId: api.ref,
      domainName: domain.ref,
      stage: stage.ref,
    }),
  );
  if (!hostedZoneId) return { httpApiMapping };
  const target = { dnsName: domain.attrRegionalDomainName, hostedZoneId: domain.attrRegionalHostedZoneId };
  const record = (slot: 'dnsRecord' | 'dnsRecordIpv6', type: 'A' | 'AAAA') => {
    const made = createDnsRecord(owner, { slot, type }, { domainName: choices.domainName!, hostedZoneId }, target);
    // The name is found when the API answers to it.
    made.addResourceDependency(httpApiMapping);
    return made;
  };
  const dnsRecord = record('dnsRecord', 'A');
  const isDual = choices.domainIpAddresses === 'dualstack';
  return { httpApiMapping, dnsRecord, dnsRecordIpv6: isDual ? record('dnsRecordIpv6', 'AAAA') : undefined };
}
