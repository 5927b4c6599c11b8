import { databaseIn, stackOf, StubNetwork } from './fixture';
import { ManagedDatabase } from '../../../src/capabilities/database/aws';
import { DatabaseDeployment, DatabaseEngine, DatabaseSize } from '../../../src/capabilities/database/props';
import { InvalidInputError } from '../../../src/support/errors';

test.each<[any, RegExp]>([
  [{ databaseName: '1st' }, /databaseName is '1st'/],
  [{ databaseName: 'orders-db' }, /letters, digits and underscores/],
  [{ databaseName: '' }, /databaseName is ''/],
  [{ databaseName: 'x'.repeat(64) }, /at most 63/],
  [{ readers: -1 }, /database.readers is -1/],
  [{ readers: 16 }, /from 0 to 15/],
  [{ readers: 1.5 }, /readers is 1.5/],
  [
    { readers: 1, deployment: DatabaseDeployment.INSTANCE },
    /deployment 'instance' has none[^]*Give DatabaseDeployment.SERVERLESS[^]*guides\/database.md/,
  ],
  [{ readers: -1, deployment: DatabaseDeployment.INSTANCE }, /has none/],
  [{ backupRetentionDays: 0 }, /from 1 to 35/],
  [{ backupRetentionDays: 36 }, /from 1 to 35/],
  [{ backupRetentionDays: NaN }, /backupRetentionDays is NaN/],
  [{ size: 'huge' as DatabaseSize }, /one of "xsmall"/],
  [{ deployment: 'cloud' as DatabaseDeployment }, /one of "serverless", "instance"/],
  [{ engine: undefined }, /engine is missing/],
])('%j is refused', (props, message) => {
  const stack = stackOf();
  expect(() => databaseIn(stack, props)).toThrow(InvalidInputError);
  expect(() => databaseIn(stack, props, 'Again')).toThrow(message);
  expect(() => databaseIn(stack, props, 'Third')).toThrow(/where: Data\/Third/);
});

test('nothing is half-made', () => {
  const stack = stackOf();
  expect(() => databaseIn(stack, { readers: 99 })).toThrow();
  expect(stack.node.tryFindChild('OrdersDb')!.node.findAll()).toHaveLength(1);
});

test('an instance may say that it has no readers', () => {
  expect(databaseIn(stackOf(), { readers: 0, deployment: DatabaseDeployment.INSTANCE }).resources.readers).toEqual([]);
});

test('a network without two isolated subnets is refused', () => {
  const stack = stackOf();
  const network = new StubNetwork(stack, 'Small', ['subnet-1']);
  expect(() => new ManagedDatabase(stack, 'Db', { engine: DatabaseEngine.postgres(), network })).toThrow(
    /1 isolated subnets/,
  );
});
