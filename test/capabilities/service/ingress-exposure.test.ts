import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { rendered } from './ingress-fixture';
import { Exposure } from '../../../src/capabilities/service/props';
import { EnvironmentTier } from '../../../src/path/tier';
import { EXPOSURES, serviceIn, SHARED_LISTENER } from '../../fixtures/services';
import { ENV, stackOn } from '../../fixtures/stacks';

describe('public with a domain', () => {
  const domain = { domainName: 'orders.acme.com', hostedZoneId: 'Z0123456789ABC' };

  test('has a certificate, a DNS record, modern TLS, and port 80 closed', () => {
    const { properties, template, service, id } = rendered(Exposure.publicHttps(domain));
    expect(properties('loadBalancer')).toMatchObject({
      Scheme: 'internet-facing',
      Subnets: [expect.stringContaining('subnet-0a'), expect.anything(), expect.anything()],
    });
    expect(properties('certificate')).toMatchObject({
      DomainName: 'orders.acme.com',
      ValidationMethod: 'DNS',
      DomainValidationOptions: [{ DomainName: 'orders.acme.com', HostedZoneId: 'Z0123456789ABC' }],
    });
    expect(properties('listener')).toMatchObject({
      Port: 443,
      Protocol: 'HTTPS',
      Certificates: [{ CertificateArn: { Ref: id('certificate') } }],
      SslPolicy: expect.stringMatching(/^ELBSecurityPolicy-TLS13-1-2-Res/),
    });
    expect(properties('dnsRecord')).toMatchObject({
      Name: 'orders.acme.com.',
      Type: 'A',
      HostedZoneId: 'Z0123456789ABC',
      AliasTarget: { DNSName: { 'Fn::GetAtt': [id('loadBalancer'), 'DNSName'] } },
    });
    expect(properties('loadBalancerSecurityGroup').SecurityGroupIngress).toEqual([
      expect.objectContaining({ FromPort: 443, ToPort: 443, CidrIp: '0.0.0.0/0' }),
    ]);
    template.resourceCountIs('AWS::ElasticLoadBalancingV2::Listener', 1);
    expect(service.url).toBe('https://orders.acme.com');
  });

  test('with a redirect, port 80 is open and redirects', () => {
    const { properties } = rendered(
      Exposure.publicHttps({ ...domain, redirectHttp: true, allowedCidrs: ['203.0.113.0/24', '198.51.100.0/24'] }),
    );
    expect(properties('redirectListener')).toMatchObject({
      Port: 80,
      DefaultActions: [
        { Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' } },
      ],
    });
    expect(
      properties('loadBalancerSecurityGroup').SecurityGroupIngress.map(
        ({ FromPort, CidrIp }: any) => `${CidrIp} ${FromPort}`,
      ),
    ).toEqual(['203.0.113.0/24 443', '203.0.113.0/24 80', '198.51.100.0/24 443', '198.51.100.0/24 80']);
  });

  test("with a certificate of one's own none is made, and no DNS record without a zone", () => {
    const { template, properties } = rendered(EXPOSURES['public with a certificate']());
    template.resourceCountIs('AWS::CertificateManager::Certificate', 0);
    template.resourceCountIs('AWS::Route53::RecordSet', 0);
    expect(properties('listener').Certificates).toEqual([{ CertificateArn: expect.stringContaining(':certificate/') }]);
  });

  test.each([
    ['orders.acme.com', 'acme.com'],
    ['acme.com', 'acme.com'],
    ['a.b.acme.com', 'b.acme.com'],
  ])('the zone of %s is looked up as %s', (domainName, zone) => {
    const stack = stackOn(undefined, {}, new App(), 'Shop', { env: ENV });
    serviceIn(stack, { exposure: Exposure.publicHttps({ domainName }) });
    const { missing } = (stack.node.root as App).synth().manifest;
    expect(missing).toEqual([expect.objectContaining({ props: expect.objectContaining({ domainName: zone }) })]);
  });

  test('stands behind a firewall of managed rules, whose metrics are its own', () => {
    const { properties, id } = rendered(Exposure.publicHttps(domain));
    const { Rules, Scope, VisibilityConfig } = properties('webAcl');
    expect(Scope).toBe('REGIONAL');
    expect(Rules.map(({ Name, Priority }: any) => [Name, Priority])).toEqual([
      ['AWSManagedRulesAmazonIpReputationList', 0],
      ['AWSManagedRulesCommonRuleSet', 1],
      ['AWSManagedRulesKnownBadInputsRuleSet', 2],
      ['RateLimit', 3],
    ]);
    expect(Rules[3].Statement.RateBasedStatement).toEqual({ AggregateKeyType: 'IP', Limit: 2000 });
    expect(VisibilityConfig.MetricName).toMatch(/^ShopOrders/);
    expect(properties('webAclAssociation')).toEqual({
      ResourceArn: { Ref: id('loadBalancer') },
      WebACLArn: { 'Fn::GetAtt': [id('webAcl'), 'Arn'] },
    });
  });
});

describe('the firewall', () => {
  const domain = { domainName: 'orders.acme.com', hostedZoneId: 'Z0123456789ABC' };

  test.each([EnvironmentTier.STAGING, EnvironmentTier.PRODUCTION])('lets bodies above 8 KB through in %s', tier => {
    for (const exposure of [Exposure.publicHttps(), Exposure.publicHttps(domain)]) {
      const groups = rendered(exposure, tier)
        .properties('webAcl')
        .Rules.map(({ Statement }: any) => Statement.ManagedRuleGroupStatement?.RuleActionOverrides);
      expect(groups).toEqual([
        undefined,
        [{ Name: 'SizeRestrictions_BODY', ActionToUse: { Count: {} } }],
        undefined,
        undefined,
      ]);
    }
  });

  test('writes down what it blocked in production, without what lets somebody act as the client', () => {
    const { properties, id, service } = rendered(Exposure.publicHttps(domain));
    expect(properties('firewallLogging')).toMatchObject({
      ResourceArn: { 'Fn::GetAtt': [id('webAcl'), 'Arn'] },
      LoggingFilter: {
        DefaultBehavior: 'DROP',
        Filters: [{ Behavior: 'KEEP', Conditions: [{ ActionCondition: { Action: 'BLOCK' } }] }],
      },
      RedactedFields: [
        { SingleHeader: { Name: 'authorization' } },
        { SingleHeader: { Name: 'cookie' } },
        { SingleHeader: { Name: 'x-api-key' } },
      ],
    });
    expect(JSON.stringify(properties('firewallLogging').LogDestinationConfigs)).toMatch(
      new RegExp(`:log-group:.*"Ref":"${id('firewallLogGroup')}"[^*]*$`),
    );
    expect(JSON.stringify(properties('firewallLogGroup').LogGroupName)).toContain('aws-waf-logs-Shop-Orders');
    expect(service.slots).toContain('firewallLogging');
    expect(rendered(Exposure.publicHttps(domain), EnvironmentTier.STAGING).service.slots).not.toContain(
      'firewallLogging',
    );
  });
});

describe('public without a domain', () => {
  test('the firewall counts by the address that the API saw, and not by what the client writes', () => {
    expect(rendered(Exposure.publicHttps()).properties('httpApiIntegration').RequestParameters).toEqual({
      'overwrite:header.goldenpath-client-ip': '$context.identity.sourceIp',
    });
  });

  test('is reached through an HTTP API only', () => {
    const { properties, id, service, stack } = rendered(Exposure.publicHttps());
    expect(properties('loadBalancer').Scheme).toBe('internal');
    expect(properties('httpApi').ProtocolType).toBe('HTTP');
    expect(properties('httpApiRoute')).toMatchObject({
      RouteKey: '$default',
      Target: { 'Fn::Join': ['', ['integrations/', { Ref: id('httpApiIntegration') }]] },
    });
    expect(properties('httpApiIntegration')).toMatchObject({
      ConnectionType: 'VPC_LINK',
      ConnectionId: { Ref: id('vpcLink') },
      IntegrationUri: { Ref: id('listener') },
      IntegrationType: 'HTTP_PROXY',
    });
    expect(properties('httpApiStage')).toMatchObject({
      AutoDeploy: true,
      DefaultRouteSettings: { ThrottlingRateLimit: 1000, ThrottlingBurstLimit: 2000 },
    });
    expect(properties('loadBalancerSecurityGroup').SecurityGroupIngress).toBeUndefined();
    expect(properties('vpcLinkIngress')).toMatchObject({
      FromPort: 80,
      SourceSecurityGroupId: { 'Fn::GetAtt': [id('vpcLinkSecurityGroup'), 'GroupId'] },
    });
    expect(stack.resolve(service.url)).toEqual({ 'Fn::GetAtt': [id('httpApi'), 'ApiEndpoint'] });
    expect(properties('webAcl').Rules[3].Statement.RateBasedStatement).toMatchObject({
      AggregateKeyType: 'FORWARDED_IP',
      ForwardedIPConfig: { HeaderName: 'goldenpath-client-ip', FallbackBehavior: 'MATCH' },
    });
  });
});

describe('behind a shared load balancer', () => {
  const shared = (more: object = {}) =>
    Exposure.sharedLoadBalancer({
      listenerArn: SHARED_LISTENER,
      securityGroupId: 'sg-0123456789abcdef0',
      hostHeaders: ['orders.acme.com'],
      ...more,
    });

  test('there is a rule, and no load balancer of its own', () => {
    const { properties, template, service } = rendered(shared({ pathPatterns: ['/orders/*'] }));
    template.resourceCountIs('AWS::ElasticLoadBalancingV2::LoadBalancer', 0);
    expect(properties('listenerRule')).toMatchObject({
      ListenerArn: SHARED_LISTENER,
      Conditions: [
        { Field: 'host-header', HostHeaderConfig: { Values: ['orders.acme.com'] } },
        { Field: 'path-pattern', PathPatternConfig: { Values: ['/orders/*'] } },
      ],
    });
    expect(properties('taskIngress').SourceSecurityGroupId).toBe('sg-0123456789abcdef0');
    expect(service.url).toBe('https://orders.acme.com/orders/');
    expect(rendered(shared()).service.url).toBe('https://orders.acme.com');
  });

  test('an empty list is no condition', () => {
    expect(rendered(shared({ pathPatterns: [] })).properties('listenerRule').Conditions).toHaveLength(1);
  });

  test("its alarm counts its own errors: those of the load balancer are also others'", () => {
    const { properties } = rendered(shared());
    expect(JSON.stringify(properties('serverErrorAlarm'))).not.toContain('HTTPCode_ELB_5XX_Count');
    expect(JSON.stringify(properties('dashboard'))).not.toContain('HTTPCode_ELB_5XX_Count');
    expect(JSON.stringify(rendered().properties('serverErrorAlarm'))).toContain('HTTPCode_ELB_5XX_Count');
  });

  test('200 services on one listener have 200 priorities, the same in each synthesis', () => {
    const priorities = (count: number) => {
      const app = new App();
      const [a, b] = [
        stackOn(EnvironmentTier.DEVELOPMENT, {}, app, 'A'),
        stackOn(EnvironmentTier.DEVELOPMENT, {}, app, 'B'),
      ];
      return Array.from(
        { length: count },
        (_, i) =>
          serviceIn(i % 2 ? a : b, { exposure: shared({ hostHeaders: [`s${i}.acme.com`] }) }, `S${i}`).resources
            .listenerRule!.priority,
      );
    };
    const first = priorities(200);
    expect(new Set(first).size).toBe(200);
    for (const priority of first) expect(priority).toBeGreaterThan(0);
    for (const priority of first) expect(priority).toBeLessThanOrEqual(50_000);
    expect(priorities(20)).toEqual(first.slice(0, 20));
  });

  test('another listener has priorities of its own, and one that was given is kept', () => {
    const stack = stackOn();
    serviceIn(stack, { exposure: shared({ priority: 7 }) }, 'A');
    serviceIn(stack, { exposure: shared({ priority: 7, listenerArn: SHARED_LISTENER.replace('f2f7', 'a2a7') }) }, 'B');
    Template.fromStack(stack).resourcePropertiesCountIs(
      'AWS::ElasticLoadBalancingV2::ListenerRule',
      { Priority: 7 },
      2,
    );
  });

  test('a listener of the same app, known at deployment only', () => {
    const stack = stackOn();
    const listener = new elbv2.CfnListener(stack, 'Edge', { defaultActions: [], loadBalancerArn: 'x' });
    serviceIn(stack, { exposure: shared({ listenerArn: listener.ref }) });
    Template.fromStack(stack).hasResourceProperties('AWS::ApplicationAutoScaling::ScalingPolicy', {
      TargetTrackingScalingPolicyConfiguration: {
        PredefinedMetricSpecification: { ResourceLabel: Match.objectLike({ 'Fn::Join': Match.anyValue() }) },
      },
    });
  });
});
