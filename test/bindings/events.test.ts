import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { linesOf, namesIn, text } from './template-text';
import { Access, IBindable } from '../../src/binding/binding';
import { ManagedBucket } from '../../src/capabilities/bucket/aws';
import { EventSource, GoldenPathFunctionProps } from '../../src/capabilities/function/props';
import { ManagedQueue } from '../../src/capabilities/queue/aws';
import { ManagedTable } from '../../src/capabilities/table/aws';
import { TableKey } from '../../src/capabilities/table/props';
import { CapabilityConstruct } from '../../src/engines/aws/capability-construct';
import { TIERS } from '../../src/path/tier';
import { functionIn } from '../capabilities/function/fixture';
import { QueueStub, workerIn } from '../capabilities/worker/fixture';
import { stackOn } from '../fixtures/stacks';

const SOURCES: {
  [name: string]: { make: (stack: Stack) => IBindable; events: (resource: any) => GoldenPathFunctionProps['events'] };
} = {
  queue: { make: stack => new ManagedQueue(stack, 'Used'), events: queue => [EventSource.queue(queue)] },
  table: {
    make: stack => new ManagedTable(stack, 'Used', { partitionKey: TableKey.string('id') }),
    events: table => [EventSource.tableStream(table)],
  },
  bucket: { make: stack => new ManagedBucket(stack, 'Used'), events: bucket => [EventSource.bucket(bucket)] },
};

function permissions(consumer: CapabilityConstruct, slot: string): string[] {
  const stack = Stack.of(consumer);
  const { Properties } = Template.fromStack(stack).toJSON().Resources[stack.resolve(consumer.resource(slot).logicalId)];
  const names = namesIn(stack, consumer);
  return linesOf(Properties.PolicyDocument.Statement, value => text(value, names)).sort();
}

describe.each(TIERS)('in %s', tier => {
  test.each(Object.keys(SOURCES))('a function that a %s calls may do what consume gives, and no more', name => {
    const { make, events } = SOURCES[name];
    const stack = stackOn(tier);
    const resource = make(stack);
    const called = functionIn(stack, { events: events(resource) }, 'Called');
    const consumer = functionIn(stack, {}, 'Consumer').uses(resource, Access.CONSUME);
    expect(permissions(called, 'policy')).toEqual(permissions(consumer, 'policy'));
  });

  test('a worker may do with its queue what consume gives, and no more', () => {
    const stack = stackOn(tier);
    const queue = SOURCES.queue.make(stack);
    const known = new QueueStub(stack);
    const consumer = workerIn(stack, { queue: known }, 'Consumer').uses(queue, Access.CONSUME);
    const idle = workerIn(stack, { queue: known }, 'Idle');
    const worker = workerIn(stack, { queue });
    const ofStub = permissions(idle, 'taskPolicy');
    expect(permissions(worker, 'taskPolicy')).toEqual(
      permissions(consumer, 'taskPolicy').filter(line => !ofStub.includes(line)),
    );
  });
});
