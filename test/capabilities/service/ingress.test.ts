import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { rendered } from './ingress-fixture';
import { written } from './terraform-fixture';
import { Exposure } from '../../../src/capabilities/service/props';
import { EnvironmentTier, TIERS } from '../../../src/path/tier';
import { EXPOSURES, serviceIn, SHARED_LISTENER } from '../../fixtures/services';
import { stackOn, StubNetwork } from '../../fixtures/stacks';

describe.each(TIERS)('every exposure renders in %s', tier => {
  test.each(Object.keys(EXPOSURES))('%s', name => {
    const { service, stack } = rendered(EXPOSURES[name](), tier);
    expect(service.escapes).toEqual([]);
    expect(stack.resolve(service.url)).toBeTruthy();
  });
});

describe('the target group', () => {
  test('asks the tasks whether they are well, and lets them finish', () => {
    const { properties, target } = rendered(undefined, undefined, { healthCheckPath: '/up', port: 3000 });
    expect(properties('targetGroup')).toMatchObject({
      // Another one would replace the target group. Each task registers with its own.
      Port: 80,
      Protocol: 'HTTP',
      TargetType: 'ip',
      HealthCheckEnabled: true,
      HealthCheckPath: '/up',
      HealthCheckIntervalSeconds: 15,
      HealthCheckTimeoutSeconds: 5,
      HealthyThresholdCount: 2,
      UnhealthyThresholdCount: 3,
      Matcher: { HttpCode: '200' },
    });
    expect(target()).toMatchObject({
      'deregistration_delay.timeout_seconds': '30',
      'load_balancing.algorithm.type': 'least_outstanding_requests',
    });
    expect(properties('service').HealthCheckGracePeriodSeconds).toBe(60);
  });

  test('takes for well what the platform team says', () => {
    const stack = stackOn(undefined, {
      defaults: {
        'service.healthCheckCodes': '200-299',
        'service.healthCheckSuccesses': 5,
        'service.accessLogVersionDays': 3,
        'service.accessLogUploadDays': 2,
      },
    });
    serviceIn(stack);
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
      HealthyThresholdCount: 5,
      Matcher: { HttpCode: '200-299' },
    });
    template.hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: {
        Rules: [
          Match.objectLike({
            NoncurrentVersionExpiration: { NoncurrentDays: 3 },
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 2 },
          }),
        ],
      },
    });
  });
});

describe('the load balancer', () => {
  test.each([
    ['development', 'false'],
    ['staging', 'false'],
    ['production', 'true'],
  ])('in %s cannot be deleted by mistake: %s', (tier, value) => {
    expect(rendered(undefined, tier as EnvironmentTier).balancer()).toMatchObject({
      'deletion_protection.enabled': value,
      'routing.http.drop_invalid_header_fields.enabled': 'true',
      'routing.http.desync_mitigation_mode': 'defensive',
      'idle_timeout.timeout_seconds': '60',
    });
  });

  test('writes access logs to a private bucket, once it may', () => {
    const { balancer, id, resource, properties } = rendered(undefined, EnvironmentTier.STAGING);
    expect(balancer()).toMatchObject({
      'access_logs.s3.enabled': 'true',
      'access_logs.s3.bucket': { Ref: id('accessLogBucket') },
    });
    expect(resource('loadBalancer').DependsOn).toEqual([id('accessLogBucketPolicy')]);
    // What is kept stays guarded.
    for (const slot of ['accessLogBucket', 'accessLogBucketPolicy']) {
      expect(resource(slot)).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    }
    expect(properties('accessLogBucket').PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    const [write, tls] = properties('accessLogBucketPolicy').PolicyDocument.Statement;
    expect(write).toMatchObject({
      Effect: 'Allow',
      Action: 's3:PutObject',
      Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
    });
    expect(tls).toMatchObject({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } });
    expect(rendered(undefined, EnvironmentTier.DEVELOPMENT).balancer()['access_logs.s3.enabled']).toBe('false');
  });

  test('is internal unless asked, and lets in whom somebody names', () => {
    const { properties, template, service, stack } = rendered();
    expect(properties('loadBalancer')).toMatchObject({
      Scheme: 'internal',
      Subnets: [expect.stringContaining('subnet-0b'), expect.anything(), expect.anything()],
    });
    expect(properties('loadBalancerSecurityGroup').SecurityGroupIngress).toBeUndefined();
    expect(properties('listener')).toMatchObject({ Port: 80, Protocol: 'HTTP' });
    template.resourceCountIs('AWS::WAFv2::WebACL', 0);
    expect(JSON.stringify(stack.resolve(service.url))).toContain('http://');
  });

  test('talks to the tasks, and they to nobody but HTTPS', () => {
    const { properties, id } = rendered(undefined, undefined, { port: 3000 });
    // Whatever ranges the network has, and whichever port the tasks had before.
    expect(properties('loadBalancerSecurityGroup').SecurityGroupEgress).toEqual([
      {
        IpProtocol: 'tcp',
        FromPort: 0,
        ToPort: 65535,
        DestinationSecurityGroupId: { 'Fn::GetAtt': [id('securityGroup'), 'GroupId'] },
        Description: 'To the tasks',
      },
    ]);
    expect(properties('securityGroup').SecurityGroupIngress).toBeUndefined();
    expect(properties('taskIngress')).toMatchObject({
      GroupId: { 'Fn::GetAtt': [id('securityGroup'), 'GroupId'] },
      FromPort: 0,
      ToPort: 65535,
      SourceSecurityGroupId: { 'Fn::GetAtt': [id('loadBalancerSecurityGroup'), 'GroupId'] },
    });
    expect(properties('securityGroup').SecurityGroupEgress).toEqual([
      expect.objectContaining({ FromPort: 443, ToPort: 443, CidrIp: '0.0.0.0/0' }),
    ]);
    expect(properties('service').NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp).toBe('DISABLED');
  });

  test('the service waits for the listener: a target group without a load balancer is refused', () => {
    const { resource, id } = rendered();
    expect(resource('service').DependsOn).toEqual(expect.arrayContaining([id('listener'), id('taskIngress')]));
  });
});

describe('a target group stands on one load balancer', () => {
  const { DEVELOPMENT } = EnvironmentTier;
  const shared = (listenerArn: string) =>
    Exposure.sharedLoadBalancer({ listenerArn, securityGroupId: 'sg-0123456789abcdef0', hostHeaders: ['a.acme.com'] });
  const idOn = (exposure?: Exposure) => rendered(exposure, DEVELOPMENT).id('targetGroup');

  test('so that it has another id wherever the load balancer is another one', () => {
    const domain = { domainName: 'orders.acme.com', hostedZoneId: 'Z0123456789ABC' };
    const ids = [
      idOn(),
      idOn(Exposure.publicHttps(domain)),
      idOn(shared(SHARED_LISTENER)),
      idOn(shared(SHARED_LISTENER.replace('edge', 'other'))),
    ];
    expect(new Set(ids).size).toBe(4);
    // The load balancer stays.
    expect([idOn(Exposure.internal(domain)), idOn(Exposure.publicHttps())]).toEqual([ids[0], ids[0]]);
    expect(idOn(shared(SHARED_LISTENER.replace(/[^/]+$/, 'a2a7dc8efc522ab2')))).toBe(ids[2]);
  });

  test('on Terraform, too', () => {
    const at = (exposure?: Exposure) => written({ exposure }).at('targetGroup');
    expect(new Set([at(), at(EXPOSURES['public with a domain']()), at(shared(SHARED_LISTENER))]).size).toBe(3);
  });
});

describe('the VPC link of an HTTP API', () => {
  const ZONED = ['eu-west-3a', 'eu-west-3b', 'eu-west-3c'];
  const warnings = (availabilityZones: string[], apiSubnetIds?: string[]) => {
    const stack = stackOn(EnvironmentTier.DEVELOPMENT);
    const network = Object.assign(new StubNetwork(stack, 'N'), { availabilityZones });
    const service = serviceIn(stack, { network, exposure: Exposure.publicHttps({ apiSubnetIds }) });
    const link = Template.fromStack(stack).toJSON().Resources[stack.resolve(service.resource('vpcLink').logicalId)];
    const found = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('euw3-az2 has no VPC links'));
    return [found.length, link.Properties.SubnetIds];
  };

  test('takes the subnets that were chosen; nobody is warned then', () => {
    expect(warnings(ZONED, ['subnet-0b1'])).toEqual([0, ['subnet-0b1']]);
  });

  test('takes all otherwise, with a warning where a zone of the region has none', () => {
    expect(warnings(ZONED)).toEqual([1, expect.arrayContaining([expect.stringContaining('subnet-0b')])]);
    expect(warnings(['eu-west-1a', 'eu-west-1b', 'eu-west-1c'])[0]).toBe(0);
  });

  test('is let out to the load balancer, whatever ranges the network has', () => {
    const { properties, id } = rendered(Exposure.publicHttps(), EnvironmentTier.DEVELOPMENT);
    expect(properties('vpcLinkSecurityGroup').SecurityGroupEgress).toEqual([
      expect.objectContaining({
        FromPort: 80,
        DestinationSecurityGroupId: { 'Fn::GetAtt': [id('loadBalancerSecurityGroup'), 'GroupId'] },
      }),
    ]);
    const { slots, at } = written({ exposure: Exposure.publicHttps() });
    expect([slots.vpcLinkEgress.referenced_security_group_id, slots.vpcLinkEgress.cidr_ipv4]).toEqual([
      `\${${at('loadBalancerSecurityGroup')}.id}`,
      undefined,
    ]);
    expect(slots.loadBalancerEgress).toMatchObject({
      referenced_security_group_id: `\${${at('securityGroup')}.id}`,
      from_port: 0,
      to_port: 65535,
    });
    expect(slots.taskIngress).toMatchObject({ from_port: 0, to_port: 65535 });
    expect(slots.targetGroup.port).toBe(80);
  });
});
