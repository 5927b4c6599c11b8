import { App } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { Access } from '../../src/binding/binding';
import { ManagedBucket } from '../../src/capabilities/bucket/aws';
import { ManagedDatabase } from '../../src/capabilities/database/aws';
import { GoldenPathFunction } from '../../src/capabilities/function/aws';
import { FunctionCode } from '../../src/capabilities/function/props';
import { Network } from '../../src/capabilities/network/aws';
import { ManagedQueue } from '../../src/capabilities/queue/aws';
import { ManagedSecret } from '../../src/capabilities/secret/aws';
import { ManagedTable } from '../../src/capabilities/table/aws';
import { TableKey } from '../../src/capabilities/table/props';
import { GoldenPathWorker } from '../../src/capabilities/worker/aws';
import { arbitraryFunction, arbitraryWorker, Sources } from '../../test/fixtures/arbitrary-consumers';
import { arbitraryDatabase, arbitraryNetwork } from '../../test/fixtures/arbitrary-data';
import {
  arbitraryBucket,
  arbitraryQueue,
  arbitrarySecret,
  arbitraryTable,
} from '../../test/fixtures/arbitrary-resources';
import { arbitraryService } from '../../test/fixtures/arbitrary-services';
import { serviceIn } from '../../test/fixtures/services';
import { ENV, stackOn } from '../../test/fixtures/stacks';

// What anybody may ask for, drawn from the generators of the property tests: cfn-lint and CDK's own validation must
// find nothing
// wrong with any of it. The same seed gives the same templates.
const OPTIONS = { numRuns: 12, seed: 20261201 };
const ALARMS = { alarmTopicArn: 'arn:aws:sns:eu-west-1:123456789012:alarms' };

const SOURCES: Sources = {
  // Six times as long as a function may take, and a window.
  queue: (scope, id, fifo) => new ManagedQueue(scope, id, { fifo, visibilityTimeoutSeconds: 5460 }),
  table: (scope, id) => new ManagedTable(scope, id, { partitionKey: TableKey.string('id') }),
  bucket: (scope, id) => new ManagedBucket(scope, id),
};

/** Code that needs no bundling. */
const CODE = FunctionCode.python(__dirname, { handler: 'arbitrary.handler' });

export function build(app: App): void {
  fc.sample(arbitraryService, OPTIONS).forEach(({ id, tier, props }, i) => {
    serviceIn(stackOn(tier, ALARMS, app, `Service${i}`, { env: ENV }), { ...props, owner: props.owner ?? 'team' }, id);
  });
  fc.sample(arbitraryDatabase, OPTIONS).forEach(({ tier, props }, i) => {
    new ManagedDatabase(stackOn(tier, ALARMS, app, `Database${i}`, { env: ENV }), 'Db', props);
  });
  fc.sample(arbitraryNetwork, OPTIONS).forEach(({ tier, props }, i) => {
    new Network(stackOn(tier, ALARMS, app, `Network${i}`, { env: ENV }), 'Network', props);
  });
  fc.sample(fc.tuple(arbitraryQueue, arbitraryTable, arbitraryBucket, arbitrarySecret), OPTIONS).forEach((each, i) => {
    const [queue, table, bucket, secret] = each.map(({ props }) => props) as any[];
    const stack = stackOn(each[0].tier, ALARMS, app, `Data${i}`, { env: ENV });
    // Used by somebody, so that there are policies to look at.
    serviceIn(stack)
      .uses(new ManagedQueue(stack, 'Queue', queue))
      .uses(new ManagedTable(stack, 'Table', table))
      .uses(new ManagedBucket(stack, 'Bucket', bucket))
      .uses(new ManagedSecret(stack, 'Secret', secret), Access.READ_WRITE);
  });
  fc.sample(arbitraryWorker, OPTIONS).forEach(({ tier, props }, i) => {
    const stack = stackOn(tier, ALARMS, app, `Worker${i}`, { env: ENV });
    new GoldenPathWorker(stack, 'Worker', props(stack, SOURCES));
  });
  fc.sample(arbitraryFunction(CODE), OPTIONS).forEach(({ tier, props }, i) => {
    const stack = stackOn(tier, ALARMS, app, `Function${i}`, { env: ENV });
    const fn = new GoldenPathFunction(stack, 'Function', props(stack, SOURCES));
    // In the network, for something with a port.
    if (i % 2 === 0) fn.uses(serviceIn(stack));
  });
}
