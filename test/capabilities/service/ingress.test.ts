import { Match, Template } from 'aws-cdk-lib/assertions';
import { rendered } from './ingress-fixture';
import { EnvironmentTier, TIERS } from '../../../src/path/tier';
import { EXPOSURES, serviceIn } from '../../fixtures/services';
import { stackOn } from '../../fixtures/stacks';

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
      Port: 3000,
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
    expect(properties('loadBalancerSecurityGroup').SecurityGroupEgress).toEqual([
      expect.objectContaining({ FromPort: 3000, ToPort: 3000, CidrIp: '10.0.0.0/16' }),
    ]);
    expect(properties('securityGroup').SecurityGroupIngress).toEqual([
      expect.objectContaining({
        FromPort: 3000,
        ToPort: 3000,
        SourceSecurityGroupId: { 'Fn::GetAtt': [id('loadBalancerSecurityGroup'), 'GroupId'] },
      }),
    ]);
    expect(properties('securityGroup').SecurityGroupEgress).toEqual([
      expect.objectContaining({ FromPort: 443, ToPort: 443, CidrIp: '0.0.0.0/0' }),
    ]);
    expect(properties('service').NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp).toBe('DISABLED');
  });

  test('the service waits for the listener: a target group without a load balancer is refused', () => {
    const { resource, id } = rendered();
    expect(resource('service').DependsOn).toEqual(expect.arrayContaining([id('listener')]));
  });
});
