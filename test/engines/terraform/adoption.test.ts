import { ManagedQueue } from '../../../src/capabilities/queue/terraform';
import { Patch } from '../../../src/record/patch';
import { refusal } from '../../fixtures/errors';
import { configurationOf, terraformStackOn } from '../../fixtures/terraform';

function queueIn() {
  const stack = terraformStackOn();
  const queue = new ManagedQueue(stack, 'Jobs');
  queue.escape('queue', Patch.remove('name_prefix'), { reason: 'adopted' });
  return { stack, queue };
}

test.each([
  'aws_sqs_queue.legacy',
  'aws_sqs_queue.this[0]',
  'aws_sqs_queue.this["orders.v1[eu]"]',
  'module.jobs.aws_sqs_queue.this[0]',
  'module.jobs["a \\"quoted\\" key"].module.inner[2].aws_sqs_queue.this',
])('%s is moved', address => {
  const { stack, queue } = queueIn();
  queue.movedFrom('queue', address);
  const { moved } = configurationOf(stack);
  expect(moved).toEqual([{ from: address, to: expect.stringMatching(/^aws_sqs_queue\.Jobs/) }]);
});

test.each([
  'aws_sns_topic.legacy',
  'data.aws_sqs_queue.legacy',
  'module.jobs',
  'module.aws_sqs_queue.this',
  'aws_sqs_queue.this[first]',
  'aws_sqs_queue.this.url',
  'aws_sqs_queue.',
  'aws_sqs_queue.this[0][1]',
])('%s is refused', address => {
  const { complaint } = refusal(() => queueIn().queue.movedFrom('queue', address));
  expect(complaint).toMatchObject({
    where: "Shop/Jobs, slot 'queue'",
    hint: expect.stringContaining('module.legacy.aws_sqs_queue.this[0]'),
  });
});

test('what no state knows is imported', () => {
  const { stack, queue } = queueIn();
  queue.importFrom('queue', 'https://sqs.eu-west-1.amazonaws.com/111122223333/jobs');
  expect(configurationOf(stack).import).toEqual([
    { id: 'https://sqs.eu-west-1.amazonaws.com/111122223333/jobs', to: expect.stringMatching(/^aws_sqs_queue\.Jobs/) },
  ]);
  expect(queue.escapes).toHaveLength(1);
});

test('an empty id, and a second origin, are refused', () => {
  const { queue } = queueIn();
  expect(refusal(() => queue.importFrom('queue', ' ')).complaint.what).toMatch(/imports nothing/);
  queue.movedFrom('queue', 'aws_sqs_queue.legacy');
  expect(refusal(() => queue.importFrom('queue', 'jobs')).complaint.what).toMatch(/comes from aws_sqs_queue.legacy/);
  expect(refusal(() => queue.movedFrom('queue', 'aws_sqs_queue.other')).complaint.hint).toMatch(/once/);
});
