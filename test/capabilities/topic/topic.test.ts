import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { ManagedQueue } from '../../../src/capabilities/queue/aws';
import { ManagedQueue as TerraformQueue } from '../../../src/capabilities/queue/terraform';
import { ManagedTopic } from '../../../src/capabilities/topic/aws';
import { ManagedTopic as TerraformTopic } from '../../../src/capabilities/topic/terraform';
import { refusal } from '../../fixtures/errors';
import { expectSlotsComplete } from '../../fixtures/slots';
import { stackOn } from '../../fixtures/stacks';
import { configurationOf, expectTerraformSlots, slotsIn, terraformStackOn } from '../../fixtures/terraform';
import { functionIn } from '../function/fixture';

// What every capability has to do is tested by the suites over all samples. Here stands what is special about a topic.
const filter = { kind: ['signup', { prefix: 'trial-' }] };

test.each([true, false])('a queue subscribes, in its own stack (another one: %s)', apart => {
  const app = new App();
  const stack = stackOn(undefined, {}, app);
  const queue = new ManagedQueue(apart ? new Stack(app, 'Letters') : stack, 'Letters', { owner: 'team' });
  new ManagedTopic(stack, 'News').subscribe(queue, { filter });
  expectSlotsComplete(queue);
  const template = Template.fromStack(Stack.of(queue));
  const RedrivePolicy = { deadLetterTargetArn: Match.anyValue() };
  const subscription = { Protocol: 'sqs', FilterPolicy: filter, RawMessageDelivery: true, RedrivePolicy };
  template.hasResourceProperties('AWS::SNS::Subscription', subscription);
  expect(queue.slots).toContain('newsTopicDeadLetterQueue');
});

test('a function subscribes, and SNS may call it', () => {
  const stack = stackOn();
  const fn = functionIn(stack);
  new ManagedTopic(stack, 'News').subscribe(fn, { bodyFilter: { user: { country: ['ch'] } }, deadLetters: false });
  expectSlotsComplete(fn);
  expect(fn.slots.filter(slot => slot.startsWith('news'))).toEqual(['newsTopicPermission', 'newsTopicSubscription']);
});

test('on Terraform a queue subscribes in the same way', () => {
  const stack = terraformStackOn();
  const queue = new TerraformQueue(stack, 'Letters');
  new TerraformTopic(stack, 'News').subscribe(queue, { filter, raw: false });
  expectTerraformSlots(queue);
  const { newsTopicSubscription } = slotsIn(configurationOf(stack), queue);
  expect(newsTopicSubscription).toMatchObject({ raw_message_delivery: false });
  expect(newsTopicSubscription.filter_policy).toContain('trial-');
});

const FIFO = { fifo: true };
test.each<[string, (topic: ManagedTopic, queue: ManagedQueue, stack: Stack) => void]>([
  ['filter has 0 names', (topic, queue) => topic.subscribe(queue, { filter: {} })],
  ['filter.kind is "signup"', (topic, queue) => topic.subscribe(queue, { filter: { kind: 'signup' } })],
  ["'filtre' is not a name", (topic, queue) => topic.subscribe(queue, { filtre: filter } as any)],
  ['cannot deliver to a FIFO queue', (topic, _, stack) => topic.subscribe(new ManagedQueue(stack, 'Fifo', FIFO))],
  ['delivers to queues only', (_, __, stack) => new ManagedTopic(stack, 'Fifo', FIFO).subscribe(functionIn(stack))],
  ['cannot subscribe', topic => topic.subscribe({} as any)],
  ['topicArn is "news"', (_, __, stack) => ManagedTopic.fromTopicArn(stack, 'Old', 'news')],
])('refused: %s', (says, action) => {
  const stack = stackOn();
  const [topic, queue] = [new ManagedTopic(stack, 'News'), new ManagedQueue(stack, 'Letters')];
  expect(refusal(() => action(topic, queue, stack)).complaint.what).toContain(says);
});
