import { readFileSync } from 'fs';
import { join } from 'path';
import { Testing } from 'cdktf';
import { rendered, terraformWorkerIn, written } from './fixture';
import { Access } from '../../../src/binding/binding';
import { ManagedQueue } from '../../../src/capabilities/queue/terraform';
import { EnvironmentTier, TIERS } from '../../../src/path/tier';
import { EscapeKind } from '../../../src/record/escape-hatch';
import { Patch } from '../../../src/record/patch';
import { EscapeHatchError, InvalidInputError } from '../../../src/support/errors';
import { addressOf, decodedSlotsIn, expectTerraformSlotsComplete, terraformStackOn } from '../../fixtures/terraform';

const { DEVELOPMENT, PRODUCTION } = EnvironmentTier;
const BECAUSE = { reason: 'measured' };

test.each([...TIERS])('in %s both engines decide the same', tier => {
  expect(written({}, tier).worker.decisions).toEqual(rendered({}, tier).worker.decisions);
});

describe('the service', () => {
  test('runs on the shares of capacity that the tier allows, once the cluster may', () => {
    const { slots, at } = written();
    expect(slots.capacityProviders).toMatchObject({
      capacity_providers: ['FARGATE', 'FARGATE_SPOT'],
      cluster_name: `\${${at('cluster')}.name}`,
    });
    expect(slots.service.capacity_provider_strategy).toEqual([
      { capacity_provider: 'FARGATE', base: 2, weight: 50 },
      { capacity_provider: 'FARGATE_SPOT', weight: 50 },
    ]);
    expect(slots.service.launch_type).toBeUndefined();
    expect(slots.service.depends_on).toEqual(
      expect.arrayContaining([at('capacityProviders'), at('taskEgress'), at('taskPolicy'), at('executionPolicy')]),
    );
    expect(written({}, DEVELOPMENT).slots.service.capacity_provider_strategy).toEqual([
      { capacity_provider: 'FARGATE_SPOT', weight: 100 },
    ]);
  });

  test('starts with the least number of tasks, and then leaves it to scaling', () => {
    const { slots } = written({}, DEVELOPMENT);
    expect(slots.service.desired_count).toBe(0);
    expect(slots.service.lifecycle.ignore_changes).toEqual(['desired_count']);
    expect(slots.service.wait_for_steady_state).toBe(true);
  });

  test('has no port, no load balancer, and lets nobody in', () => {
    const { slots, configuration, worker } = written();
    expect(slots.taskDefinition.container_definitions[0].portMappings).toBeUndefined();
    expect(slots.service.load_balancer).toBeUndefined();
    expect(slots.service.health_check_grace_period_seconds).toBeUndefined();
    expect(configuration.resource.aws_vpc_security_group_ingress_rule).toBeUndefined();
    expect(slots.taskEgress).toMatchObject({ from_port: 443, to_port: 443, cidr_ipv4: '0.0.0.0/0' });
    expect(worker.slots).not.toContain('taskIngress');
  });
});

describe('scaling', () => {
  test('by the backlog of each task', () => {
    const { slots } = written();
    const { customized_metric_specification: metric, ...tracking } =
      slots.backlogScalingPolicy.target_tracking_scaling_policy_configuration;
    expect(tracking).toEqual({ target_value: 10, scale_in_cooldown: 300, scale_out_cooldown: 60 });
    expect(metric.metrics.map(({ id, return_data }: any) => [id, return_data])).toEqual([
      ['waiting', false],
      ['inwork', false],
      ['running', false],
      ['result', true],
    ]);
    expect(metric.metrics[3].expression).toBe('(waiting + inwork) / IF(running > 0, running, 1)');
    expect(metric.metrics[0].metric_stat).toEqual({
      stat: 'Maximum',
      metric: {
        namespace: 'AWS/SQS',
        metric_name: 'ApproximateNumberOfMessagesVisible',
        dimensions: [{ name: 'QueueName', value: 'orders' }],
      },
    });
  });

  test('by an alarm that sets steps in motion, and tells nobody', () => {
    const { slots, at } = written({}, DEVELOPMENT, { alarmTopicArn: 'arn:aws:sns:eu-west-1:123456789012:alarms' });
    for (const name of ['latency', 'wake']) {
      expect([slots[`${name}ScalingAlarm`].alarm_actions, slots[`${name}ScalingAlarm`].ok_actions]).toEqual([
        [`\${${at(`${name}ScalingPolicy`)}.arn}`],
        undefined,
      ]);
      expect(slots[`${name}ScalingPolicy`].step_scaling_policy_configuration.step_adjustment).toHaveLength(1);
    }
    expect(written().worker.slots).not.toContain('wakeScalingPolicy');
  });
});

describe.each([
  ['in one stack', false],
  ['in two stacks', true],
])('a queue of the path, %s', (_, apart) => {
  test('is worked with these permissions, on this queue and its key', () => {
    const app = Testing.app();
    const shop = terraformStackOn(PRODUCTION, {}, app, 'Shop');
    const data = apart ? terraformStackOn(PRODUCTION, {}, app, 'Data') : shop;
    const queue = new ManagedQueue(data, 'OrdersQueue');
    const before = queue.slots;
    const worker = terraformWorkerIn(shop, { queue });
    app.synth();
    const slots = decodedSlotsIn(
      JSON.parse(readFileSync(join(app.outdir, 'stacks', 'Shop', 'cdk.tf.json'), 'utf8')),
      worker,
    );
    const [consume, decrypt] = slots.taskPolicy.policy.Statement;
    expect(consume.Action).toEqual([
      'sqs:ChangeMessageVisibility',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      'sqs:ReceiveMessage',
    ]);
    expect(consume.Resource).toEqual([
      expect.stringContaining(apart ? 'data.terraform_remote_state' : 'aws_sqs_queue.'),
    ]);
    expect(decrypt).toMatchObject({
      Action: ['kms:Decrypt'],
      Condition: { StringEquals: { 'kms:ViaService': expect.stringContaining('sqs.') } },
    });
    expect(slots.taskDefinition.container_definitions[0].environment.map(({ name }: any) => name)).toContain(
      'ORDERS_QUEUE_URL',
    );
    expect(queue.slots).toEqual(before);
    expect([...worker.escapes, ...queue.escapes]).toEqual([]);
    expect([shop, data].flatMap(({ dependencies }) => dependencies.map(({ node }) => node.id))).toEqual(
      apart ? ['Data'] : [],
    );
    expectTerraformSlotsComplete(worker);
  });
});

test('uses, grants and side cars know of each other', () => {
  const stack = terraformStackOn();
  const worker = terraformWorkerIn(stack)
    .uses(new ManagedQueue(stack, 'DoneQueue'), Access.PUBLISH)
    .grant({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::acme/*'] })
    .addSidecar({ name: 'agent', image: 'public.ecr.aws/acme/agent:1', memoryMib: 100 });
  const slots = decodedSlotsIn(JSON.parse(Testing.synth(stack, true)), worker);
  expect(slots.taskPolicy.policy.Statement.flatMap(({ Action }: any) => Action)).toEqual(
    expect.arrayContaining(['sqs:ReceiveMessage', 'sqs:SendMessage', 's3:GetObject']),
  );
  expect(slots.taskDefinition.container_definitions.map(({ name, memory }: any) => [name, memory])).toEqual([
    ['app', 924],
    ['agent', 100],
  ]);
  expect(worker.escapes).toEqual([]);
  expectTerraformSlotsComplete(worker);
});

test('what others need is there as strings', () => {
  const { worker } = written();
  const {
    taskRoleArn,
    taskRoleName,
    executionRoleArn,
    securityGroupId,
    clusterArn,
    clusterName,
    serviceName,
    logGroupName,
  } = worker;
  for (const text of [
    taskRoleArn,
    taskRoleName,
    executionRoleArn,
    securityGroupId,
    clusterArn,
    clusterName,
    serviceName,
    logGroupName,
  ]) {
    expect(text).toMatch(/Token/);
  }
});

describe('the escape hatch', () => {
  test('selects into shares of capacity, and into metrics', () => {
    const stack = terraformStackOn();
    const worker = terraformWorkerIn(stack);
    worker.escape(
      'service',
      Patch.property('capacity_provider_strategy[capacity_provider=FARGATE_SPOT].weight', 10),
      BECAUSE,
    );
    worker.escape(
      'backlogScalingPolicy',
      Patch.property('target_tracking_scaling_policy_configuration.target_value', 3),
      BECAUSE,
    );
    const slots = decodedSlotsIn(JSON.parse(Testing.synth(stack, true)), worker);
    expect(slots.service.capacity_provider_strategy[1].weight).toBe(10);
    expect(slots.backlogScalingPolicy.target_tracking_scaling_policy_configuration.target_value).toBe(3);
    expect(worker.escapes.map(({ kind }) => kind)).toEqual([EscapeKind.PATCH, EscapeKind.PATCH]);
  });

  test.each<[string, Patch, string]>([
    ['service', Patch.property('capacity_provider_strateg', []), "Did you mean 'capacity_provider_strategy'"],
    ['capacityProviders', Patch.property('capacity_providers', ['FARGATE', 'FARGATE_SPOT']), 'changes nothing'],
    ['wakeScalingPolicy', Patch.property('name', 'x'), "no slot 'wakeScalingPolicy'"],
  ])('%s is refused %p', (slot, patch, says) => {
    const worker = terraformWorkerIn(terraformStackOn());
    expect(() => worker.escape(slot, patch, BECAUSE)).toThrow(EscapeHatchError);
    expect(() => worker.escape(slot, patch, BECAUSE)).toThrow(says);
  });

  test('finds what nobody recorded', () => {
    const stack = terraformStackOn();
    const worker = terraformWorkerIn(stack);
    worker.resources.capacityProviders!.addOverride('capacity_providers', ['FARGATE']);
    Testing.synth(stack, true);
    expect(worker.escapes.map(({ slot, kind }) => [slot, kind])).toEqual([
      ['capacityProviders', EscapeKind.UNRECORDED],
    ]);
  });
});

test('what stood elsewhere in the state is moved', () => {
  const stack = terraformStackOn();
  const worker = terraformWorkerIn(stack);
  worker.movedFrom('service', 'aws_ecs_service.legacy');
  expect(JSON.parse(Testing.synth(stack, true)).moved).toEqual([
    { from: 'aws_ecs_service.legacy', to: addressOf(worker.resource('service')) },
  ]);
  expect(() => worker.movedFrom('service', 'aws_lb.legacy')).toThrow(InvalidInputError);
});

test('logs that are kept, and their key, stay', () => {
  const { slots } = written();
  expect(slots.logGroup.skip_destroy).toBe(true);
  expect(slots.logKey.lifecycle).toEqual({ prevent_destroy: true });
  expect(written({}, DEVELOPMENT).slots.logGroup.skip_destroy).toBe(false);
});

test('warnings are those of CDK, as Terraform prints them', () => {
  const { worker } = written({ events: { maxReceiveCount: 1 } });
  expect(worker.node.metadata.map(({ data }) => data).join()).toContain('one try');
});
