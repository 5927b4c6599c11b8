import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { all, att, badAlarm, network, one, open, ref, sub, template } from './cloud.mjs';

let aws;
before(async () => { aws = await open(); });
after(() => aws?.close());

const ecs = (action, input) => aws.json('ecs', `AmazonEC2ContainerServiceV20141113.${action}`, input);
const scaling = (action, input) => aws.json('application-autoscaling', `AnyScaleFrontendService.${action}`, input);
const alarms = (input) => aws.json('monitoring', 'GraniteServiceVersion20100801.DescribeAlarms', input);
const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' }] };

const resources = {
  ...network,
  Cluster: ['AWS::ECS::Cluster', { ClusterSettings: [{ Name: 'containerInsights', Value: 'enhanced' }] }],
  Providers: ['AWS::ECS::ClusterCapacityProviderAssociations', { Cluster: ref('Cluster'), CapacityProviders: ['FARGATE', 'FARGATE_SPOT'], DefaultCapacityProviderStrategy: [] }],
  Role: ['AWS::IAM::Role', { AssumeRolePolicyDocument: trust }],
  Policy: ['AWS::IAM::RolePolicy', { RoleName: ref('Role'), PolicyName: 'read', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] } }],
  Logs: ['AWS::Logs::LogGroup', { RetentionInDays: 30 }],
  Task: ['AWS::ECS::TaskDefinition', {
    Family: 'orders', NetworkMode: 'awsvpc', Cpu: '256', Memory: '512', RequiresCompatibilities: ['FARGATE'], TaskRoleArn: att('Role', 'Arn'), ExecutionRoleArn: att('Role', 'Arn'),
    RuntimePlatform: { CpuArchitecture: 'ARM64', OperatingSystemFamily: 'LINUX' }, Volumes: [{ Name: 'tmp' }],
    ContainerDefinitions: [{
      Name: 'app', Image: 'app:1', User: '1000', ReadonlyRootFilesystem: true, StopTimeout: 60, PortMappings: [{ ContainerPort: 8080, Name: 'web' }],
      HealthCheck: { Command: ['CMD', 'true'], Interval: 10 }, LinuxParameters: { InitProcessEnabled: true, Capabilities: { Drop: ['ALL'] } },
      MountPoints: [{ SourceVolume: 'tmp', ContainerPath: '/tmp', ReadOnly: false }], Secrets: [{ Name: 'PASSWORD', ValueFrom: 'arn:aws:secretsmanager:eu-west-1:000000000000:secret:x' }],
      LogConfiguration: { LogDriver: 'awslogs', Options: { 'awslogs-group': ref('Logs') } },
    }],
  }],
  Balancer: ['AWS::ElasticLoadBalancingV2::LoadBalancer', { Subnets: [ref('SubnetA'), ref('SubnetB')], SecurityGroups: [ref('Group')], LoadBalancerAttributes: [{ Key: 'routing.http.drop_invalid_header_fields.enabled', Value: 'true' }] }],
  Targets: ['AWS::ElasticLoadBalancingV2::TargetGroup', { Port: 80, Protocol: 'HTTP', TargetType: 'ip', VpcId: ref('Vpc'), HealthCheckPath: '/health', TargetGroupAttributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '30' }] }],
  Certificate: ['AWS::CertificateManager::Certificate', { DomainName: 'orders.example.com', ValidationMethod: 'DNS' }],
  Listener: ['AWS::ElasticLoadBalancingV2::Listener', { LoadBalancerArn: ref('Balancer'), Port: 443, Protocol: 'HTTPS', Certificates: [{ CertificateArn: ref('Certificate') }], DefaultActions: [{ Type: 'forward', TargetGroupArn: ref('Targets') }] }],
  Service: ['AWS::ECS::Service', {
    Cluster: ref('Cluster'), TaskDefinition: ref('Task'), LaunchType: 'FARGATE', HealthCheckGracePeriodSeconds: 60, EnableExecuteCommand: true, PropagateTags: 'SERVICE',
    DeploymentConfiguration: { MinimumHealthyPercent: 100, MaximumPercent: 200, DeploymentCircuitBreaker: { Enable: true, Rollback: true }, Alarms: { AlarmNames: [ref('Errors')], Enable: true, Rollback: true } },
    NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [ref('SubnetA')], SecurityGroups: [att('Group', 'GroupId')] } },
    LoadBalancers: [{ ContainerName: 'app', ContainerPort: 8080, TargetGroupArn: ref('Targets') }],
  }, { DependsOn: ['Listener'] }],
  Target: ['AWS::ApplicationAutoScaling::ScalableTarget', { ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount', ResourceId: sub('service/${Cluster}/${Service.Name}'), MinCapacity: 1, MaxCapacity: 4 }],
  Scaling: ['AWS::ApplicationAutoScaling::ScalingPolicy', { PolicyName: 'cpu', PolicyType: 'TargetTrackingScaling', ScalingTargetId: ref('Target'), TargetTrackingScalingPolicyConfiguration: { TargetValue: 60, PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' } } }],
  Errors: ['AWS::CloudWatch::Alarm', { ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 3, Threshold: 5, MetricName: 'HTTPCode_Target_5XX_Count', Namespace: 'AWS/ApplicationELB', Statistic: 'Sum', Period: 60, Dimensions: [{ Name: 'LoadBalancer', Value: att('Balancer', 'LoadBalancerFullName') }] }],
  Burn: ['AWS::CloudWatch::Alarm', { ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 1, Threshold: 1, Metrics: [{ Id: 'rate', Expression: 'errors / 2' }, { Id: 'errors', ReturnData: false, MetricStat: { Metric: { Namespace: 'n', MetricName: 'm' }, Period: 60, Stat: 'Sum' } }] }],
  Health: ['AWS::CloudWatch::CompositeAlarm', { AlarmName: 'health', AlarmRule: sub('ALARM("${Errors}") OR ALARM("${Burn}")') }],
};
const outputs = { Cluster: ref('Cluster'), Service: ref('Service'), Task: ref('Task'), Balancer: att('Balancer', 'LoadBalancerArn'), Targets: ref('Targets'), Certificate: ref('Certificate'), Role: ref('Role'), Full: att('Targets', 'TargetGroupFullName'), Zone: att('Balancer', 'CanonicalHostedZoneID'), Errors: ref('Errors'), Burn: ref('Burn') };

async function truth(made) {
  const [service] = (await ecs('DescribeServices', { cluster: made.Cluster, services: [made.Service] })).services;
  const { taskDefinition } = await ecs('DescribeTaskDefinition', { taskDefinition: service.taskDefinition });
  const [cluster] = (await ecs('DescribeClusters', { clusters: [made.Cluster], include: ['SETTINGS'] })).clusters;
  return {
    service: Object.fromEntries(['desiredCount', 'healthCheckGracePeriodSeconds', 'enableExecuteCommand', 'propagateTags', 'deploymentConfiguration', 'loadBalancers', 'networkConfiguration'].map((key) => [key, service[key]])),
    task: Object.fromEntries(['cpu', 'runtimePlatform', 'volumes', 'containerDefinitions'].map((key) => [key, taskDefinition[key]])),
    insights: cluster.settings,
    providers: cluster.capacityProviders,
    attributes: await aws.query('elasticloadbalancing', 'DescribeLoadBalancerAttributes', { LoadBalancerArn: made.Balancer }).then((xml) => all(xml, 'member').sort()),
    targets: await aws.query('elasticloadbalancing', 'DescribeTargetGroupAttributes', { TargetGroupArn: made.Targets }).then((xml) => all(xml, 'member').sort()),
    capacity: (await scaling('DescribeScalableTargets', { ServiceNamespace: 'ecs' })).ScalableTargets.map((target) => [target.ResourceId, target.MinCapacity, target.MaxCapacity]),
    policies: (await scaling('DescribeScalingPolicies', { ServiceNamespace: 'ecs' })).ScalingPolicies.map((policy) => policy.TargetTrackingScalingPolicyConfiguration.TargetValue),
    alarms: (await alarms({ AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] })),
    policy: one(await aws.query('iam', 'GetRolePolicy', { RoleName: made.Role, PolicyName: 'read' }), 'PolicyDocument'),
    retention: (await aws.json('logs', 'Logs_20140328.DescribeLogGroups')).logGroups.map((group) => group.retentionInDays),
  };
}

test('a service keeps all that its template says; an update changes it; a failed update brings the old state back', async () => {
  const made = await aws.deploy('svc', template(resources, outputs));
  assert.match(made.Full, /^svc-.*\/\w+$/);
  assert.match(made.Zone, /^Z/);
  const first = await truth(made);
  const [app] = first.task.containerDefinitions;
  assert.equal(app.user, '1000');
  assert.equal(app.readonlyRootFilesystem, true);
  assert.equal(app.stopTimeout, 60);
  assert.deepEqual(app.healthCheck.command, ['CMD', 'true']);
  assert.deepEqual(app.linuxParameters, { initProcessEnabled: true, capabilities: { drop: ['ALL'] } });
  assert.deepEqual(app.mountPoints, [{ sourceVolume: 'tmp', containerPath: '/tmp', readOnly: false }]);
  assert.equal(app.secrets[0].name, 'PASSWORD');
  assert.match(app.logConfiguration.options['awslogs-group'], /^svc-Logs/);
  assert.deepEqual(first.task.runtimePlatform, { cpuArchitecture: 'ARM64', operatingSystemFamily: 'LINUX' });
  assert.equal(first.service.desiredCount, 1);
  assert.equal(first.service.healthCheckGracePeriodSeconds, 60);
  assert.equal(first.service.enableExecuteCommand, true);
  assert.equal(first.service.propagateTags, 'SERVICE');
  assert.deepEqual(first.service.deploymentConfiguration.deploymentCircuitBreaker, { enable: true, rollback: true });
  assert.deepEqual(first.service.deploymentConfiguration.alarms.alarmNames, [made.Errors]);
  assert.deepEqual(first.insights, [{ name: 'containerInsights', value: 'enhanced' }]);
  assert.deepEqual(first.providers, ['FARGATE', 'FARGATE_SPOT']);
  assert.ok(first.attributes.some((text) => /drop_invalid_header_fields/.test(text) && /true/.test(text)));
  assert.ok(first.attributes.some((text) => /idle_timeout/.test(text) && />60</.test(text)), 'attributes that are not set have their defaults');
  assert.deepEqual(first.capacity.map((row) => row.slice(1)), [[1, 4]]);
  assert.equal((await aws.json('acm', 'CertificateManager.DescribeCertificate', { CertificateArn: made.Certificate })).Certificate.Status, 'ISSUED');
  assert.equal(first.alarms.CompositeAlarms[0].AlarmName, 'health');
  assert.equal(first.alarms.MetricAlarms.find((alarm) => alarm.AlarmName === made.Burn).Metrics[0].Expression, 'errors / 2');

  // Somebody, or autoscaling, has scaled it.
  await ecs('UpdateService', { cluster: made.Cluster, service: made.Service, desiredCount: 3 });
  const changed = structuredClone(resources);
  changed.Task[1].Cpu = '512';
  changed.Service[1].HealthCheckGracePeriodSeconds = 90;
  changed.Service[1].EnableExecuteCommand = false;
  changed.Target[1].MaxCapacity = 9;
  changed.Scaling[1].TargetTrackingScalingPolicyConfiguration.TargetValue = 70;
  changed.Balancer[1].LoadBalancerAttributes[0].Value = 'false';
  changed.Errors[1].Threshold = 9;
  changed.Policy[1].PolicyDocument.Statement[0].Action = 's3:PutObject';
  changed.Logs[1].RetentionInDays = 90;
  await aws.change('svc', template(changed, outputs));
  const second = await truth(made);
  assert.equal(second.service.desiredCount, 3, 'a count that the template does not set is left alone');
  assert.equal(second.service.healthCheckGracePeriodSeconds, 90);
  assert.equal(second.service.enableExecuteCommand, false);
  assert.equal(second.task.cpu, '512');
  assert.deepEqual(second.capacity.map((row) => row.slice(1)), [[1, 9]]);
  assert.deepEqual(second.policies, [70]);
  assert.deepEqual(second.retention, [90]);
  assert.match(second.policy, /PutObject/);
  assert.equal(second.alarms.MetricAlarms.find((alarm) => alarm.AlarmName === made.Errors).Threshold, 9);

  const broken = structuredClone(resources); // back to the first state, and one resource that fails last
  broken.Broken = ['AWS::CloudWatch::Alarm', badAlarm, { DependsOn: ['Scaling', 'Health', 'Policy'] }];
  assert.equal((await aws.update('svc', template(broken, outputs))).status, 'UPDATE_ROLLBACK_COMPLETE');
  assert.match(await aws.reasons('svc'), /Value 'Nonsense' at 'comparisonOperator'/);
  const ignoringTimes = (state) => JSON.parse(JSON.stringify(state, (key, value) => (/Timestamp$/.test(key) ? undefined : value)));
  assert.deepEqual(ignoringTimes(await truth(made)), ignoringTimes(second));

  assert.equal(await aws.remove('svc'), 'GONE');
  assert.deepEqual((await ecs('ListClusters')).clusterArns, []);
  assert.deepEqual((await scaling('DescribeScalableTargets', { ServiceNamespace: 'ecs' })).ScalableTargets, []);
  assert.deepEqual((await alarms({ AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] })).MetricAlarms, []);
});

test('a count that the template sets comes back with every update of the service, and with no other', async () => {
  const counted = structuredClone(resources);
  counted.Service[1].DesiredCount = 3;
  const made = await aws.deploy('counted', template(counted, outputs));
  const count = async () => (await ecs('DescribeServices', { cluster: made.Cluster, services: [made.Service] })).services[0].desiredCount;
  assert.equal(await count(), 3);
  await ecs('UpdateService', { cluster: made.Cluster, service: made.Service, desiredCount: 5 });
  counted.Logs[1].RetentionInDays = 60;
  await aws.change('counted', template(counted, outputs));
  assert.equal(await count(), 5, 'of something else');
  counted.Service[1].HealthCheckGracePeriodSeconds = 90;
  await aws.change('counted', template(counted, outputs));
  assert.equal(await count(), 3, 'of the service');
  delete counted.Service[1].DesiredCount;
  await ecs('UpdateService', { cluster: made.Cluster, service: made.Service, desiredCount: 5 });
  counted.Service[1].HealthCheckGracePeriodSeconds = 120;
  await aws.change('counted', template(counted, outputs));
  assert.equal(await count(), 5, 'no longer set');
  assert.equal(await aws.remove('counted'), 'GONE');
});

test('the first cluster of an account names no capacity providers: the role of ECS is made with it', async () => {
  const own = await open();
  try {
    const cluster = (more) => template({ Cluster: ['AWS::ECS::Cluster', more] });
    const inline = cluster({ CapacityProviders: ['FARGATE_SPOT'] });
    assert.equal((await own.create('first', inline)).status, 'ROLLBACK_COMPLETE');
    assert.match(await own.reasons('first'), /service linked role/);
    await own.deploy('second', cluster({}));
    await own.deploy('third', inline);
  } finally {
    await own.close();
  }
});

test('a target group stands on one load balancer, and a priority of a listener has one rule', async () => {
  const on = (listener, group, priority) => ['AWS::ElasticLoadBalancingV2::ListenerRule', { ListenerArn: ref(listener), Priority: priority, Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: [`/${priority}`] } }], Actions: [{ Type: 'forward', TargetGroupArn: ref(group) }] }];
  const group = ['AWS::ElasticLoadBalancingV2::TargetGroup', { Port: 80, Protocol: 'HTTP', TargetType: 'ip', VpcId: ref('Vpc') }];
  const balancer = (scheme) => ['AWS::ElasticLoadBalancingV2::LoadBalancer', { Scheme: scheme, Subnets: [ref('SubnetA'), ref('SubnetB')] }];
  const listener = (of, targets) => ['AWS::ElasticLoadBalancingV2::Listener', { LoadBalancerArn: ref(of), Port: 80, Protocol: 'HTTP', DefaultActions: [{ Type: 'forward', TargetGroupArn: ref(targets) }] }];
  const app = (scheme, targets, more = {}) => template({ ...network, Balancer: balancer(scheme), [targets]: group, Listener: listener('Balancer', targets), ...more });
  await aws.deploy('one', app('internal', 'Targets', { Other: group, Rule: on('Listener', 'Other', 7) }));
  assert.equal((await aws.update('one', app('internal', 'Targets', { Other: group, Rule: on('Listener', 'Other', 7), Second: on('Listener', 'Other', 7) }))).status, 'UPDATE_ROLLBACK_COMPLETE');
  assert.match((await aws.reasons('one')).replaceAll('&#x27;', "'"), /Priority '7' is currently in use/);
  assert.equal((await aws.update('one', app('internet-facing', 'Targets'))).status, 'UPDATE_ROLLBACK_COMPLETE');
  assert.match(await aws.reasons('one'), /cannot be associated with more than one load balancer/);
  assert.equal((await aws.update('one', app('internet-facing', 'PublicTargets'))).status, 'UPDATE_COMPLETE');
  assert.equal(await aws.remove('one'), 'GONE');
});

test('a dashboard tells when it was changed, in seconds over the JSON protocol', async () => {
  await aws.deploy('board', template({ Board: ['AWS::CloudWatch::Dashboard', { DashboardName: 'board', DashboardBody: '{"widgets":[]}' }] }));
  const [entry] = (await aws.json('monitoring', 'GraniteServiceVersion20100801.ListDashboards')).DashboardEntries;
  assert.equal(entry.DashboardName, 'board');
  assert.ok(Math.abs(entry.LastModified - Date.now() / 1000) < 60, `${entry.LastModified} is a number of seconds`);
  assert.match(one(await aws.query('monitoring', 'ListDashboards'), 'LastModified'), /^\d{4}-\d\d-\d\dT/);
  assert.equal(await aws.remove('board'), 'GONE');
});

for (const [what, break_, message] of [
  ['tags of nobody', (r) => { r.Service[1].PropagateTags = 'NONE'; }, /NONE is not a valid enum value/],
  ['a task definition that does not exist', (r) => { r.Service[1].TaskDefinition = 'nowhere'; }, /Unable to find task definition: nowhere/],
  ['a container that the task does not have', (r) => { r.Service[1].LoadBalancers[0].ContainerName = 'other'; }, /The container other does not exist/],
  ['a target group without a listener', (r) => { delete r.Listener; r.Service[2] = {}; }, /does not have an associated load balancer/],
  ['a mount option that is none', (r) => { r.Task[1].ContainerDefinitions[0].LinuxParameters.Tmpfs = [{ ContainerPath: '/tmp', Size: 64, MountOptions: ['nosuid', 'mode=1777'] }]; }, /mount option: mode=1777/],
  ['a secret that has the name of a variable', (r) => {
    const [container] = r.Task[1].ContainerDefinitions;
    container.Environment = [{ Name: 'TOKEN', Value: 'a' }];
    container.Secrets = [{ Name: 'TOKEN', ValueFrom: 'arn:aws:secretsmanager:eu-west-1:000000000000:secret:token-AbCdEf' }];
  }, /secret name must be unique .* 'TOKEN'/],
  ['secrets without a role that reads them', (r) => {
    delete r.Task[1].ExecutionRoleArn;
    r.Task[1].ContainerDefinitions[0].Secrets = [{ Name: 'TOKEN', ValueFrom: 'arn:aws:secretsmanager:eu-west-1:000000000000:secret:token-AbCdEf' }];
  }, /specify a value for 'executionRoleArn'/],
  ['an unknown field of a container', (r) => { r.Task[1].ContainerDefinitions[0].Nonsense = 1; }, /extraneous key \[Nonsense\]/],
]) {
  test(`ECS refuses ${what}`, async () => {
    const changed = structuredClone(resources);
    break_(changed);
    const name = `refused-${Math.random().toString(36).slice(2)}`;
    assert.equal((await aws.create(name, template(changed))).status, 'ROLLBACK_COMPLETE');
    assert.match(await aws.reasons(name), message);
    assert.deepEqual((await ecs('ListClusters')).clusterArns, [], 'nothing stays');
  });
}

test('a protected load balancer is deleted neither with its stack nor by its API', async () => {
  const attributes = (value) => [{ Key: 'deletion_protection.enabled', Value: value }];
  const balancer = (value) => template({ ...network, Balancer: ['AWS::ElasticLoadBalancingV2::LoadBalancer', { Subnets: [ref('SubnetA'), ref('SubnetB')], LoadBalancerAttributes: attributes(value) }] }, { Balancer: ref('Balancer') });
  const { Balancer } = await aws.deploy('protected', balancer('true'));
  const words = new RegExp(`Load balancer '${Balancer}' cannot be deleted because deletion protection is enabled`);
  await assert.rejects(aws.query('elasticloadbalancing', 'DeleteLoadBalancer', { LoadBalancerArn: Balancer }), (error) => words.test(error.message.replaceAll('&#x27;', "'")));
  assert.equal(await aws.remove('protected'), 'DELETE_FAILED');
  assert.match(await aws.reasons('protected'), words);
  await aws.query('elasticloadbalancing', 'ModifyLoadBalancerAttributes', { LoadBalancerArn: Balancer, 'Attributes.member.1.Key': 'deletion_protection.enabled', 'Attributes.member.1.Value': 'false' });
  assert.equal(await aws.remove('protected'), 'GONE');
});

test('gRPC and HTTP/2 are forwarded behind HTTPS only, and each has its own matcher', async () => {
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#target-group-protocol-version
  const group = (more) => ({ Targets: ['AWS::ElasticLoadBalancingV2::TargetGroup', { Port: 80, Protocol: 'HTTP', TargetType: 'ip', VpcId: ref('Vpc'), ...more }] });
  const listener = (more) => ({ Listener: ['AWS::ElasticLoadBalancingV2::Listener', { LoadBalancerArn: ref('Balancer'), DefaultActions: [{ Type: 'forward', TargetGroupArn: ref('Targets') }], ...more }] });
  const http = listener({ Port: 80, Protocol: 'HTTP' });
  const https = listener({ Port: 443, Protocol: 'HTTPS', Certificates: [{ CertificateArn: ref('Certificate') }] });
  const { Certificate } = resources;
  const around = { ...network, Certificate, Balancer: ['AWS::ElasticLoadBalancingV2::LoadBalancer', { Subnets: [ref('SubnetA'), ref('SubnetB')], SecurityGroups: [ref('Group')] }] };
  let number = 0;
  const refused = async (made, says) => {
    const name = `protocol-${number++}`;
    assert.equal((await aws.create(name, template({ ...around, ...made }))).status, 'ROLLBACK_COMPLETE');
    assert.match(await aws.reasons(name), says);
  };
  for (const ProtocolVersion of ['GRPC', 'HTTP2']) {
    await refused({ ...group({ ProtocolVersion }), ...http }, new RegExp(`Listener protocol 'HTTP' is not supported with a target group with the protocol-version '${ProtocolVersion}'`));
  }
  await refused({ ...group({ ProtocolVersion: 'GRPC', Matcher: { HttpCode: '200' } }), ...https }, /matcher does not fit/);
  await refused({ ...group({ Matcher: { GrpcCode: '0' } }), ...https }, /matcher does not fit/);
  await aws.deploy('protocol', template({ ...around, ...group({ ProtocolVersion: 'GRPC', Matcher: { GrpcCode: '0' } }), ...https }));
});
