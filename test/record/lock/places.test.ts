import { App, CfnCondition, Stack, Stage } from 'aws-cdk-lib';
import { AWS, HEARD, KEY, lockOf, Make } from './benches';
import { ManagedQueue } from '../../../src/capabilities/queue/aws';
import { ManagedTable } from '../../../src/capabilities/table/aws';
import { TableKey } from '../../../src/capabilities/table/key';
import { GoldenPath } from '../../../src/path/golden-path';
import { Lock } from '../../../src/path/lock';
import { EnvironmentTier } from '../../../src/path/tier';
import { findingsOf } from '../../fixtures/findings';
import { stackOn } from '../../fixtures/stacks';

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
