import { Template } from 'aws-cdk-lib/assertions';
import * as api from 'aws-cdk-lib/aws-apigatewayv2';
import * as integrations from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { refusal } from '../../fixtures/errors';
import { EXPOSURES, serviceIn } from '../../fixtures/services';
import { stackOn } from '../../fixtures/stacks';

test('the HTTP API takes a route of others', () => {
  const stack = stackOn();
  const service = serviceIn(stack, { exposure: EXPOSURES['public without a domain']() });
  new api.HttpRoute(stack, 'Docs', {
    httpApi: service.httpApi,
    routeKey: api.HttpRouteKey.with('/docs', api.HttpMethod.GET),
    integration: new integrations.HttpUrlIntegration('Docs', 'https://docs.acme.com'),
  });
  Template.fromStack(stack).hasResourceProperties('AWS::ApiGatewayV2::Route', {
    ApiId: { Ref: stack.resolve(service.resources.httpApi!.logicalId) },
    RouteKey: 'GET /docs',
  });
  expect(refusal(() => serviceIn(stack, { exposure: EXPOSURES.internal() }, 'Inner').httpApi).complaint.hint).toContain(
    'Exposure.publicHttps()',
  );
});

describe('the listener', () => {
  const made = () => {
    const stack = stackOn();
    return { stack, service: serviceIn(stack, { exposure: EXPOSURES.internal() }) };
  };

  test('sends to the targets of others, and the way to them is open', () => {
    const { stack, service } = made();
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'V', {
      vpcId: 'vpc-1',
      availabilityZones: ['a'],
      privateSubnetIds: ['s'],
    });
    const taskDefinition = new ecs.FargateTaskDefinition(stack, 'OldTask');
    taskDefinition.addContainer('old', {
      image: ecs.ContainerImage.fromRegistry('public.ecr.aws/acme/old:1'),
      portMappings: [{ containerPort: 9000 }],
    });
    const cluster = new ecs.Cluster(stack, 'OldCluster', { vpc });
    const old = new ecs.FargateService(stack, 'Old', { cluster, taskDefinition, minHealthyPercent: 100 });
    service.listener.addTargetGroups('Old', {
      priority: 2,
      conditions: [elbv2.ListenerCondition.pathPatterns(['/old'])],
      targetGroups: [new elbv2.ApplicationTargetGroup(stack, 'OldTargets', { vpc, port: 80, targets: [old] })],
    });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::ListenerRule', { Priority: 2 });
    // The load balancer lets nothing out that is not named: the rule opens its way, and the tasks let it in.
    const group = stack.resolve(service.resources.loadBalancerSecurityGroup!.attrGroupId);
    template.hasResourceProperties('AWS::EC2::SecurityGroupEgress', { FromPort: 9000, GroupId: group });
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort: 9000, SourceSecurityGroupId: group });
  });

  test('has one view of the security group with the load balancer, so that no rule is made twice', () => {
    const { stack, service } = made();
    const client = new ec2.Connections({
      securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Client', 'sg-0aa')],
    });
    service.loadBalancer.connections.allowFrom(client, ec2.Port.tcp(80));
    service.listener.connections.allowDefaultPortFrom(client);
    const rules = Template.fromStack(stack).findResources('AWS::EC2::SecurityGroupIngress', {
      Properties: { SourceSecurityGroupId: 'sg-0aa' },
    });
    expect(Object.values(rules).map(({ Properties }) => Properties.FromPort)).toEqual([80]);
  });
});
