import { readFileSync } from 'fs';
import { join } from 'path';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter';
import { TerraformResource, TerraformVariable, Testing } from 'cdktf';
import { terraformStackOf, written } from './terraform-fixture';
import { Access, BindingRequest, Credentials } from '../../../src/binding/binding';
import { keyUsers, ownStatements } from '../../../src/capabilities/queue/policies';
import { ManagedQueueProps } from '../../../src/capabilities/queue/props';
import { ManagedQueue } from '../../../src/capabilities/queue/terraform';
import { dataKeyPolicy } from '../../../src/parts/data-key/policies';
import { TIERS } from '../../../src/path/tier';
import { EscapeKind } from '../../../src/record/escape-hatch';
import { Patch } from '../../../src/record/patch';
import { BindingError, EscapeHatchError } from '../../../src/support/errors';
import { jsonencoded } from '../../fixtures/jsonencoded';
import { addressOf, configurationOf, resolvedIn, slotsIn } from '../../fixtures/terraform';

const [development, , production] = TIERS;
const because = { reason: 'told by a test' };
const request: BindingRequest = { credentials: Credentials.SECRET, userName: 'app', consumer: 'Shop/Orders' };
const consume = { ...request, access: Access.CONSUME };
const REGION = '${data.aws_region.Region.region}';
const ACCOUNT = '${data.aws_caller_identity.CallerIdentity.account_id}';
const PARTITION = '${data.aws_partition.Partition.partition}';

const variants: ManagedQueueProps[] = [{}, { fifo: true }, { maxReceiveCount: 1, retentionDays: 1 }];

describe('slots', () => {
  test.each(TIERS.flatMap(tier => variants.map(props => [tier, props] as const)))(
    '%s %j: every resource is one, under its name, and in `resources`',
    (tier, props) => {
      const queue = new ManagedQueue(terraformStackOf(tier), 'Signups', props);
      const below = queue.node.findAll().filter(TerraformResource.isTerraformResource);
      const paths = (resources: TerraformResource[]) => resources.map(({ node }) => node.path).sort();
      expect(paths(queue.slots.map(slot => queue.resource(slot)))).toEqual(paths(below));
      expect(paths(Object.values(queue.resources).filter(each => each !== undefined))).toEqual(paths(below));
      for (const slot of queue.slots) {
        const { id, scope } = queue.resource(slot).node;
        expect(scope).toBe(queue);
        expect(slot === 'queue' ? 'Resource' : slot.charAt(0).toUpperCase() + slot.slice(1)).toBe(id);
      }
      expect(queue.escapes).toEqual([]);
    },
  );

  test("whatever can have tags has its owner's", () => {
    const { slots } = written();
    expect(
      Object.entries(slots)
        .filter(([, { tags }]) => tags?.['goldenpath:owner'] !== 'platform')
        .map(([slot]) => slot),
    ).toEqual(['deadLetterQueueRedriveAllowPolicy', 'queuePolicy', 'deadLetterQueuePolicy']);
  });
});

describe('what is written', () => {
  test('what fails goes to the other queue, which takes it from this one alone', () => {
    const { slots, queue } = written();
    const { queue: main, deadLetterQueue } = queue.resources;
    expect(jsonencoded(slots.queue.redrive_policy)).toEqual({
      deadLetterTargetArn: `\${${addressOf(deadLetterQueue)}.arn}`,
      maxReceiveCount: 5,
    });
    expect(jsonencoded(slots.queue.redrive_allow_policy)).toEqual({ redrivePermission: 'denyAll' });
    expect(slots.deadLetterQueue).not.toHaveProperty('redrive_allow_policy');
    expect(slots.deadLetterQueueRedriveAllowPolicy.queue_url).toBe(`\${${addressOf(deadLetterQueue)}.id}`);
    expect(jsonencoded(slots.deadLetterQueueRedriveAllowPolicy.redrive_allow_policy)).toEqual({
      redrivePermission: 'byQueue',
      sourceQueueArns: [`\${${addressOf(main)}.arn}`],
    });
  });

  test('one policy for each queue', () => {
    const { slots, queue, stack } = written();
    for (const name of ['queue', 'deadLetterQueue'] as const) {
      const { arn } = queue.resources[name];
      expect(slots[`${name}Policy`].queue_url).toBe(`\${${addressOf(queue.resources[name])}.id}`);
      expect(jsonencoded(slots[`${name}Policy`].policy)).toEqual({
        Version: '2012-10-17',
        Statement: resolvedIn(stack, ownStatements({ tlsRequired: true } as any, arn)),
      });
    }
  });

  test("the key's policy is that of CloudFormation", () => {
    const { slots } = written();
    expect(jsonencoded(slots.key.policy)).toEqual(
      dataKeyPolicy(
        { partition: PARTITION, account: ACCOUNT, region: REGION, dnsSuffix: 'amazonaws.com' },
        keyUsers({ keySenders: ['events', 's3', 'sns'] } as any),
      ),
    );
  });

  test('encryption, by SQS or by a key', () => {
    const [own, sqs] = [written(production), written(development)];
    for (const name of ['queue', 'deadLetterQueue']) {
      expect(own.slots[name].kms_master_key_id).toBe(`\${${addressOf(own.queue.resources.key!)}.arn}`);
      expect(own.slots[name]).not.toHaveProperty('sqs_managed_sse_enabled');
      expect(sqs.slots[name].sqs_managed_sse_enabled).toBe(true);
      expect(sqs.slots[name]).not.toHaveProperty('kms_master_key_id');
    }
  });

  test.each(['A', 'A'.repeat(100)])('names fit, with what Terraform adds', id => {
    const stack = terraformStackOf();
    const queue = new ManagedQueue(stack, id, { fifo: true });
    const { queue: main, deadLetterQueue } = slotsIn(configurationOf(stack), queue);
    const names = [main, deadLetterQueue].map(({ name_prefix: prefix }) => `${prefix}${'0'.repeat(26)}.fifo`);
    expect(new Set(names).size).toBe(2);
    for (const name of names) expect(name).toMatch(/^[A-Za-z0-9_-]{1,75}\.fifo$/);
  });

  test('alarms go to the platform team', () => {
    const alarmTopicArn = 'arn:aws:sns:eu-west-1:123456789012:alarms';
    const { slots, queue } = written(production, {}, { alarmTopicArn });
    expect(slots.deadLettersAlarm).toMatchObject({
      alarm_actions: [alarmTopicArn],
      dimensions: { QueueName: `\${${addressOf(queue.resources.deadLetterQueue)}.name}` },
      threshold: 1,
    });
    expect(slots.oldestMessageAlarm).toMatchObject({
      dimensions: { QueueName: `\${${addressOf(queue.resources.queue)}.name}` },
      threshold: 900,
    });
  });

  test.each([
    [development, undefined],
    [production, true],
  ])('no plan destroys what is kept: %s', (tier, prevented) => {
    const { slots } = written(tier, {}, { defaults: { 'queue.ownKey': true } });
    for (const name of ['queue', 'deadLetterQueue', 'key']) {
      expect(slots[name].lifecycle?.prevent_destroy).toBe(prevented);
    }
    expect(slots.queuePolicy).not.toHaveProperty('lifecycle');
  });
});

describe('a sender without a role', () => {
  const statement = {
    Effect: 'Allow',
    Principal: { Service: 'sns.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Condition: { ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:eu-west-1:123456789012:news' } },
  };

  test.each([true, false])('stands beside what the path says (TLS only: %s)', tlsRequired => {
    const stack = terraformStackOf(production, { defaults: { 'queue.tlsRequired': tlsRequired } });
    const queue = new ManagedQueue(stack, 'Signups');
    queue.addToResourcePolicy(statement);
    const configuration = configurationOf(stack);
    const statements = jsonencoded(slotsIn(configuration, queue).queuePolicy.policy).Statement;
    expect(statements).toHaveLength(tlsRequired ? 2 : 1);
    expect(statements[statements.length - 1]).toEqual({
      Resource: `\${${addressOf(queue.resources.queue)}.arn}`,
      ...statement,
    });
    expect(queue.resources.queuePolicy).toBe(queue.resource('queuePolicy'));
    expect(queue.escapes).toEqual([]);
  });
});

describe('a consumer', () => {
  test('sends', () => {
    const stack = terraformStackOf();
    const queue = new ManagedQueue(stack, 'Signups');
    const { queue: main, key } = queue.resources;
    expect(resolvedIn(stack, queue.bind(request))).toEqual({
      capability: 'queue',
      resource: 'Data/Signups',
      access: Access.PUBLISH,
      environmentPrefix: 'SIGNUPS',
      environment: { URL: `\${${addressOf(main)}.url}` },
      permissions: [
        { actions: ['sqs:SendMessage'], resources: [`\${${addressOf(main)}.arn}`] },
        {
          actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
          resources: [`\${${addressOf(key!)}.arn}`],
          conditions: { StringEquals: { 'kms:ViaService': `sqs.${REGION}.amazonaws.com` } },
        },
      ],
      ports: [],
    });
  });

  test('takes', () => {
    const stack = terraformStackOf(development);
    const queue = new ManagedQueue(stack, 'Signups', { fifo: true });
    const address = addressOf(queue.resources.queue);
    expect(resolvedIn(stack, queue.bind(consume))).toMatchObject({
      permissions: [
        {
          actions: ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
          resources: [`\${${address}.arn}`],
        },
      ],
      events: {
        kind: 'queue',
        arn: `\${${address}.arn}`,
        name: `\${${address}.name}`,
        visibilityTimeoutSeconds: 180,
        maxReceiveCount: 5,
        fifo: true,
      },
    });
    expect(() => queue.bind({ ...request, access: Access.READ })).toThrow(BindingError);
  });

  test("in another stack reads the state of the queue's, and changes nothing in it", () => {
    const app = Testing.app();
    const [data, shop] = ['Data', 'Shop'].map(id => terraformStackOf(production, {}, app, id));
    const queue = new ManagedQueue(data, 'Signups');
    const before = queue.slots;
    new AwsProvider(shop, 'AwsProvider');
    new SsmParameter(shop, 'Url', { name: '/url', type: 'String', value: queue.bind(request).environment.URL });
    app.synth();
    const configuration = JSON.parse(readFileSync(join(app.outdir, 'stacks/Shop/cdk.tf.json'), 'utf8'));
    expect(configuration.resource.aws_ssm_parameter.Url.value).toMatch(
      /^\$\{data\.terraform_remote_state\.cross-stack-reference-input-Data\.outputs\./,
    );
    expect(queue.slots).toEqual(before);
  });
});

describe('an existing queue', () => {
  const queueArn = 'arn:aws:sqs:eu-west-1:123456789012:orders';

  test('is used like any other', () => {
    const stack = terraformStackOf();
    expect(resolvedIn(stack, ManagedQueue.fromQueueArn(stack, 'Legacy', queueArn).bind(consume))).toMatchObject({
      environment: { URL: 'https://sqs.eu-west-1.${data.aws_partition.Partition.dns_suffix}/123456789012/orders' },
      permissions: [{ resources: [queueArn] }],
      events: { arn: queueArn, name: 'orders', fifo: false },
    });
    const kmsKeyArn = 'arn:aws:kms:eu-west-1:123456789012:key/1';
    expect(
      ManagedQueue.fromQueueAttributes(stack, 'Keyed', { queueArn, kmsKeyArn }).bind(request).permissions[1],
    ).toEqual({
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [kmsKeyArn],
      conditions: { StringEquals: { 'kms:ViaService': 'sqs.eu-west-1.amazonaws.com' } },
    });
    expect(
      resolvedIn(stack, ManagedQueue.fromQueueName(stack, 'Named', 'orders.fifo').bind(consume)).events,
    ).toMatchObject({ arn: `arn:${PARTITION}:sqs:${REGION}:${ACCOUNT}:orders.fifo`, fifo: true });
  });

  test('may be known at deployment only', () => {
    const stack = terraformStackOf();
    const queue = ManagedQueue.fromQueueArn(
      stack,
      'Legacy',
      new TerraformVariable(stack, 'Arn', { type: 'string' }).stringValue,
    );
    const binding = resolvedIn(stack, queue.bind(consume));
    expect(binding.events).toMatchObject({ arn: '${var.Arn}', name: '${element(split(":", var.Arn), 5)}' });
    expect(binding.environment.URL).toContain('split(":", var.Arn)');
  });
});

describe('the escape hatch', () => {
  test('changes an argument, on record', () => {
    const stack = terraformStackOf();
    const queue = new ManagedQueue(stack, 'Signups');
    queue.escape('queue', Patch.property('name', 'signups'), because);
    queue.escape('queue', Patch.remove('name_prefix'), because);
    const { queue: main } = slotsIn(configurationOf(stack), queue);
    expect(main.name).toBe('signups');
    expect(main).not.toHaveProperty('name_prefix');
    expect(queue.escapes.map(({ kind }) => kind)).toEqual([EscapeKind.PATCH, EscapeKind.PATCH]);
  });

  test('refuses what would do nothing, and finds what nobody recorded', () => {
    const queue = new ManagedQueue(terraformStackOf(), 'Signups');
    expect(() => queue.escape('deadLeterQueue', Patch.property('name', 'x'), because)).toThrow(
      /Did you mean 'deadLetterQueue'/,
    );
    expect(() => queue.escape('queue', Patch.property('delay_second', 1), because)).toThrow(
      /Did you mean 'delay_seconds'/,
    );
    expect(() => queue.escape('queue', Patch.property('delay_seconds', 0), because)).toThrow(EscapeHatchError);
    queue.resources.queue.delaySeconds = 5;
    expect(queue.escapes).toEqual([{ slot: 'queue', kind: EscapeKind.UNRECORDED, properties: ['delay_seconds'] }]);
  });

  test('a queue that stood elsewhere in the state is moved, not replaced', () => {
    const stack = terraformStackOf();
    const queue = new ManagedQueue(stack, 'Signups');
    queue.movedFrom('queue', 'aws_sqs_queue.legacy');
    queue.escape('queue', Patch.remove('name_prefix'), { reason: 'adopted' });
    queue.escape('queue', Patch.property('name', 'legacy'), { reason: 'adopted' });
    expect(JSON.stringify(configurationOf(stack).moved)).toContain('aws_sqs_queue.legacy');
  });
});
