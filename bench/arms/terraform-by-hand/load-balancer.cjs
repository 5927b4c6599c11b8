// A public load balancer with its certificate, access logs and firewall.
const { AcmCertificate } = require('@cdktf/provider-aws/lib/acm-certificate');
const { AcmCertificateValidation } = require('@cdktf/provider-aws/lib/acm-certificate-validation');
const { Lb } = require('@cdktf/provider-aws/lib/lb');
const { LbListener } = require('@cdktf/provider-aws/lib/lb-listener');
const { LbTargetGroup } = require('@cdktf/provider-aws/lib/lb-target-group');
const { Route53Record } = require('@cdktf/provider-aws/lib/route53-record');
const { S3Bucket } = require('@cdktf/provider-aws/lib/s3-bucket');
const { S3BucketLifecycleConfiguration } = require('@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration');
const { S3BucketOwnershipControls } = require('@cdktf/provider-aws/lib/s3-bucket-ownership-controls');
const { S3BucketPolicy } = require('@cdktf/provider-aws/lib/s3-bucket-policy');
const { S3BucketPublicAccessBlock } = require('@cdktf/provider-aws/lib/s3-bucket-public-access-block');
const {
  S3BucketServerSideEncryptionConfigurationA,
} = require('@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration');
const { S3BucketVersioningA } = require('@cdktf/provider-aws/lib/s3-bucket-versioning');
const { SecurityGroup } = require('@cdktf/provider-aws/lib/security-group');
const { VpcSecurityGroupEgressRule } = require('@cdktf/provider-aws/lib/vpc-security-group-egress-rule');
const { VpcSecurityGroupIngressRule } = require('@cdktf/provider-aws/lib/vpc-security-group-ingress-rule');
const { Wafv2WebAcl } = require('@cdktf/provider-aws/lib/wafv2-web-acl');
const { Wafv2WebAclAssociation } = require('@cdktf/provider-aws/lib/wafv2-web-acl-association');
const { document } = require('./document.cjs');
const { hostedZoneId } = require('../scenario.cjs');

exports.loadBalancer = (place, network, domainName) => {
  const { stack, name } = place;
  const targetGroup = new LbTargetGroup(stack, 'TargetGroup', {
    targetType: 'ip',
    protocol: 'HTTP',
    protocolVersion: 'HTTP1',
    port: 8080,
    vpcId: network.vpcId,
    healthCheck: {
      enabled: true,
      protocol: 'HTTP',
      path: '/health',
      interval: 15,
      timeout: 5,
      healthyThreshold: 2,
      unhealthyThreshold: 3,
      matcher: '200',
    },
    deregistrationDelay: '30',
    loadBalancingAlgorithmType: 'least_outstanding_requests',
    lifecycle: { createBeforeDestroy: true },
  });
  const securityGroup = new SecurityGroup(stack, 'LoadBalancerSecurityGroup', {
    description: `Load balancer of ${name}`,
    vpcId: network.vpcId,
    lifecycle: { createBeforeDestroy: true },
  });
  new VpcSecurityGroupIngressRule(stack, 'LoadBalancerIngress', {
    securityGroupId: securityGroup.id,
    cidrIpv4: '0.0.0.0/0',
    ipProtocol: 'tcp',
    fromPort: 443,
    toPort: 443,
    description: 'From everywhere',
  });
  new VpcSecurityGroupEgressRule(stack, 'LoadBalancerEgress', {
    securityGroupId: securityGroup.id,
    cidrIpv4: network.cidrBlock,
    ipProtocol: 'tcp',
    fromPort: 8080,
    toPort: 8080,
    description: 'To the tasks',
  });
  const { bucket, bucketPolicy } = accessLogBucket(place);
  const loadBalancer = new Lb(stack, 'LoadBalancer', {
    loadBalancerType: 'application',
    internal: false,
    ipAddressType: 'ipv4',
    subnets: network.publicSubnetIds,
    securityGroups: [securityGroup.id],
    enableDeletionProtection: true,
    dropInvalidHeaderFields: true,
    desyncMitigationMode: 'defensive',
    idleTimeout: 60,
    accessLogs: { enabled: true, bucket: bucket.id },
    lifecycle: { preventDestroy: true },
    dependsOn: [bucketPolicy],
  });
  const listener = new LbListener(stack, 'Listener', {
    loadBalancerArn: loadBalancer.arn,
    port: 443,
    protocol: 'HTTPS',
    sslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09',
    certificateArn: certificateArn(stack, domainName),
    defaultAction: [{ type: 'forward', targetGroupArn: targetGroup.arn }],
  });
  new Route53Record(stack, 'DnsRecord', {
    zoneId: hostedZoneId,
    name: domainName,
    type: 'A',
    alias: { name: loadBalancer.dnsName, zoneId: loadBalancer.zoneId, evaluateTargetHealth: false },
  });
  firewall(stack, name, loadBalancer);
  return { loadBalancer, listener, targetGroup, securityGroup };
};

/** The ARN of a certificate that is valid. */
function certificateArn(stack, domainName) {
  const certificate = new AcmCertificate(stack, 'Certificate', {
    domainName,
    validationMethod: 'DNS',
    lifecycle: { createBeforeDestroy: true },
  });
  const challenge = certificate.domainValidationOptions.get(0);
  const record = new Route53Record(stack, 'CertificateRecord', {
    zoneId: hostedZoneId,
    name: challenge.resourceRecordName,
    type: challenge.resourceRecordType,
    records: [challenge.resourceRecordValue],
    ttl: 60,
    allowOverwrite: true,
  });
  return new AcmCertificateValidation(stack, 'CertificateValidation', {
    certificateArn: certificate.arn,
    validationRecordFqdns: [record.fqdn],
  }).certificateArn;
}

function accessLogBucket({ stack, account, partition }) {
  const bucket = new S3Bucket(stack, 'AccessLogs', { forceDestroy: false, lifecycle: { preventDestroy: true } });
  new S3BucketServerSideEncryptionConfigurationA(stack, 'AccessLogsEncryption', {
    bucket: bucket.id,
    rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }],
  });
  const publicAccess = new S3BucketPublicAccessBlock(stack, 'AccessLogsPublicAccess', {
    bucket: bucket.id,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  new S3BucketOwnershipControls(stack, 'AccessLogsOwnership', {
    bucket: bucket.id,
    rule: { objectOwnership: 'BucketOwnerEnforced' },
  });
  const versioning = new S3BucketVersioningA(stack, 'AccessLogsVersioning', {
    bucket: bucket.id,
    versioningConfiguration: { status: 'Enabled' },
  });
  new S3BucketLifecycleConfiguration(stack, 'AccessLogsLifecycle', {
    bucket: bucket.id,
    rule: [
      {
        id: 'expire',
        status: 'Enabled',
        filter: [{ prefix: '' }],
        expiration: [{ days: 365 }],
        noncurrentVersionExpiration: [{ noncurrentDays: 1 }],
        abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
      },
    ],
    dependsOn: [versioning],
  });
  const bucketPolicy = new S3BucketPolicy(stack, 'AccessLogsPolicy', {
    bucket: bucket.id,
    policy: document({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'LoadBalancerLogs',
          Effect: 'Allow',
          Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
          Action: 's3:PutObject',
          Resource: `${bucket.arn}/AWSLogs/${account}/*`,
          Condition: {
            StringEquals: { 'aws:SourceAccount': account },
            ArnLike: { 'aws:SourceArn': `arn:${partition}:elasticloadbalancing:*:${account}:loadbalancer/*` },
          },
        },
        {
          Sid: 'TlsOnly',
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Resource: [bucket.arn, `${bucket.arn}/*`],
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ],
    }),
    dependsOn: [publicAccess],
  });
  return { bucket, bucketPolicy };
}

function firewall(stack, name, loadBalancer) {
  const visibilityConfig = metricName => ({ cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true, metricName });
  const managed = [
    'AWSManagedRulesAmazonIpReputationList',
    'AWSManagedRulesCommonRuleSet',
    'AWSManagedRulesKnownBadInputsRuleSet',
  ].map((group, priority) => ({
    name: group,
    priority,
    overrideAction: { none: {} },
    // The provider has no types for statements.
    statement: { managed_rule_group_statement: { vendor_name: 'AWS', name: group } },
    visibilityConfig: visibilityConfig(group),
  }));
  const webAcl = new Wafv2WebAcl(stack, 'WebAcl', {
    name: `${name}-web-acl`,
    scope: 'REGIONAL',
    defaultAction: { allow: {} },
    visibilityConfig: visibilityConfig(`${name}-web-acl`),
    rule: [
      ...managed,
      {
        name: 'RateLimit',
        priority: managed.length,
        action: { block: {} },
        statement: { rate_based_statement: { limit: 2000, aggregate_key_type: 'IP' } },
        visibilityConfig: visibilityConfig('RateLimit'),
      },
    ],
  });
  new Wafv2WebAclAssociation(stack, 'WebAclAssociation', { resourceArn: loadBalancer.arn, webAclArn: webAcl.arn });
}
