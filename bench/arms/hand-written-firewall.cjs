// A web ACL before a load balancer. CDK has no L2 for it.
const { aws_wafv2: wafv2 } = require('aws-cdk-lib');

exports.firewall = (stack, resourceArn) => {
  const visibilityConfig = metricName => ({ cloudWatchMetricsEnabled: true, sampledRequestsEnabled: true, metricName });
  const managed = [
    'AWSManagedRulesAmazonIpReputationList',
    'AWSManagedRulesCommonRuleSet',
    'AWSManagedRulesKnownBadInputsRuleSet',
  ].map((name, priority) => ({
    name,
    priority,
    overrideAction: { none: {} },
    statement: { managedRuleGroupStatement: { vendorName: 'AWS', name } },
    visibilityConfig: visibilityConfig(name),
  }));
  const acl = new wafv2.CfnWebACL(stack, 'WebAcl', {
    scope: 'REGIONAL',
    defaultAction: { allow: {} },
    visibilityConfig: visibilityConfig('WebAcl'),
    rules: [
      ...managed,
      {
        name: 'RateLimit',
        priority: managed.length,
        action: { block: {} },
        statement: { rateBasedStatement: { limit: 2000, aggregateKeyType: 'IP' } },
        visibilityConfig: visibilityConfig('RateLimit'),
      },
    ],
  });
  new wafv2.CfnWebACLAssociation(stack, 'WebAclAssociation', { resourceArn, webAclArn: acl.attrArn });
};
