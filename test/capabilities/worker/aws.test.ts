import { App } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { QueueStub, rendered, workerIn } from './fixture';
import { formulaOf, OLDEST, WAITING } from './metrics-fixture';
import { CpuArchitecture, ServiceSize } from '../../../src/parts/fargate-task/size';
import { EnvironmentTier } from '../../../src/path/tier';
import { Patch } from '../../../src/record/patch';
import { expectSlotsComplete } from '../../fixtures/slots';
import { stackOn } from '../../fixtures/stacks';

const { DEVELOPMENT, PRODUCTION, STAGING } = EnvironmentTier;
const TOPIC = { alarmTopicArn: 'arn:aws:sns:eu-west-1:123456789012:alarms' };

describe('the task', () => {
  test('listens on no port, is hardened, and has two minutes to stop', () => {
    const { properties } = rendered();
    const [container] = properties('taskDefinition').ContainerDefinitions;
    expect(container).toMatchObject({
      Name: 'app',
      Essential: true,
      User: '1000:1000',
      ReadonlyRootFilesystem: true,
      StopTimeout: 120,
      Memory: 1024,
      LinuxParameters: {
        InitProcessEnabled: true,
        Capabilities: { Drop: ['ALL'] },
        Tmpfs: [{ ContainerPath: '/tmp', Size: 64 }],
      },
    });
    expect([container.PortMappings, container.HealthCheck, container.Privileged]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('of a size, on a processor, with a probe of its own', () => {
    const { properties } = rendered({
      size: ServiceSize.LARGE,
      architecture: CpuArchitecture.X86_64,
      healthCheckCommand: ['/probe'],
    });
    expect(properties('taskDefinition')).toMatchObject({
      Cpu: '2048',
      Memory: '4096',
      RuntimePlatform: { CpuArchitecture: 'X86_64' },
    });
    expect(properties('taskDefinition').ContainerDefinitions[0].HealthCheck).toMatchObject({
      Command: ['CMD', '/probe'],
      Interval: 15,
    });
  });

  test('is told its queue, who it is, and what the team says', () => {
    expect(rendered({ environment: { MODE: 'fast' } }).environment()).toEqual({
      MODE: 'fast',
      OTEL_SERVICE_NAME: 'Worker',
      OTEL_RESOURCE_ATTRIBUTES: 'service.name=Worker,service.version=1.4.2,deployment.environment.name=production',
      ORDERS_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/123456789012/orders',
    });
  });

  test('lets nobody in, and calls out by HTTPS', () => {
    const { template, properties } = rendered();
    expect(properties('securityGroup').SecurityGroupIngress).toBeUndefined();
    expect(properties('securityGroup').SecurityGroupEgress).toEqual([
      expect.objectContaining({ FromPort: 443, ToPort: 443, CidrIp: '0.0.0.0/0' }),
    ]);
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
    template.resourceCountIs('AWS::ElasticLoadBalancingV2::LoadBalancer', 0);
  });

  test('starts after its permissions are there', () => {
    const { resource, idOf } = rendered();
    expect(resource('service').DependsOn).toEqual(
      expect.arrayContaining([idOf('executionPolicy'), idOf('taskPolicy')]),
    );
  });
});

describe('deployments', () => {
  test('stop when they fail, and come back, also when no message is finished', () => {
    const { properties, idOf } = rendered();
    expect(properties('service').DeploymentConfiguration).toEqual({
      MinimumHealthyPercent: 100,
      MaximumPercent: 200,
      DeploymentCircuitBreaker: { Enable: true, Rollback: true },
      Alarms: {
        Enable: true,
        Rollback: true,
        AlarmNames: [{ Ref: idOf('stalledAlarm') }, { Ref: idOf('latencyAlarm') }],
      },
    });
    expect(properties('deploymentFailedRule').EventPattern).toMatchObject({
      resources: [{ Ref: idOf('service') }],
      detail: { eventName: ['SERVICE_DEPLOYMENT_FAILED'] },
    });
  });

  test('in development no alarm looks at them, unless one asks: then it tells nobody', () => {
    expect(rendered({}, DEVELOPMENT, TOPIC).properties('service').DeploymentConfiguration.Alarms).toBeUndefined();
    const { properties, worker } = rendered({ deployment: { rollbackOnAlarm: true } }, DEVELOPMENT, TOPIC);
    expect(properties('service').DeploymentConfiguration.Alarms.AlarmNames).toHaveLength(2);
    expect(properties('stalledAlarm').AlarmActions).toBeUndefined();
    expect(worker.slots).not.toContain('cpuAlarm');
  });
});

describe('alarms', () => {
  test("tell the platform team's topic, in staging and production", () => {
    for (const tier of [STAGING, PRODUCTION]) {
      const { properties } = rendered({}, tier, TOPIC);
      for (const slot of [
        'stalledAlarm',
        'latencyAlarm',
        'cpuAlarm',
        'memoryAlarm',
        'runningTasksAlarm',
        'deploymentFailedAlarm',
      ]) {
        expect([slot, properties(slot).AlarmActions, properties(slot).OKActions]).toEqual([
          slot,
          [TOPIC.alarmTopicArn],
          [TOPIC.alarmTopicArn],
        ]);
      }
    }
    expect(rendered({}, DEVELOPMENT, TOPIC).worker.slots.filter(slot => /Alarm$/.test(slot))).toEqual([
      'latencyScalingAlarm',
      'wakeScalingAlarm',
    ]);
  });

  test('ring when messages wait too long, or none is finished', () => {
    const { properties } = rendered();
    expect(properties('latencyAlarm')).toMatchObject({ Threshold: 900, EvaluationPeriods: 5 });
    expect(formulaOf(properties('latencyAlarm'))).toEqual({
      expression: 'IF(waiting > 0, oldest, 0)',
      terms: [WAITING, OLDEST],
    });
    expect(properties('stalledAlarm')).toMatchObject({ Threshold: 1, EvaluationPeriods: 10 });
    expect(formulaOf(properties('stalledAlarm'))).toEqual({
      expression: 'IF(waiting > 0 AND FILL(finished, 0) < 1, 1, 0)',
      terms: [WAITING, ['finished', 'AWS/SQS', 'NumberOfMessagesDeleted', 'Sum']],
    });
  });
});

test('the dashboard shows backlog, age, pace, tasks and load', () => {
  const { properties } = rendered();
  const body = JSON.stringify(properties('dashboard').DashboardBody);
  for (const name of [
    'ApproximateNumberOfMessagesVisible',
    'ApproximateNumberOfMessagesNotVisible',
    'ApproximateAgeOfOldestMessage',
    'NumberOfMessagesDeleted',
    'SampleCount',
    'CPUUtilization',
    'MemoryUtilization',
  ]) {
    expect(body).toContain(name);
  }
});

describe('what is said before it is too late', () => {
  test('of a queue of which little is known', () => {
    const { stack } = rendered({ events: { visibilityTimeoutSeconds: undefined } });
    Annotations.fromStack(stack).hasWarning('/Shop/Worker', Match.stringLikeRegexp('must be 130 s or more'));
  });
  test('of a queue that gives messages one try', () => {
    Annotations.fromStack(rendered({ events: { maxReceiveCount: 1 } }).stack).hasWarning(
      '/Shop/Worker',
      Match.stringLikeRegexp('one try'),
    );
  });
  test('of others nothing', () => {
    Annotations.fromStack(rendered().stack).hasNoWarning('*', Match.stringLikeRegexp('queue|Queue'));
  });
});

test('a side car is hardened too', () => {
  const { stack, worker } = rendered();
  worker.addSidecar({ name: 'agent', image: 'public.ecr.aws/acme/agent:1', memoryMib: 100, ports: [4317] });
  const [app, agent] = stack.resolve(worker.resources.taskDefinition.containerDefinitions);
  expect(app.memory).toBe(924);
  expect(agent).toMatchObject({ name: 'agent', readonlyRootFilesystem: true, stopTimeout: 120 });
  expect(worker.escapes).toEqual([]);
});

test('the escape hatch reaches every slot', () => {
  const stack = stackOn();
  const worker = workerIn(stack);
  worker.escape('service', Patch.property('CapacityProviderStrategy[CapacityProvider=FARGATE_SPOT].Weight', 10), {
    reason: 'a shortage of Spot in this region',
  });
  worker.escape('backlogScalingPolicy', Patch.property('TargetTrackingScalingPolicyConfiguration.TargetValue', 3), {
    reason: 'measured',
  });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::ECS::Service', {
    CapacityProviderStrategy: [Match.anyValue(), { CapacityProvider: 'FARGATE_SPOT', Weight: 10 }],
  });
  expect(worker.escapes.map(({ kind }) => kind)).toEqual(['patch', 'patch']);
  expectSlotsComplete(worker);
});

test('two workers of one queue share no name', () => {
  const app = new App();
  const stack = stackOn(PRODUCTION, {}, app);
  const queue = new QueueStub(stack);
  const [a, b] = ['A', 'B'].map(id => workerIn(stack, { queue }, id));
  app.synth();
  for (const worker of [a, b]) expectSlotsComplete(worker);
});
