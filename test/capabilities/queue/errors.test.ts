import { App, Stack } from 'aws-cdk-lib';
import { TerraformResource, TerraformStack, Testing } from 'cdktf';
import { queueOn } from './fixture';
import { terraformStackOf } from './terraform-fixture';
import { ManagedQueue } from '../../../src/capabilities/queue/aws';
import { ManagedQueue as TerraformQueue } from '../../../src/capabilities/queue/terraform';
import { TIERS } from '../../../src/path/tier';
import { InvalidInputError } from '../../../src/support/errors';
import { refusal } from '../../fixtures/errors';

const wrong: [any, RegExp, { [decision: string]: any }?][] = [
  [{ visibilityTimeoutSeconds: 0 }, /queue.visibilityTimeoutSeconds is 0, .*from 1 to 43200/],
  [{ visibilityTimeoutSeconds: 43_201 }, /from 1 to 43200/],
  [{ visibilityTimeoutSeconds: 1.5 }, /visibilityTimeoutSeconds is 1.5/],
  [{ visibilityTimeoutSeconds: '30' }, /visibilityTimeoutSeconds is "30"/],
  [{ maxReceiveCount: 0 }, /from 1 to 1000/],
  [{ maxReceiveCount: NaN }, /maxReceiveCount is NaN/],
  [{ retentionDays: 0 }, /from 1 to 14/],
  [{ retentionDays: 15 }, /from 1 to 14/],
  [{ retentionDays: 14 }, /retentionDays is 14, and the dead-letter queue keeps 14 days[^]*at most 13 days/],
  [{ retentionDays: 5 }, /dead-letter queue keeps 5 days/, { 'queue.deadLetterRetentionDays': 5 }],
  [{ fifo: 'yes' }, /fifo is "yes"/],
  [{ owner: 'a|b' }, /owner is "a|b", and cannot be the value of a tag/],
  [{ owner: '' }, /owner is ""/],
  [{ visibilityTimeoutSeconds: 43_200, maxReceiveCount: 14 }, /14 tries of 43200 seconds take longer than the 7 days/],
  [
    { retentionDays: 1, visibilityTimeoutSeconds: 8640, maxReceiveCount: 10 },
    /would be deleted before it reached the dead-letter queue/,
  ],
];

test.each(wrong)('%j is refused, on both engines, and nothing is half-made', (props, message, defaults = {}) => {
  const { stack } = queueOn(TIERS[2], {}, { defaults: { ...defaults, 'queue.retentionDays': 2 } });
  const terraform = terraformStackOf(TIERS[2], { defaults });
  for (const make of [
    () => new ManagedQueue(stack, 'Wrong', props),
    () => new TerraformQueue(terraform, 'Wrong', props),
  ]) {
    const error = refusal(make);
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.complaint.where).toBe('Data/Wrong');
  }
  expect(() => new TerraformQueue(terraform, 'Again', props)).toThrow(message);
  expect(stack.node.tryFindChild('Wrong')).toBeUndefined();
  expect(terraform.node.findAll().filter(TerraformResource.isTerraformResource)).toEqual([]);
});

test('a FIFO queue counts anew in the dead-letter queue, and may keep 14 days', () => {
  expect(queueOn(TIERS[2], { fifo: true, retentionDays: 14 }).queue.resources.queue.messageRetentionPeriod).toBe(
    1_209_600,
  );
});

test('what other languages call nothing was left out', () => {
  expect(queueOn(TIERS[2], { fifo: null, owner: null, retentionDays: null } as any).queue.owner).toBe('platform');
});

describe('an existing queue', () => {
  const queueArn = 'arn:aws:sqs:eu-west-1:123456789012:orders';

  test.each<[any, RegExp]>([
    [{ queueArn: 'orders' }, /queueArn is "orders"/],
    [{ queueArn: 'arn:aws:sqs:eu-west-1:123456789012:*' }, /ARN of one queue/],
    [{ queueArn: 'arn:aws:sns:eu-west-1:123456789012:orders' }, /ARN of one queue/],
    [{ queueArn: undefined }, /queueArn is undefined/],
    [{ queueArn, queueUrl: 'orders' }, /queueUrl is "orders"/],
    [{ queueArn, kmsKeyArn: 'alias/orders' }, /not of an alias/],
    [{ queueArn, fifo: true }, /fifo is true, and the queue is called "orders"/],
    [{ queueArn: `${queueArn}.fifo`, fifo: false }, /fifo is false/],
    [{ queueArn, maxReceiveCount: 1.5 }, /maxReceiveCount is 1.5/],
  ])('%j is refused', (attributes, message) => {
    const [stack, terraform] = [new Stack(new App(), 'Shop'), new TerraformStack(Testing.app(), 'Shop')];
    expect(() => ManagedQueue.fromQueueAttributes(stack, 'Legacy', attributes)).toThrow(message);
    expect(() => TerraformQueue.fromQueueAttributes(terraform, 'Legacy', attributes)).toThrow(message);
  });

  test.each(['', 'a b', '*', 'x'.repeat(81), 'orders.fif', undefined as any])("the name '%s' is refused", name => {
    expect(() => ManagedQueue.fromQueueName(new Stack(new App(), 'Shop'), 'Legacy', name)).toThrow(
      /where: Shop\/Legacy/,
    );
    expect(() => TerraformQueue.fromQueueName(new TerraformStack(Testing.app(), 'Shop'), 'Legacy', name)).toThrow(
      /name of the queue/,
    );
  });
});
