import { CfnResource } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { idOf, queueOn, slotsOf } from './fixture';
import { keyUsers } from '../../../src/capabilities/queue/policies';
import { ManagedQueueProps } from '../../../src/capabilities/queue/props';
import { dataKeyPolicy } from '../../../src/parts/data-key/policies';
import { GoldenPathProps } from '../../../src/path/golden-path';
import { TIERS } from '../../../src/path/tier';
import { expectSlotsComplete } from '../../fixtures/slots';

const [development, staging, production] = TIERS;

const variants: [ManagedQueueProps, GoldenPathProps['defaults']][] = [
  [{}, {}],
  [{ fifo: true }, {}],
  [{ maxReceiveCount: 1, visibilityTimeoutSeconds: 30, retentionDays: 1 }, {}],
  [{}, { 'queue.tlsRequired': false }],
  [{}, { 'queue.ownKey': true, 'queue.alarms': true }],
];

test.each(TIERS.flatMap(tier => variants.map(([props, defaults]) => [tier, props, defaults] as const)))(
  '%s %j %j: every resource is a slot, and the other way round',
  (tier, props, defaults) => {
    const { queue } = queueOn(tier, props, { defaults });
    expectSlotsComplete(queue);
    const named = Object.values(queue.resources).filter(CfnResource.isCfnResource);
    expect(named).toHaveLength(queue.slots.length);
    for (const slot of queue.slots) {
      const { id, scope } = queue.resource(slot).node;
      expect(scope).toBe(queue);
      expect(slot === 'queue' ? 'Resource' : slot.charAt(0).toUpperCase() + slot.slice(1)).toBe(id);
    }
    expect(queue.escapes).toEqual([]);
  },
);

test('the slots', () => {
  expect(queueOn(production).queue.slots).toEqual([
    'key',
    'deadLetterQueue',
    'queue',
    'queuePolicy',
    'deadLetterQueuePolicy',
    'deadLettersAlarm',
    'oldestMessageAlarm',
  ]);
  expect(queueOn(development).queue.slots).toEqual([
    'deadLetterQueue',
    'queue',
    'queuePolicy',
    'deadLetterQueuePolicy',
  ]);
});

test('the main resource has the logical id that an L2 of the same id would have', () => {
  expect(idOf(queueOn().queue.resources.queue)).toBe('Signups66BEFCF8');
});

describe('the two queues', () => {
  test('what fails goes to the other one, and nowhere is a name', () => {
    const { queue } = queueOn();
    const { queue: main, deadLetterQueue } = slotsOf(queue);
    const key = { 'Fn::GetAtt': [idOf(queue.resources.key!), 'Arn'] };
    expect(main.Properties).toEqual({
      DelaySeconds: 0,
      KmsDataKeyReusePeriodSeconds: 300,
      KmsMasterKeyId: key,
      MaximumMessageSize: 1_048_576,
      MessageRetentionPeriod: 604_800,
      ReceiveMessageWaitTimeSeconds: 20,
      RedriveAllowPolicy: { redrivePermission: 'denyAll' },
      RedrivePolicy: {
        deadLetterTargetArn: { 'Fn::GetAtt': [idOf(queue.resources.deadLetterQueue), 'Arn'] },
        maxReceiveCount: 5,
      },
      Tags: expect.any(Array),
      VisibilityTimeout: 180,
    });
    expect(deadLetterQueue.Properties).toEqual({
      KmsDataKeyReusePeriodSeconds: 300,
      KmsMasterKeyId: key,
      MaximumMessageSize: 1_048_576,
      MessageRetentionPeriod: 1_209_600,
      ReceiveMessageWaitTimeSeconds: 20,
      RedriveAllowPolicy: { redrivePermission: 'allowAll' },
      Tags: expect.any(Array),
    });
  });

  test('are encrypted by SQS where they have no key', () => {
    const { queue, deadLetterQueue } = slotsOf(queueOn(development).queue);
    for (const { Properties } of [queue, deadLetterQueue]) {
      expect(Properties.SqsManagedSseEnabled).toBe(true);
      expect(Properties).not.toHaveProperty('KmsMasterKeyId');
      expect(Properties).not.toHaveProperty('KmsDataKeyReusePeriodSeconds');
    }
  });

  test('are both FIFO, or neither', () => {
    const { queue, deadLetterQueue } = slotsOf(queueOn(production, { fifo: true }).queue);
    for (const { Properties } of [queue, deadLetterQueue]) {
      expect(Properties).toMatchObject({
        FifoQueue: true,
        DeduplicationScope: 'messageGroup',
        FifoThroughputLimit: 'perMessageGroupId',
      });
      expect(Properties).not.toHaveProperty('QueueName');
    }
    expect(queue.Properties.ContentBasedDeduplication).toBe(false);
    for (const { Properties } of Object.values(slotsOf(queueOn().queue))) {
      expect(Object.keys(Properties).filter(name => /Fifo|Deduplication/.test(name))).toEqual([]);
    }
  });

  test.each([
    [development, 'Delete', 'Delete'],
    [staging, 'RetainExceptOnCreate', 'Retain'],
    [production, 'RetainExceptOnCreate', 'Retain'],
  ])('on removal in %s: %s, on replacement: %s', (tier, onRemoval, onReplacement) => {
    const { queue, deadLetterQueue, queuePolicy, deadLetterQueuePolicy } = slotsOf(queueOn(tier).queue);
    for (const each of [queue, deadLetterQueue, queuePolicy, deadLetterQueuePolicy]) {
      expect([each.DeletionPolicy, each.UpdateReplacePolicy]).toEqual([onRemoval, onReplacement]);
    }
  });
});

test('each queue has one policy: no clear text', () => {
  const { queue } = queueOn();
  const slots = slotsOf(queue);
  for (const name of ['queue', 'deadLetterQueue'] as const) {
    expect(slots[`${name}Policy`].Properties).toEqual({
      Queues: [{ Ref: idOf(queue.resources[name]) }],
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'TlsOnly',
            Effect: 'Deny',
            Principal: { AWS: '*' },
            Action: 'sqs:*',
            Resource: { 'Fn::GetAtt': [idOf(queue.resources[name]), 'Arn'] },
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
        ],
      },
    });
  }
});

test('the key is for SQS, and lets in what sends without a role', () => {
  const { stack, queue } = queueOn();
  const { key } = slotsOf(queue);
  expect([key.DeletionPolicy, key.UpdateReplacePolicy]).toEqual(['RetainExceptOnCreate', 'Retain']);
  const { partition, account, region, urlSuffix: dnsSuffix } = stack;
  const users = keyUsers({ keySenders: ['events', 's3', 'sns'] } as any);
  const policy = stack.resolve(dataKeyPolicy({ partition, account, region, dnsSuffix }, users));
  expect(key.Properties.KeyPolicy).toEqual(policy);
  expect(policy.Statement.find((each: any) => each.Sid === 'Senders')).toEqual({
    Sid: 'Senders',
    Effect: 'Allow',
    Principal: { Service: ['events.amazonaws.com', 's3.amazonaws.com', 'sns.amazonaws.com'] },
    Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
    Resource: '*',
    Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
  });
  expect(
    JSON.stringify(slotsOf(queueOn(production, {}, { defaults: { 'queue.keySenders': [] } }).queue).key),
  ).not.toContain('Senders');
});

test('alarms: anything dead, and anything old', () => {
  const alarmTopicArn = 'arn:aws:sns:eu-west-1:123456789012:alarms';
  const { stack, queue } = queueOn(production, {}, { alarmTopicArn });
  const template = Template.fromStack(stack);
  template.allResourcesProperties('AWS::CloudWatch::Alarm', {
    AlarmActions: [alarmTopicArn],
    OKActions: [alarmTopicArn],
    Namespace: 'AWS/SQS',
    Statistic: 'Maximum',
  });
  const nameOf = (resource: CfnResource) => [
    { Name: 'QueueName', Value: { 'Fn::GetAtt': [idOf(resource), 'QueueName'] } },
  ];
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: 'ApproximateNumberOfMessagesVisible',
    Dimensions: nameOf(queue.resources.deadLetterQueue),
    Threshold: 1,
    EvaluationPeriods: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    AlarmDescription: Match.stringLikeRegexp('Data/Signups failed 5 times'),
  });
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: 'ApproximateAgeOfOldestMessage',
    Dimensions: nameOf(queue.resources.queue),
    Threshold: 900,
    EvaluationPeriods: 5,
  });
});

test('no props are needed', () => {
  const { queue } = queueOn(production, undefined);
  expect(queue.owner).toBe('platform');
  expect(queueOn(production, { owner: 'team-orders' }).queue.owner).toBe('team-orders');
});
