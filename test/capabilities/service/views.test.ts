import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as destinations from 'aws-cdk-lib/aws-logs-destinations';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as route53Targets from 'aws-cdk-lib/aws-route53-targets';
import { Network } from '../../../src/capabilities/network/aws';
import { GoldenPathService } from '../../../src/capabilities/service/aws';
import { EnvironmentTier } from '../../../src/path/tier';
import { InvalidInputError } from '../../../src/support/errors';
import { refusal } from '../../fixtures/errors';
import { EXPOSURES, serviceIn } from '../../fixtures/services';
import { expectSlotsComplete } from '../../fixtures/slots';
import { stackOn } from '../../fixtures/stacks';

/** The service and what uses it in one stack, or in two. */
describe.each([
  ['in the same stack', false],
  ['in another stack', true],
])('%s', (_, apart) => {
  function made() {
    const app = new App();
    const stack = stackOn(EnvironmentTier.DEVELOPMENT, {}, app);
    const other = apart ? stackOn(EnvironmentTier.DEVELOPMENT, {}, app, 'Other') : stack;
    const service = serviceIn(stack, { exposure: EXPOSURES['internal with a domain']() });
    return { stack, other, service };
  }
  const ends = ({ stack, other }: { stack: Stack; other: Stack }) => {
    (stack.node.root as App).synth();
    if (apart) expect(stack.dependencies).toEqual([]);
    return Template.fromStack(other);
  };

  test('a Route 53 alias to the load balancer', () => {
    const all = made();
    const zone = route53.PublicHostedZone.fromHostedZoneAttributes(all.other, 'Zone', {
      hostedZoneId: 'Z1',
      zoneName: 'acme.com',
    });
    new route53.ARecord(all.other, 'Alias', {
      zone,
      recordName: 'o',
      target: route53.RecordTarget.fromAlias(new route53Targets.LoadBalancerTarget(all.service.loadBalancer)),
    });
    ends(all).hasResourceProperties('AWS::Route53::RecordSet', {
      Name: 'o.acme.com.',
      AliasTarget: { HostedZoneId: Match.anyValue(), DNSName: Match.anyValue() },
    });
  });

  test('connections of an L2 security group, both ways', () => {
    const all = made();
    const vpc = ec2.Vpc.fromVpcAttributes(all.other, 'V', {
      vpcId: 'vpc-1',
      availabilityZones: ['a'],
      privateSubnetIds: ['s'],
    });
    const client = new ec2.SecurityGroup(all.other, 'Client', { vpc, allowAllOutbound: false });
    client.connections.allowTo(all.service.loadBalancer, ec2.Port.tcp(443));
    all.service.connections.allowTo(
      new ec2.Connections({ securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(all.stack, 'Cache', 'sg-0aa')] }),
      ec2.Port.tcp(6379),
    );
    const templates = [ends(all), Template.fromStack(all.stack)];
    const rules = templates
      .flatMap(template =>
        Object.values<any>({
          ...template.findResources('AWS::EC2::SecurityGroupIngress'),
          ...template.findResources('AWS::EC2::SecurityGroupEgress'),
        }),
      )
      .map(({ Properties }) => Properties.FromPort);
    expect(rules).toEqual(expect.arrayContaining([443, 6379]));
  });

  test('metrics in an L2 alarm', () => {
    const all = made();
    const metrics = [
      all.service.metricRequestCount(),
      all.service.metricServerErrors(),
      all.service.metricResponseTime(),
      all.service.metricCpuUtilization({ period: Duration.minutes(1) }),
      all.service.metricMemoryUtilization({ statistic: 'Maximum' }),
    ];
    metrics.forEach(
      (metric, i) => new cloudwatch.Alarm(all.other, `Alarm${i}`, { metric, threshold: 1, evaluationPeriods: 1 }),
    );
    const template = ends(all);
    template.resourceCountIs('AWS::CloudWatch::Alarm', 5);
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'CPUUtilization',
      Period: 60,
      Dimensions: [
        { Name: 'ClusterName', Value: Match.anyValue() },
        { Name: 'ServiceName', Value: Match.anyValue() },
      ],
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'MemoryUtilization', Statistic: 'Maximum' });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'TargetResponseTime',
      ExtendedStatistic: 'p99',
    });
  });

  test('the listener with rules and a certificate', () => {
    const all = made();
    const { listener } = all.service;
    listener.addAction('Maintenance', {
      priority: 1,
      conditions: [elbv2.ListenerCondition.pathPatterns(['/closed'])],
      action: elbv2.ListenerAction.fixedResponse(503),
    });
    listener.addCertificates('More', [
      elbv2.ListenerCertificate.fromArn('arn:aws:acm:eu-west-1:123456789012:certificate/2'),
    ]);
    new elbv2.ApplicationListenerRule(all.other, 'Moved', {
      listener,
      priority: 2,
      conditions: [elbv2.ListenerCondition.pathPatterns(['/old'])],
      action: elbv2.ListenerAction.redirect({ path: '/new' }),
    });
    ends(all).hasResourceProperties('AWS::ElasticLoadBalancingV2::ListenerRule', { Priority: 2 });
    const here = Template.fromStack(all.stack);
    here.hasResourceProperties('AWS::ElasticLoadBalancingV2::ListenerRule', {
      Priority: 1,
      ListenerArn: { Ref: all.stack.resolve(all.service.resources.listener!.logicalId) },
    });
    here.hasResourceProperties('AWS::ElasticLoadBalancingV2::ListenerCertificate', {
      Certificates: [{ CertificateArn: 'arn:aws:acm:eu-west-1:123456789012:certificate/2' }],
    });
  });

  test('the target group behind an L2 listener', () => {
    const all = made();
    const listener = elbv2.ApplicationListener.fromApplicationListenerAttributes(all.other, 'Listener', {
      listenerArn: 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/e/5/f',
      securityGroup: ec2.SecurityGroup.fromSecurityGroupId(all.other, 'Edge', 'sg-0aa'),
    });
    listener.addTargetGroups('Orders', {
      targetGroups: [all.service.targetGroup],
      priority: 5,
      conditions: [elbv2.ListenerCondition.pathPatterns(['/o'])],
    });
    ends(all).hasResourceProperties('AWS::ElasticLoadBalancingV2::ListenerRule', {
      Actions: [{ Type: 'forward', TargetGroupArn: Match.anyValue() }],
    });
  });

  test('the task role in an L2 policy', () => {
    const all = made();
    new iam.ManagedPolicy(all.other, 'Policy', {
      roles: [all.service.taskRole],
      statements: [new iam.PolicyStatement({ actions: ['s3:ListAllMyBuckets'], resources: ['*'] })],
    });
    ends(all).hasResourceProperties('AWS::IAM::ManagedPolicy', { Roles: [Match.anyValue()] });
  });

  test('the log group with an L2 subscription, metric filter and grant', () => {
    const all = made();
    const reader = new lambda.Function(all.other, 'Reader', {
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('//'),
    });
    new logs.SubscriptionFilter(all.other, 'Subscription', {
      logGroup: all.service.logGroup,
      destination: new destinations.LambdaDestination(reader),
      filterPattern: logs.FilterPattern.allEvents(),
    });
    new logs.MetricFilter(all.other, 'Filter', {
      logGroup: all.service.logGroup,
      metricNamespace: 'Acme',
      metricName: 'Errors',
      filterPattern: logs.FilterPattern.anyTerm('ERROR'),
    });
    all.service.logGroup.grantRead(reader);
    const template = ends(all);
    template.hasResourceProperties('AWS::Logs::MetricFilter', { LogGroupName: Match.anyValue() });
    const [policy] = Object.values<any>(template.findResources('AWS::IAM::Policy'));
    // One ':*' at the end: with two of them it would match no group.
    expect(JSON.stringify(policy.Properties.PolicyDocument)).toMatch(/":\*"\]/);
    expect(JSON.stringify(policy.Properties.PolicyDocument)).toContain(':log-group:');
  });

  test('the cluster for an L2 task on a schedule', () => {
    const all = made();
    const taskDefinition = new ecs.FargateTaskDefinition(all.other, 'Nightly');
    taskDefinition.addContainer('job', { image: ecs.ContainerImage.fromRegistry('public.ecr.aws/acme/job:1') });
    const rule = new events.Rule(all.other, 'Rule', { schedule: events.Schedule.rate(Duration.days(1)) });
    rule.addTarget(
      new targets.EcsTask({
        cluster: all.service.cluster,
        taskDefinition,
        securityGroups: [all.service.securityGroup],
      }),
    );
    ends(all).hasResourceProperties('AWS::Events::Rule', { Targets: [Match.objectLike({ Arn: Match.anyValue() })] });
  });
});

test('views are made once, on first use, and are no resources', () => {
  const stack = stackOn();
  const service = serviceIn(stack, { exposure: EXPOSURES['public without a domain']() });
  const before = service.node.findAll().length;
  const views: (keyof GoldenPathService)[] = [
    'securityGroup',
    'connections',
    'cluster',
    'logGroup',
    'loadBalancer',
    'targetGroup',
    'listener',
    'taskDefinition',
    'service',
    'httpApi',
  ];
  for (const view of views) expect(service[view]).toBe(service[view]);
  expect(service.node.findAll().length).toBeGreaterThan(before);
  expectSlotsComplete(service);
  expect(service.escapes).toEqual([]);
  Template.fromStack(stack);
});

test('an L2 instance in a network of ours reaches the service', () => {
  const stack = stackOn(EnvironmentTier.DEVELOPMENT, { network: undefined });
  const network = new Network(stack, 'Net');
  const service = serviceIn(stack, { network });
  const instance = new ec2.Instance(stack, 'Host', {
    vpc: network.vpc,
    instanceType: new ec2.InstanceType('t4g.nano'),
    machineImage: ec2.MachineImage.latestAmazonLinux2023({ cpuType: ec2.AmazonLinuxCpuType.ARM_64 }),
  });
  service.loadBalancer.connections.allowFrom(instance, ec2.Port.tcp(80));
  Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
    FromPort: 80,
    GroupId: { 'Fn::GetAtt': [stack.resolve(service.resources.loadBalancerSecurityGroup!.logicalId), 'GroupId'] },
  });
});

test('a service behind a shared load balancer has none to view', () => {
  const service = serviceIn(stackOn(), { exposure: EXPOSURES.shared() });
  for (const view of ['loadBalancer', 'listener'] as const) {
    const error = refusal(() => service[view]);
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.complaint.hint).toContain('shared one');
  }
  expect(service.targetGroup.targetGroupArn).toBeDefined();
});
