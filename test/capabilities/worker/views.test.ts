import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { workerIn } from './fixture';
import { GoldenPathWorker } from '../../../src/capabilities/worker/aws';
import { EnvironmentTier } from '../../../src/path/tier';
import { expectSlotsComplete } from '../../fixtures/slots';
import { stackOn } from '../../fixtures/stacks';

describe.each([
  ['in one stack', false],
  ['in two stacks', true],
])('what others wrote takes a worker, %s', (_, apart) => {
  function made() {
    const app = new App();
    const stack = stackOn(EnvironmentTier.PRODUCTION, {}, app);
    const other = apart ? new Stack(app, 'Other') : stack;
    return { stack, other, worker: workerIn(stack) };
  }
  const ends = ({ stack, other }: { stack: Stack; other: Stack }) => {
    (stack.node.root as App).synth();
    if (apart) expect(stack.dependencies).toEqual([]);
    return Template.fromStack(other);
  };

  test('grants of an L2 land in the role of the tasks, and the tasks wait for them', () => {
    const app = new App();
    const stack = stackOn(EnvironmentTier.PRODUCTION, {}, app);
    const data = apart ? new Stack(app, 'Data') : stack;
    const worker = workerIn(stack);
    const bucket = new s3.Bucket(data, 'Bucket', { encryption: s3.BucketEncryption.S3_MANAGED });
    bucket.grantRead(worker);
    app.synth();
    const template = Template.fromStack(stack).toJSON().Resources;
    const { PolicyDocument } = template[stack.resolve(worker.resource('taskPolicy').logicalId)].Properties;
    expect(PolicyDocument.Statement.map(({ Action }: any) => Action).flat()).toEqual(
      expect.arrayContaining(['s3:GetObject*', 'sqs:ReceiveMessage']),
    );
    expect(template[stack.resolve(worker.resources.service.logicalId)].DependsOn).toContain(
      stack.resolve(worker.resource('taskPolicy').logicalId),
    );
  });

  test('connections to an L2', () => {
    const all = made();
    all.worker.connections.allowTo(
      new ec2.Connections({ securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(all.stack, 'Cache', 'sg-0aa')] }),
      ec2.Port.tcp(6379),
    );
    ends(all);
    Template.fromStack(all.stack).hasResourceProperties('AWS::EC2::SecurityGroupEgress', { FromPort: 6379 });
  });

  test('metrics in an L2 alarm', () => {
    const all = made();
    const { worker } = all;
    const metrics = [
      worker.metricWaitingMessages(),
      worker.metricMessagesInWork(),
      worker.metricOldestMessage({ period: Duration.minutes(1) }),
      worker.metricCpuUtilization(),
      worker.metricMemoryUtilization(),
    ];
    metrics.forEach(
      (metric, i) => new cloudwatch.Alarm(all.other, `Alarm${i}`, { metric, threshold: 1, evaluationPeriods: 1 }),
    );
    const template = ends(all);
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [{ Name: 'QueueName', Value: 'orders' }],
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ApproximateAgeOfOldestMessage',
      Period: 60,
      Statistic: 'Maximum',
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'MemoryUtilization',
      Dimensions: [
        { Name: 'ClusterName', Value: Match.anyValue() },
        { Name: 'ServiceName', Value: Match.anyValue() },
      ],
    });
  });

  test('the log group with an L2 metric filter', () => {
    const all = made();
    new logs.MetricFilter(all.other, 'Filter', {
      logGroup: all.worker.logGroup,
      metricNamespace: 'Acme',
      metricName: 'Errors',
      filterPattern: logs.FilterPattern.anyTerm('ERROR'),
    });
    ends(all).hasResourceProperties('AWS::Logs::MetricFilter', { LogGroupName: Match.anyValue() });
  });

  test('the cluster for an L2 task on a schedule', () => {
    const all = made();
    const taskDefinition = new ecs.FargateTaskDefinition(all.other, 'Nightly');
    taskDefinition.addContainer('job', { image: ecs.ContainerImage.fromRegistry('public.ecr.aws/acme/job:1') });
    const rule = new events.Rule(all.other, 'Rule', { schedule: events.Schedule.rate(Duration.days(1)) });
    rule.addTarget(
      new targets.EcsTask({ cluster: all.worker.cluster, taskDefinition, securityGroups: [all.worker.securityGroup] }),
    );
    ends(all).hasResourceProperties('AWS::Events::Rule', { Targets: [Match.objectLike({ Arn: Match.anyValue() })] });
  });
});

test('views are made once, on first use, and are no resources', () => {
  const stack = stackOn();
  const worker = workerIn(stack);
  const before = worker.node.findAll().length;
  const views: (keyof GoldenPathWorker)[] = [
    'securityGroup',
    'connections',
    'cluster',
    'logGroup',
    'taskRole',
    'executionRole',
    'taskDefinition',
    'service',
    'grantPrincipal',
  ];
  for (const view of views) expect(worker[view]).toBe(worker[view]);
  expect(worker.node.findAll().length).toBeGreaterThan(before);
  expectSlotsComplete(worker);
  expect(worker.escapes).toEqual([]);
  Template.fromStack(stack);
});
