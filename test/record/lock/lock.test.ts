import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { AWS, KEY, lockOf, Make, Outcome, TERRAFORM } from './benches';
import { ManagedQueue } from '../../../src/capabilities/queue/aws';
import { TableKey } from '../../../src/capabilities/table/key';
import { Lock } from '../../../src/path/lock';
import { EnvironmentTier } from '../../../src/path/tier';
import { stackOn } from '../../fixtures/stacks';

const NOTHING: Outcome = { errors: [], warnings: [] };

describe.each([
  ['AWS CDK', AWS],
  ['Terraform', TERRAFORM],
])('on %s', (engine, bench) => {
  const { Queue, Table } = bench;
  const mails: Make = stack => [new Queue(stack, 'Mails')];
  const letters: Make = stack => [new Queue(stack, 'Letters')];

  test('what stands as it was passes without a word', () => {
    expect(bench.synth(mails, lockOf(bench.rows(mails)))).toEqual(NOTHING);
  });

  test('a new name is refused, with the call that says where it was', () => {
    const lock = lockOf(bench.rows(mails));
    const { errors } = bench.synth(letters, lock);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain("'Shop/Mails' is gone, and 'Shop/Letters' is new");
    expect(errors[0]).toContain('the queue (queue)');
    expect(errors[0]).toContain('The app would go on without the data.');
    expect(errors[0]).toContain("movedFrom('Shop/Mails')");
    expect(errors[0]).toContain("goldenpath lock --accept 'Shop/Mails'");
    const moved: Make = stack => {
      const [queue] = letters(stack);
      queue.movedFrom('Shop/Mails');
      return [queue];
    };
    expect(bench.synth(moved, lock)).toEqual(NOTHING);
  });

  test('a place that the lock does not know is said: it may be mistyped', () => {
    const mistyped: Make = stack => {
      const [queue] = mails(stack);
      const other = new Queue(stack, 'New');
      other.movedFrom('Shop/Letter');
      return [queue, other];
    };
    const { errors, warnings } = bench.synth(mistyped, lockOf(bench.rows(mails)));
    expect(errors).toEqual([]);
    expect(warnings.join()).toContain("moved from 'Shop/Letter', and the lock knows nothing at that place");
  });

  test('what is gone is refused, and what is new beside it is not taken for it', () => {
    const lock = lockOf(bench.rows(mails));
    const table: Make = stack => [new Table(stack, 'Orders', KEY)];
    const { errors } = bench.synth(table, lock);
    expect(errors.join()).toContain("'Shop/Mails' is gone:");
    expect(errors.join()).not.toContain('is new');
  });

  test('a property that identifies it is refused, by its name', () => {
    const orders =
      (more: object): Make =>
      stack => [new Table(stack, 'Orders', { ...KEY, ...more })];
    const lock = lockOf(bench.rows(orders({})));
    const other = { partitionKey: TableKey.string('number') };
    const { errors } = bench.synth(orders(other), lock);
    expect(errors.join()).toContain("would replace the table (table) of 'Shop/Orders'");
    expect(errors.join()).toMatch(/"id".*and is .*"number"/s);
    // Another property changes in place.
    expect(bench.synth(orders({ timeToLiveAttribute: 'expires' }), lock)).toEqual(NOTHING);
  });

  test('in development it is a warning, unless it was of a higher tier', () => {
    const { DEVELOPMENT, STAGING } = EnvironmentTier;
    const { errors, warnings } = bench.synth(letters, lockOf(bench.rows(mails, DEVELOPMENT)), DEVELOPMENT);
    expect([errors, warnings.join().includes("'Shop/Mails' is gone")]).toEqual([[], true]);
    expect(bench.synth(letters, lockOf(bench.rows(mails, STAGING)), DEVELOPMENT).errors).toHaveLength(1);
    expect(bench.synth(letters, lockOf(bench.rows(mails, DEVELOPMENT)), STAGING).errors).toHaveLength(1);
  });

  test('what somebody has accepted to lose is not spoken of', () => {
    const accepted = { reason: 'moved to mail', on: '2026-11-30' };
    const rows = bench.rows(mails).map(row => ({ ...row, accepted }));
    expect(bench.synth(letters, lockOf(rows))).toEqual(NOTHING);
  });

  test('a stack that is not synthesised is left alone, and one of another name is refused', () => {
    const lock = lockOf(bench.rows(mails));
    const table: Make = stack => [new Table(stack, 'Orders', KEY)];
    expect(bench.synth(table, lock, undefined, 'Another')).toEqual(NOTHING);
    const { errors } = bench.synth(mails, lock, undefined, 'Store');
    expect(errors.join()).toContain("'Shop/Mails' of the stack 'Shop' has gone to 'Store/Mails' of the stack 'Store'");
  });

  test('a file that is named and not there is a warning; a broken one is an error', () => {
    expect(bench.synth(mails, Lock.file('/nowhere/goldenpath.lock.json')).warnings.join()).toContain(
      "There is no lock at '/nowhere/goldenpath.lock.json'",
    );
    const synth = (text: string) => {
      const outcome = bench.synth(mails, lockOf([], text));
      return outcome.errors.join();
    };
    const message = (text: string) => {
      try {
        return synth(text);
      } catch (error) {
        return (error as Error).message;
      }
    };
    expect(message('<<<<<<< ours\n{}')).toContain('unresolved conflict of a merge');
    expect(message('{')).toContain('The lock is no JSON');
    expect(message('{"lockVersion":"9","resources":[]}')).toContain('Update goldenpath');
    expect(message('{"lockVersion":"1"}')).toContain('no list of resources');
    expect(message('{"lockVersion":"1","resources":[{"path":"A"}]}')).toContain('a resource without slot');
  });

  test.each([
    ['no path', '', 'which is no path'],
    ['itself', 'Shop/Letters', 'from where it stands'],
    ['another stack', 'Store/Mails', "not in the stack 'Shop'"],
    ['something that stands', 'Shop/Orders', 'still there'],
  ])('movedFrom refuses %s', (_, from, says) => {
    const make: Make = stack => {
      new Table(stack, 'Orders', KEY);
      const [queue] = letters(stack);
      expect(() => queue.movedFrom(from)).toThrow(says);
      return [queue];
    };
    expect(bench.rows(make).length).toBeGreaterThan(0);
    expect(engine).toBeTruthy();
  });
});

test('without a lock, an app of production is told once what it would keep', () => {
  const app = new App();
  const stack = stackOn(undefined, {}, app);
  new ManagedQueue(stack, 'Mails');
  const other = stackOn(undefined, {}, app, 'Store');
  new ManagedQueue(other, 'Mails');
  const told = () => app.node.metadata.filter(({ data }) => String(data).includes('there is no lock'));
  app.synth();
  expect(told()).toHaveLength(1);
  expect(told()[0].data).toContain('queue: 4');
  Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('lock'));
  const development = new App();
  new ManagedQueue(stackOn(EnvironmentTier.DEVELOPMENT, {}, development), 'Mails');
  development.synth();
  expect(JSON.stringify(development.node.metadata)).not.toContain('lock');
});

test.each([
  ['AWS CDK', AWS],
  ['Terraform', TERRAFORM],
])('on %s, one place is claimed once, and nothing comes after it there', (_, { Queue, rows }) => {
  const make: Make = stack => {
    const first = new Queue(stack, 'First');
    first.movedFrom('Shop/Mails');
    const second = new Queue(stack, 'Second');
    expect(() => second.movedFrom('Shop/Mails')).toThrow("'Shop/First' was moved from 'Shop/Mails' already");
    expect(() => new Queue(stack, 'Mails')).toThrow("'Shop/First' was moved from 'Shop/Mails', and has the ids");
    return [first];
  };
  expect(rows(make).length).toBeGreaterThan(0);
});

test('the id of a resource is part of what it is on CloudFormation', () => {
  const mails: Make = stack => [new ManagedQueue(stack, 'Mails')];
  const lock = lockOf(AWS.rows(mails));
  const renamed: Make = stack => {
    const [queue] = mails(stack);
    (queue.resource('queue') as CfnResource).overrideLogicalId('Another');
    return [queue];
  };
  const [error] = AWS.synth(renamed, lock).errors;
  expect(error).toMatch(/has another id for the queue \(queue\)/);
  expect(error).toMatch(/keepLogicalId\('queue', 'Mails\w+'\)/);
});

test('a stack whose only construct of the path is taken out is refused as well', () => {
  const mails: Make = stack => [new ManagedQueue(stack, 'Mails')];
  const lock = lockOf(AWS.rows(mails));
  const none: Make = (stack: Stack) => [new CfnResource(stack, 'Other', { type: 'AWS::SNS::Topic' })];
  expect(AWS.synth(none, lock).errors.join()).toContain("'Shop/Mails' is gone");
});

test('a lock is a file or none', () => {
  expect(() => Lock.file(' ')).toThrow('The file is " "');
  expect(() => stackOn(undefined, { lock: 'goldenpath.lock.json' as any })).toThrow('Lock.file');
});
