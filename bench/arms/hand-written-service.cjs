// What goldenpath's GoldenPathService has on the production tier, written by hand with CDK's L2s.
const {
  Duration,
  aws_certificatemanager: acm,
  aws_ec2: ec2,
  aws_ecs: ecs,
  aws_elasticloadbalancingv2: elbv2,
  aws_route53: route53,
  aws_route53_targets: targets,
} = require('aws-cdk-lib');
const { accessLogBucket } = require('./hand-written-bucket.cjs');
const { firewall } = require('./hand-written-firewall.cjs');
const { observe, userAlarms } = require('./hand-written-observability.cjs');
const { serviceProps, task } = require('./hand-written-task.cjs');
const { hostedZoneId, image } = require('./scenario.cjs');

const PROBE = 'http://127.0.0.1:8080/health';

exports.service = (scope, vpc, topic, domainName, environment) => {
  const made = task(scope, vpc, {
    image,
    name: 'Service',
    stopTimeout: 30,
    environment: { PORT: '8080', ...environment },
    portMappings: [{ containerPort: 8080, name: 'app', appProtocol: ecs.AppProtocol.http }],
    healthCheck: {
      command: [
        'CMD-SHELL',
        `if command -v curl >/dev/null; then curl -fsS -o /dev/null '${PROBE}'; elif command -v wget >/dev/null; then wget -q -O /dev/null '${PROBE}'; fi`,
      ],
      interval: Duration.seconds(15),
      timeout: Duration.seconds(5),
      retries: 3,
      startPeriod: Duration.seconds(60),
    },
  });
  const { loadBalancer, targetGroup } = balancerOf(scope, vpc, domainName);
  const alarms = userAlarms(scope, topic, loadBalancer, targetGroup);
  const service = new ecs.FargateService(scope, 'Service', {
    ...serviceProps(made, alarms),
    healthCheckGracePeriod: Duration.seconds(60),
  });
  service.attachToApplicationTargetGroup(targetGroup);
  const scaling = service.autoScaleTaskCount({ minCapacity: 3, maxCapacity: 30 });
  const cooldowns = { scaleInCooldown: Duration.seconds(300), scaleOutCooldown: Duration.seconds(60) };
  scaling.scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 60, ...cooldowns });
  scaling.scaleOnRequestCount('Requests', { requestsPerTarget: 1500, targetGroup, ...cooldowns });
  observe(scope, { topic, service, loadBalancer, targetGroup, logGroup: made.logGroup, alarms });
  return service;
};

function balancerOf(scope, vpc, domainName) {
  const securityGroup = new ec2.SecurityGroup(scope, 'LoadBalancerSecurityGroup', {
    vpc,
    allowAllOutbound: false,
    description: `Load balancer of ${scope.node.path}`,
  });
  securityGroup.addIngressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(443), 'From everywhere');
  const loadBalancer = new elbv2.ApplicationLoadBalancer(scope, 'LoadBalancer', {
    vpc,
    internetFacing: true,
    securityGroup,
    deletionProtection: true,
    dropInvalidHeaderFields: true,
    desyncMitigationMode: elbv2.DesyncMitigationMode.DEFENSIVE,
    idleTimeout: Duration.seconds(60),
  });
  loadBalancer.logAccessLogs(accessLogBucket(scope));
  const zone = route53.HostedZone.fromHostedZoneAttributes(scope, 'Zone', { hostedZoneId, zoneName: 'acme.com' });
  const certificate = new acm.Certificate(scope, 'Certificate', {
    domainName,
    validation: acm.CertificateValidation.fromDns(zone),
  });
  const targetGroup = new elbv2.ApplicationTargetGroup(scope, 'TargetGroup', {
    vpc,
    targetType: elbv2.TargetType.IP,
    protocol: elbv2.ApplicationProtocol.HTTP,
    port: 8080,
    deregistrationDelay: Duration.seconds(30),
    loadBalancingAlgorithmType: elbv2.TargetGroupLoadBalancingAlgorithmType.LEAST_OUTSTANDING_REQUESTS,
    healthCheck: {
      path: '/health',
      interval: Duration.seconds(15),
      timeout: Duration.seconds(5),
      healthyThresholdCount: 2,
      unhealthyThresholdCount: 3,
      healthyHttpCodes: '200',
    },
  });
  loadBalancer.addListener('Listener', {
    port: 443,
    protocol: elbv2.ApplicationProtocol.HTTPS,
    certificates: [certificate],
    sslPolicy: elbv2.SslPolicy.TLS13_12_RES_PQ,
    defaultTargetGroups: [targetGroup],
    open: false,
  });
  new route53.ARecord(scope, 'DnsRecord', {
    zone,
    recordName: `${domainName}.`,
    target: route53.RecordTarget.fromAlias(new targets.LoadBalancerTarget(loadBalancer)),
  });
  firewall(scope, loadBalancer.loadBalancerArn);
  return { loadBalancer, targetGroup };
}
