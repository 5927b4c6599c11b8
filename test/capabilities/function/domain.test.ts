import { App, Fn, Stack } from 'aws-cdk-lib';
import { functionIn, rendered, written } from './fixture';
import { FunctionHttp } from '../../../src/capabilities/function/props';
import { EnvironmentTier } from '../../../src/path/tier';
import { refusal } from '../../fixtures/errors';
import { ENV, stackOn } from '../../fixtures/stacks';

const ZONE = 'Z0123456789ABC';
const CERTIFICATE = 'arn:aws:acm:eu-west-1:123456789012:certificate/0f1e2d3c';
const DOMAIN = { domainName: 'signup.acme.com', hostedZoneId: ZONE };
const NAMED = ['httpApiDomain', 'httpApiMapping', 'certificate', 'dnsRecord', 'dnsRecordIpv6'];

describe('a function with a domain', () => {
  test('has a certificate, the name at API Gateway, the way to its API, and records for IPv4 and IPv6', () => {
    const { fn, properties, resource, idOf } = rendered({ http: FunctionHttp.iam(DOMAIN) });
    expect(properties('certificate')).toMatchObject({
      DomainName: 'signup.acme.com',
      ValidationMethod: 'DNS',
      DomainValidationOptions: [{ DomainName: 'signup.acme.com', HostedZoneId: ZONE }],
    });
    expect(properties('httpApiDomain')).toMatchObject({
      DomainName: 'signup.acme.com',
      DomainNameConfigurations: [
        {
          CertificateArn: { Ref: idOf('certificate') },
          EndpointType: 'REGIONAL',
          SecurityPolicy: 'TLS_1_2',
          IpAddressType: 'dualstack',
        },
      ],
    });
    expect(properties('httpApiMapping')).toEqual({
      ApiId: { Ref: idOf('httpApi') },
      DomainName: { Ref: idOf('httpApiDomain') },
      Stage: { Ref: idOf('httpApiStage') },
    });
    const target = {
      DNSName: { 'Fn::GetAtt': [idOf('httpApiDomain'), 'RegionalDomainName'] },
      HostedZoneId: { 'Fn::GetAtt': [idOf('httpApiDomain'), 'RegionalHostedZoneId'] },
    };
    for (const [slot, Type] of [
      ['dnsRecord', 'A'],
      ['dnsRecordIpv6', 'AAAA'],
    ]) {
      expect(properties(slot)).toEqual({
        HostedZoneId: ZONE,
        Name: 'signup.acme.com.',
        Type,
        AliasTarget: target,
      });
      expect(resource(slot).DependsOn).toEqual([idOf('httpApiMapping')]);
    }
    expect(fn.resources.httpApiDomain).toBe(fn.resource('httpApiDomain'));
    expect(fn.resources.dnsRecordIpv6).toBe(fn.resource('dnsRecordIpv6'));
  });

  test('is closed under the name of AWS’s, once the certificate of its own is valid', () => {
    const { properties, resource, idOf } = rendered({ http: FunctionHttp.iam(DOMAIN) });
    expect(properties('httpApi').DisableExecuteApiEndpoint).toBe(true);
    expect(resource('httpApi').DependsOn).toEqual([idOf('httpApiDomain')]);
    const { slots, at } = written({ http: FunctionHttp.iam(DOMAIN) });
    expect(slots.httpApi.disable_execute_api_endpoint).toBe(true);
    expect(slots.httpApi.depends_on).toEqual([at('httpApiDomain')]);
  });

  test('says its own name to whoever calls it', () => {
    const { fn, stack, template } = rendered({ http: FunctionHttp.openToEveryone(DOMAIN) });
    expect(fn.url).toBe('https://signup.acme.com');
    expect(Object.values<any>(template.findOutputs('*')).map(({ Value }) => Value)).toContain(
      'https://signup.acme.com',
    );
    expect(stack.resolve(fn.httpApi.apiEndpoint)).toBe('https://signup.acme.com');
    const onTerraform = written({ http: FunctionHttp.openToEveryone(DOMAIN) });
    expect(onTerraform.fn.url).toBe('https://signup.acme.com');
    expect(Object.values<any>(onTerraform.configuration.output).map(({ value }) => value)).toContain(
      'https://signup.acme.com',
    );
  });

  test('is the same on Terraform, where the name waits for the validation of the certificate', () => {
    const { slots, at } = written({ http: FunctionHttp.iam(DOMAIN) });
    expect(slots.certificate).toMatchObject({ domain_name: 'signup.acme.com', validation_method: 'DNS' });
    expect(slots.httpApiDomain).toMatchObject({
      domain_name: 'signup.acme.com',
      domain_name_configuration: {
        certificate_arn: `\${${at('certificateValidation')}.certificate_arn}`,
        endpoint_type: 'REGIONAL',
        security_policy: 'TLS_1_2',
        ip_address_type: 'dualstack',
      },
    });
    expect(slots.httpApiMapping).toEqual({
      api_id: `\${${at('httpApi')}.id}`,
      domain_name: `\${${at('httpApiDomain')}.id}`,
      stage: `\${${at('httpApiStage')}.id}`,
    });
    expect(slots.certificateValidationRecord).toMatchObject({ zone_id: ZONE, allow_overwrite: true });
    for (const [slot, type] of [
      ['dnsRecord', 'A'],
      ['dnsRecordIpv6', 'AAAA'],
    ]) {
      expect(slots[slot]).toMatchObject({ zone_id: ZONE, name: 'signup.acme.com', type });
      expect(slots[slot].alias).toEqual({
        name: `\${${at('httpApiDomain')}.domain_name_configuration[0].target_domain_name}`,
        zone_id: `\${${at('httpApiDomain')}.domain_name_configuration[0].hosted_zone_id}`,
        evaluate_target_health: false,
      });
      expect(slots[slot].depends_on).toEqual([at('httpApiMapping')]);
    }
  });

  test('whose certificate the team has makes none, and no record without a zone', () => {
    const own = { domainName: 'signup.acme.com', certificateArn: CERTIFICATE };
    const { fn, properties } = rendered({ http: FunctionHttp.iam(own) });
    expect(properties('httpApiDomain').DomainNameConfigurations[0].CertificateArn).toBe(CERTIFICATE);
    expect(NAMED.filter(slot => fn.slots.includes(slot))).toEqual(['httpApiDomain', 'httpApiMapping']);
    const onTerraform = written({ http: FunctionHttp.iam({ ...own, hostedZoneId: ZONE }) });
    expect(onTerraform.slots.httpApiDomain.domain_name_configuration.certificate_arn).toBe(CERTIFICATE);
    expect(NAMED.filter(slot => onTerraform.fn.slots.includes(slot))).toEqual([
      'httpApiDomain',
      'httpApiMapping',
      'dnsRecord',
      'dnsRecordIpv6',
    ]);
  });

  test('has no record for IPv6 where a platform team wants IPv4 alone', () => {
    const defaults = { 'function.domainIpAddresses': 'ipv4' };
    const { fn, properties } = rendered({ http: FunctionHttp.iam(DOMAIN) }, undefined, { defaults });
    expect(properties('httpApiDomain').DomainNameConfigurations[0].IpAddressType).toBe('ipv4');
    expect(fn.slots).not.toContain('dnsRecordIpv6');
    expect(fn.slots).toContain('dnsRecord');
  });

  test('looks its zone up: the parent of the name', () => {
    const app = new App();
    functionIn(stackOn(EnvironmentTier.PRODUCTION, {}, app, 'S', { env: ENV }), {
      http: FunctionHttp.iam({ domainName: 'signup.acme.com' }),
    });
    expect(app.synth().manifest.missing?.map(({ props }: any) => props.domainName)).toEqual(['acme.com']);
    const { configuration } = written({ http: FunctionHttp.iam({ domainName: 'signup.acme.com' }) });
    expect(Object.values<any>(configuration.data.aws_route53_zone)).toEqual([
      expect.objectContaining({ name: 'acme.com' }),
    ]);
  });
});

describe('without a domain', () => {
  test('nothing of it is there, and the name of AWS’s is open', () => {
    const { fn, properties } = rendered({ http: FunctionHttp.iam() });
    expect(NAMED.filter(slot => fn.slots.includes(slot))).toEqual([]);
    expect(properties('httpApi')).not.toHaveProperty('DisableExecuteApiEndpoint');
    expect(properties('httpApi')).not.toHaveProperty('DependsOn');
    expect(written({ http: FunctionHttp.iam() }).slots.httpApi).not.toHaveProperty('disable_execute_api_endpoint');
  });
});

describe('what cannot be right is refused', () => {
  test.each<[string, any, RegExp]>([
    ['a name without a dot', { domainName: 'signup' }, /^domainName is "signup"/],
    ['capital letters', { domainName: 'Signup.acme.com' }, /^domainName is "Signup.acme.com"/],
    ['a star', { domainName: '*.acme.com' }, /^domainName is "\*.acme.com"/],
    ['a URL', { domainName: 'https://a.acme.com' }, /^domainName is "https/],
    ['a zone by its path', { ...DOMAIN, hostedZoneId: '/hostedzone/Z1' }, /^hostedZoneId is "\/hostedzone/],
    ['a certificate that is none', { ...DOMAIN, certificateArn: 'arn:aws:s3:::x' }, /^certificateArn is/],
    ['a zone without a name', { hostedZoneId: ZONE }, /no domainName/],
  ])('%s', (_, options, what) => {
    for (const http of [
      () => FunctionHttp.iam(options),
      () => FunctionHttp.openToEveryone(options),
      () => FunctionHttp.jwt({ issuer: 'https://login.acme.com', audience: ['signup'], ...options }),
    ]) {
      const { complaint } = refusal(http);
      expect(complaint.what).toMatch(what);
      expect(complaint.where).toMatch(/^FunctionHttp\./);
    }
  });

  test('a zone that is to be looked up from a stack of no known place', () => {
    const stack = stackOn(EnvironmentTier.PRODUCTION, {}, new App());
    const http = (domainName: string) => ({ http: FunctionHttp.iam({ domainName }) });
    expect(refusal(() => functionIn(stack, http('a.acme.com'))).complaint.what).toContain('cannot be looked up');
    const known = stackOn(EnvironmentTier.PRODUCTION, {}, new App(), 'S', { env: ENV });
    const refused = refusal(() => functionIn(known, http(Fn.importValue('x'))));
    expect(refused.complaint.what).toContain('known at deployment only cannot be looked up');
    expect(stack.node.tryFindChild('Signup')).toBeUndefined();
  });
});

test('a function and another one of an app do not share a name', () => {
  const app = new App();
  const stack: Stack = stackOn(EnvironmentTier.PRODUCTION, {}, app, 'A', { env: ENV });
  const other: Stack = stackOn(EnvironmentTier.PRODUCTION, {}, app, 'B', { env: ENV });
  functionIn(stack, { http: FunctionHttp.iam(DOMAIN) });
  const again = refusal(() => functionIn(other, { http: FunctionHttp.iam(DOMAIN) }, 'Again'));
  expect(again.complaint.what).toBe(
    "'A/Signup' has the DNS record 'signup.acme.com' already, and there is one in a hosted zone.",
  );
  const split = { ...DOMAIN, hostedZoneId: 'ZOTHER' };
  expect(refusal(() => functionIn(other, { http: FunctionHttp.iam(split) }, 'Split')).complaint.what).toBe(
    "'A/Signup' has the domain name 'signup.acme.com' at API Gateway already, and there is one in a region, " +
      'of all accounts.',
  );
  expect(() => functionIn(other, { http: FunctionHttp.iam({ ...DOMAIN, domainName: 'b.acme.com' }) })).not.toThrow();
});
