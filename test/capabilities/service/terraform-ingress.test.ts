import { terraformServiceIn, written } from './terraform-fixture';
import { Exposure } from '../../../src/capabilities/service/props';
import { InvalidInputError } from '../../../src/support/errors';
import { refusal } from '../../fixtures/errors';
import { EXPOSURES, SHARED_LISTENER } from '../../fixtures/services';
import { configurationOf, decodedSlotsIn, terraformStackOn } from '../../fixtures/terraform';

describe('the way in', () => {
  test('with a domain: a certificate that is valid before the listener has it, and a record', () => {
    const { slots, at, service } = written({ exposure: EXPOSURES['public with a domain']() });
    expect(slots.listener).toMatchObject({
      port: 443,
      protocol: 'HTTPS',
      certificate_arn: `\${${at('certificateValidation')}.certificate_arn}`,
    });
    expect(slots.certificateValidationRecord).toMatchObject({
      zone_id: 'Z0123456789ABC',
      allow_overwrite: true,
      records: [`\${tolist(${at('certificate')}.domain_validation_options).0.resource_record_value}`],
    });
    expect(slots.certificateValidation.validation_record_fqdns).toEqual([
      `\${${at('certificateValidationRecord')}.fqdn}`,
    ]);
    expect(slots.dnsRecord).toMatchObject({
      name: 'orders.acme.com',
      type: 'A',
      alias: { name: `\${${at('loadBalancer')}.dns_name}`, zone_id: `\${${at('loadBalancer')}.zone_id}` },
    });
    expect(slots.loadBalancerIngress443From0_0_0_0_0).toMatchObject({
      from_port: 443,
      to_port: 443,
      cidr_ipv4: '0.0.0.0/0',
    });
    expect(service.url).toBe('https://orders.acme.com');
  });

  test('with a domain whose zone nobody names: Terraform looks it up', () => {
    const { slots, configuration } = written({ exposure: Exposure.internal({ domainName: 'orders.acme.com' }) });
    const [[name, zone]] = Object.entries<any>(configuration.data.aws_route53_zone);
    expect([zone.name, slots.dnsRecord.zone_id]).toEqual(['acme.com', `\${data.aws_route53_zone.${name}.zone_id}`]);
    expect(() =>
      terraformServiceIn(terraformStackOn(), { exposure: Exposure.internal({ domainName: '${TfToken[TOKEN.7]}' }) }),
    ).toThrow(InvalidInputError);
  });

  test("with a certificate of one's own: ranges, and a redirect", () => {
    const { service, slots } = written({ exposure: EXPOSURES['public with a certificate']() });
    expect(slots.listener.certificate_arn).toBe('arn:aws:acm:eu-west-1:123456789012:certificate/0f1e2d3c');
    expect(slots.redirectListener.default_action[0].redirect).toEqual({
      protocol: 'HTTPS',
      port: '443',
      status_code: 'HTTP_301',
    });
    expect(service.resources.loadBalancerIngress!.map(({ cidrIpv4, fromPort }) => [cidrIpv4, fromPort])).toHaveLength(
      2,
    );
    expect([
      slots.loadBalancerIngress443From203_0_113_0_24.from_port,
      slots.loadBalancerIngress80From203_0_113_0_24.from_port,
    ]).toEqual([443, 80]);
  });

  test('without a domain: an HTTP API, a VPC link, and a load balancer that lets in nobody else', () => {
    const { slots, at, service } = written({ exposure: Exposure.publicHttps() });
    expect(slots.httpApiIntegration).toMatchObject({
      connection_type: 'VPC_LINK',
      connection_id: `\${${at('vpcLink')}.id}`,
      integration_uri: `\${${at('listener')}.arn}`,
    });
    expect(slots.vpcLinkIngress).toMatchObject({
      security_group_id: `\${${at('loadBalancerSecurityGroup')}.id}`,
      referenced_security_group_id: `\${${at('vpcLinkSecurityGroup')}.id}`,
      from_port: 80,
    });
    expect(slots.loadBalancer.internal).toBe(true);
    expect(service.resources.loadBalancerIngress).toEqual([]);
    expect(JSON.parse(slots.httpApiStage.access_log_settings.format).status).toBe('$context.status');
    const limit = slots.webAcl.rule.at(-1);
    expect(limit).toMatchObject({
      action: { block: {} },
      statement: {
        rate_based_statement: {
          aggregate_key_type: 'FORWARDED_IP',
          forwarded_ip_config: { header_name: 'goldenpath-client-ip', fallback_behavior: 'MATCH' },
        },
      },
    });
    expect(slots.httpApiIntegration.request_parameters).toEqual({
      'overwrite:header.goldenpath-client-ip': '$context.identity.sourceIp',
    });
    expect(slots.webAcl.rule[1].statement.managed_rule_group_statement.rule_action_override).toEqual([
      { name: 'SizeRestrictions_BODY', action_to_use: { count: {} } },
    ]);
    expect(slots.firewallLogging).toMatchObject({
      log_destination_configs: [`\${${at('firewallLogGroup')}.arn}`],
      logging_filter: { default_behavior: 'DROP' },
    });
    expect([slots.firewallLogGroup.name_prefix, slots.httpApiLogGroup.name_prefix]).toEqual([
      expect.stringMatching(/^aws-waf-logs-Shop-Orders/),
      expect.stringMatching(/^\/aws\/vendedlogs\/apis\/Shop-Orders/),
    ]);
    expect(slots.webAcl.rule[0]).toMatchObject({
      override_action: { none: {} },
      statement: {
        managed_rule_group_statement: { vendor_name: 'AWS', name: 'AWSManagedRulesAmazonIpReputationList' },
      },
    });
  });

  test('through a shared load balancer: a rule, and numbers that nobody else has', () => {
    const stack = terraformStackOn();
    const one = terraformServiceIn(stack, { exposure: EXPOSURES.shared() }, 'One');
    const shared = (priority?: number) =>
      Exposure.sharedLoadBalancer({
        listenerArn: SHARED_LISTENER,
        securityGroupId: 'sg-0123456789abcdef0',
        pathPatterns: ['/two/*'],
        priority,
      });
    const two = terraformServiceIn(stack, { exposure: shared(7) }, 'Two');
    const { slots } = { slots: decodedSlotsIn(configurationOf(stack), one) };
    expect(slots.listenerRule.condition).toEqual([{ host_header: { values: ['orders.acme.com'] } }]);
    expect(slots.taskIngress.referenced_security_group_id).toBe('sg-0123456789abcdef0');
    expect(slots.latencyAlarm.dimensions.LoadBalancer).toBe('app/edge/50dc6c495c0c9188');
    expect([two.url, two.listenerArn]).toEqual(['https://*/two/', expect.any(String)]);
    expect(refusal(() => terraformServiceIn(stack, { exposure: shared(7) }, 'Three')).complaint.what).toContain(
      "taken by 'Shop/Two'",
    );
    expect(() => one.loadBalancerArn).toThrow('has no load balancer of its own');
  });
});
