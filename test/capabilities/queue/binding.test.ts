import { App, CfnOutput, CfnParameter, Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { queueOn } from './fixture';
import { Access, Binding, BindingRequest, Credentials } from '../../../src/binding/binding';
import { ManagedQueue } from '../../../src/capabilities/queue/aws';
import { IQueue } from '../../../src/capabilities/queue/binding';
import { TIERS } from '../../../src/path/tier';
import { BindingError } from '../../../src/support/errors';

const [development, , production] = TIERS;
const request: BindingRequest = { credentials: Credentials.SECRET, userName: 'app', consumer: 'Shop/Orders' };
const consume = { ...request, access: Access.CONSUME };

function bound(queue: IQueue, how = request): Binding {
  return Stack.of(queue).resolve(queue.bind(how));
}

const ofQueue = (attribute: string) => ({ 'Fn::GetAtt': ['Signups66BEFCF8', attribute] });
const throughSqs = {
  StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', ['sqs.', { Ref: 'AWS::Region' }, '.amazonaws.com']] } },
};
const keyArn = { 'Fn::GetAtt': [expect.stringMatching(/^SignupsKey/), 'Arn'] };

test.each([undefined, Access.PUBLISH])('%s: may send, with the key through SQS alone', access => {
  expect(bound(queueOn().queue, { ...request, access })).toEqual({
    capability: 'queue',
    resource: 'Data/Signups',
    access: Access.PUBLISH,
    environmentPrefix: 'SIGNUPS',
    environment: { URL: { Ref: 'Signups66BEFCF8' } },
    permissions: [
      { actions: ['sqs:SendMessage'], resources: [ofQueue('Arn')] },
      { actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [keyArn], conditions: throughSqs },
    ],
    ports: [],
  });
});

test.each([true, false])('consume: may take and delete, and knows what it is started by (FIFO: %s)', fifo => {
  expect(bound(queueOn(production, { fifo, maxReceiveCount: 3, visibilityTimeoutSeconds: 60 }).queue, consume)).toEqual(
    {
      capability: 'queue',
      resource: 'Data/Signups',
      access: Access.CONSUME,
      environmentPrefix: 'SIGNUPS',
      environment: { URL: { Ref: 'Signups66BEFCF8' } },
      permissions: [
        {
          actions: ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
          resources: [ofQueue('Arn')],
        },
        { actions: ['kms:Decrypt'], resources: [keyArn], conditions: throughSqs },
      ],
      ports: [],
      events: {
        kind: 'queue',
        arn: ofQueue('Arn'),
        name: ofQueue('QueueName'),
        visibilityTimeoutSeconds: 60,
        maxReceiveCount: 3,
        fifo,
      },
    },
  );
});

test('without a key of its own there is no permission on one', () => {
  for (const how of [request, consume]) expect(bound(queueOn(development).queue, how).permissions).toHaveLength(1);
});

test.each([Access.READ, Access.WRITE, Access.READ_WRITE])('%s is refused', access => {
  const bind = () => queueOn().queue.bind({ ...request, access });
  expect(bind).toThrow(BindingError);
  expect(bind).toThrow(/no data to [^]*Shop\/Orders uses Data\/Signups[^]*Access.PUBLISH or Access.CONSUME/);
});

test('binding changes nothing in the stack of the queue, and nothing points back', () => {
  const app = new App();
  const { stack, queue } = queueOn(production, {}, {}, app);
  const shop = new Stack(app, 'Shop');
  const before = queue.slots;
  const { environment, permissions } = queue.bind(consume);
  [environment.URL, ...permissions.flatMap(({ resources }) => resources)].forEach(
    (value, index) => new CfnOutput(shop, `Value${index}`, { value }),
  );
  app.synth();
  expect([queue.slots, queue.escapes, stack.dependencies]).toEqual([before, [], []]);
  expect(shop.dependencies).toEqual([stack]);
});

describe('an existing queue', () => {
  const queueArn = 'arn:aws:sqs:eu-west-1:123456789012:orders';
  const kmsKeyArn = 'arn:aws:kms:eu-west-1:123456789012:key/0a1b';
  const shop = () => new Stack(new App(), 'Shop');

  test('by its ARN', () => {
    const queue = ManagedQueue.fromQueueArn(shop(), 'Legacy', queueArn);
    expect(bound(queue, consume)).toMatchObject({
      resource: 'Shop/Legacy',
      environmentPrefix: 'LEGACY',
      environment: {
        URL: { 'Fn::Join': ['', ['https://sqs.eu-west-1.', { Ref: 'AWS::URLSuffix' }, '/123456789012/orders']] },
      },
      permissions: [{ resources: [queueArn] }],
      events: { arn: queueArn, name: 'orders', fifo: false },
    });
    expect(bound(queue, consume).events?.visibilityTimeoutSeconds).toBeUndefined();
    expect(ManagedQueue.fromQueueArn(shop(), 'Legacy', `${queueArn}.fifo`).bind(consume).events?.fifo).toBe(true);
  });

  test('by its name, in this account and region', () => {
    const queue = ManagedQueue.fromQueueName(shop(), 'Legacy', 'orders.fifo');
    expect(bound(queue, consume).events).toMatchObject({ name: 'orders.fifo', fifo: true });
    expect(bound(queue).permissions[0].resources).toEqual([
      {
        'Fn::Join': [
          '',
          [
            'arn:',
            { Ref: 'AWS::Partition' },
            ':sqs:',
            { Ref: 'AWS::Region' },
            ':',
            { Ref: 'AWS::AccountId' },
            ':orders.fifo',
          ],
        ],
      },
    ]);
  });

  test('by all that is known of it', () => {
    const queue = ManagedQueue.fromQueueAttributes(shop(), 'Legacy', {
      queueArn,
      kmsKeyArn,
      queueUrl: 'https://sqs.eu-west-1.amazonaws.com/1/orders',
      visibilityTimeoutSeconds: 30,
      maxReceiveCount: 2,
    });
    expect(bound(queue, consume)).toMatchObject({
      environment: { URL: 'https://sqs.eu-west-1.amazonaws.com/1/orders' },
      permissions: [
        {},
        {
          actions: ['kms:Decrypt'],
          resources: [kmsKeyArn],
          conditions: { StringEquals: { 'kms:ViaService': 'sqs.eu-west-1.amazonaws.com' } },
        },
      ],
      events: { visibilityTimeoutSeconds: 30, maxReceiveCount: 2 },
    });
    expect(bound(queue).permissions[1].actions).toEqual(['kms:Decrypt', 'kms:GenerateDataKey']);
  });

  test('of plain CDK, with its key and what else it tells', () => {
    const stack = shop();
    const key = new kms.Key(stack, 'Key');
    const deadLetters = new sqs.Queue(stack, 'Dead', { fifo: true });
    const plain = new sqs.Queue(stack, 'Plain', {
      encryptionMasterKey: key,
      fifo: true,
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: 7 },
    });
    const queue = ManagedQueue.fromQueue(stack, 'Orders', plain);
    expect(bound(queue, consume)).toMatchObject({
      environment: { URL: stack.resolve(plain.queueUrl) },
      permissions: [{ resources: [stack.resolve(plain.queueArn)] }, { resources: [stack.resolve(key.keyArn)] }],
      events: { visibilityTimeoutSeconds: 30, maxReceiveCount: 7, fifo: true },
    });
    const imported = ManagedQueue.fromQueue(
      stack,
      'Imported',
      sqs.Queue.fromQueueAttributes(stack, 'Other', { queueArn, keyArn: kmsKeyArn }),
    );
    expect(bound(imported, consume)).toMatchObject({
      permissions: [{ resources: [queueArn] }, { resources: [kmsKeyArn] }],
      events: { fifo: false },
    });
    expect(bound(imported, consume).events?.visibilityTimeoutSeconds).toBeUndefined();
  });

  test('a view of ours tells all that the queue does', () => {
    const { queue, stack } = queueOn(production, { visibilityTimeoutSeconds: 60 });
    const again = ManagedQueue.fromQueue(stack, 'Again', queue.queue);
    expect(bound(again).permissions.map(({ resources }) => resources)).toEqual(
      bound(queue).permissions.map(({ resources }) => resources),
    );
    expect(again.bind(consume).events?.visibilityTimeoutSeconds).toBe(60);
  });

  test('tokens are let through', () => {
    const stack = shop();
    const token = new CfnParameter(stack, 'Arn').valueAsString;
    const queue = ManagedQueue.fromQueueArn(stack, 'Legacy', token);
    expect(JSON.stringify(bound(queue, consume))).toContain('"Fn::Select":[5,');
    expect(() =>
      ManagedQueue.fromQueueAttributes(stack, 'Other', {
        queueArn: token,
        queueUrl: Token.asString({ Ref: 'Url' }),
        kmsKeyArn: Token.asString({ Ref: 'Key' }),
        fifo: true,
      }).bind(consume),
    ).not.toThrow();
  });

  test('makes no resources', () => {
    const stack = shop();
    ManagedQueue.fromQueueArn(stack, 'Legacy', queueArn).bind(consume);
    expect(Template.fromStack(stack).toJSON().Resources).toBeUndefined();
  });
});
