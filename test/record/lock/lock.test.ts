import { mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, CfnCondition, CfnResource, Stack, Stage } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Testing } from 'cdktf';
import { ManagedQueue } from '../../../src/capabilities/queue/aws';
import { ManagedQueue as TerraformQueue } from '../../../src/capabilities/queue/terraform';
import { ManagedTable } from '../../../src/capabilities/table/aws';
import { TableKey } from '../../../src/capabilities/table/key';
import { ManagedTable as TerraformTable } from '../../../src/capabilities/table/terraform';
import { GoldenPath } from '../../../src/path/golden-path';
import { Lock } from '../../../src/path/lock';
import { EnvironmentTier } from '../../../src/path/tier';
import { findingsOf } from '../../fixtures/findings';
import { stackOn } from '../../fixtures/stacks';
import { configurationOf, terraformStackOn } from '../../fixtures/terraform';

type Make = (stack: any) => any[];
interface Outcome {
  readonly errors: string[];
  readonly warnings: string[];
}
interface Bench {
  readonly Queue: any;
  readonly Table: any;
  /** Synthesises an app of one stack, beside a lock. */
  synth(make: Make, lock: Lock, tier?: EnvironmentTier, id?: string): Outcome;
  /** The rows that the constructs of an app would have. */
  rows(make: Make, tier?: EnvironmentTier): any[];
}

const AWS: Bench = {
  Queue: ManagedQueue,
  Table: ManagedTable,
  synth(make, lock, tier, id = 'Shop') {
    const stack = stackOn(tier, { lock, ...HEARD }, new App(), id);
    make(stack);
    const { said, error } = findingsOf(stack);
    const of = (severity: string) =>
      said.filter(each => each.severity === severity).map(({ rule, text, fix }) => `${rule} ${text} ${fix}`);
    const fatal = of('fatal');
    return { errors: fatal.length === 0 && error ? [error] : fatal, warnings: of('warning') };
  },
  rows: (make, tier) => make(stackOn(tier, { lock: Lock.none() })).flatMap(each => each._standing()),
};

const TERRAFORM: Bench = {
  Queue: TerraformQueue,
  Table: TerraformTable,
  synth(make, lock, tier, id = 'Shop') {
    const stack = terraformStackOn(tier, { lock, ...HEARD }, Testing.app(), id);
    make(stack);
    const errors: string[] = [];
    try {
      configurationOf(stack);
    } catch (error) {
      errors.push((error as Error).message);
    }
    const said = stack.node.metadata.filter(({ type }) => type === '@cdktf/warn').map(({ data }) => data);
    return { errors, warnings: said };
  },
  rows: (make, tier) => make(terraformStackOn(tier, { lock: Lock.none() })).flatMap(each => each._standing()),
};

/** Alarms that tell nobody are another matter. */
const HEARD = { alarmTopicArn: 'arn:aws:sns:eu-west-1:123456789012:alarms' };

function lockOf(resources: object[], text?: string): Lock {
  const file = join(mkdtempSync(join(tmpdir(), 'lock-')), 'goldenpath.lock.json');
  writeFileSync(file, text ?? JSON.stringify({ lockVersion: '1', resources }));
  return Lock.file(file);
}

const NOTHING: Outcome = { errors: [], warnings: [] };
const KEY = { partitionKey: TableKey.string('id') };

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

describe('an app of several environments', () => {
  /** What an app of stages, each with a stack, says beside the lock of another app like it. */
  const synth = (stages: { [name: string]: string }, lock: Lock, tiers: { [name: string]: EnvironmentTier } = {}) => {
    const app = new App();
    const rows: any[] = [];
    for (const [name, id] of Object.entries(stages)) {
      const stage = new Stage(app, name);
      const tier = tiers[name] ?? EnvironmentTier.STAGING;
      new GoldenPath({ organization: 'acme', owner: 'platform', tier, lock, ...HEARD }).attachTo(stage);
      const table = new ManagedTable(new Stack(stage, id), 'Orders', KEY);
      rows.push(...table._standing());
    }
    const { said } = findingsOf(app);
    return { rows, fatal: said.filter(({ severity }) => severity === 'fatal').map(({ text }) => text) };
  };
  const both = () => lockOf(synth({ Dev: 'Shop', Prod: 'Shop' }, Lock.none()).rows);

  test('as it was, or with one that is new, or one at a time, says nothing', () => {
    const lock = both();
    expect(synth({ Dev: 'Shop', Prod: 'Shop' }, lock).fatal).toEqual([]);
    expect(synth({ Dev: 'Shop', Prod: 'Shop', Qa: 'Shop' }, lock).fatal).toEqual([]);
    expect(synth({ Dev: 'Shop' }, lock).fatal).toEqual([]);
  });

  test('with a stack of another name in one of them is refused', () => {
    const { fatal } = synth({ Dev: 'Shop', Prod: 'Store' }, both());
    expect(fatal).toHaveLength(1);
    expect(fatal[0]).toContain("'Prod/Shop/Orders' of the stack 'Prod-Shop' has gone to 'Prod/Store/Orders'");
  });

  test('whose stack goes into a stage is refused; one of another tier is another environment', () => {
    const alone = lockOf(AWS.rows(stack => [new ManagedTable(stack, 'Orders', KEY)]));
    const { PRODUCTION } = EnvironmentTier;
    expect(synth({ Prod: 'Shop' }, alone, { Prod: PRODUCTION }).fatal).toHaveLength(1);
    expect(synth({ Qa: 'Shop' }, alone).fatal).toEqual([]);
  });
});

describe('of a table that stands', () => {
  const orders: Make = stack => [new ManagedTable(stack, 'Orders', KEY)];
  const changed = (change: (table: any, stack: any) => void) => {
    const make: Make = stack => {
      const [table] = orders(stack);
      change(table, stack);
      return [table];
    };
    return AWS.synth(make, lockOf(AWS.rows(orders))).errors.join();
  };

  test.each<[string, (table: any, stack: any) => void, string]>([
    ['the resource is taken out', table => table.node.tryRemoveChild('Resource'), "has no 'table' any more"],
    [
      'the type is another',
      table => table.resources.table.addOverride('Type', 'AWS::DynamoDB::GlobalTable'),
      "'table'",
    ],
    [
      'a condition decides whether it is there',
      (table, stack) => {
        table.resources.table.cfnOptions.condition = new CfnCondition(stack, 'Never');
      },
      'Condition of table was null',
    ],
  ])('%s', (_, change, says) => {
    expect(changed(change)).toContain(says);
  });

  test('another type of its key is another table', () => {
    const number: Make = stack => [new ManagedTable(stack, 'Orders', { partitionKey: TableKey.number('id') })];
    const { errors } = AWS.synth(number, lockOf(AWS.rows(orders)));
    expect(errors.join()).toMatch(/AttributeDefinitions of table was .*"S".*"N"/);
  });

  test('another region is said by its name', () => {
    const row = AWS.rows(orders).map(each => ({ ...each, environment: '123456789012/eu-west-1' }));
    const app = new App();
    const stack = stackOn(undefined, { lock: lockOf(row) }, app, 'Shop', {
      env: { account: '123456789012', region: 'us-east-1' },
    });
    orders(stack);
    const found = findingsOf(stack).said.filter(({ rule }) => rule === 'lock:another-place');
    expect(found[0]?.text).toContain('was deployed to 123456789012/eu-west-1, and goes to 123456789012/us-east-1 now');
  });

  test('a queue of the same id is another thing', () => {
    const queue: Make = stack => [new ManagedQueue(stack, 'Orders')];
    expect(AWS.synth(queue, lockOf(AWS.rows(orders))).errors.join()).toMatch(/'Shop\/Orders'/);
  });
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
