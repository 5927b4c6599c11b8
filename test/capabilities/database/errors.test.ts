import { databaseIn, stackOf, StubNetwork } from './fixture';
import { terraformDatabaseIn, terraformStackOf } from './terraform-fixture';
import { ManagedDatabase } from '../../../src/capabilities/database/aws';
import { DatabaseDeployment, DatabaseEngine, DatabaseSize } from '../../../src/capabilities/database/props';
import { ManagedDatabase as TerraformDatabase } from '../../../src/capabilities/database/terraform';
import { InvalidInputError } from '../../../src/support/errors';
import { refusal } from '../../fixtures/errors';

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
  [{ backupRetentionDays: '7' }, /backupRetentionDays is "7"[^]*Give a number/],
  [{ multiAz: 'yes' }, /multiAz is "yes"[^]*true or false/],
  [{ size: 'huge' as DatabaseSize }, /one of "xsmall"/],
  [{ deployment: 'cloud' as DatabaseDeployment }, /one of "serverless", "instance"/],
  [{ engine: undefined }, /engine is missing/],
  [{ engine: 'postgres' }, /engine is not a DatabaseEngine/],
  [{ network: { vpcId: 'vpc-1' } }, /network is not a Network/],
  [{ readrs: 1 }, /'readrs' is not a name in the props[^]*mean 'readers'/],
])('%j is refused on both engines, and the id can be used again', (props, message) => {
  const [stack, terraform] = [stackOf(), terraformStackOf()];
  for (const make of [
    (given?: any) => databaseIn(stack, given),
    (given?: any) => terraformDatabaseIn(terraform, given),
  ]) {
    const error = refusal(() => make(props));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toMatch(message);
    expect(error.complaint.where).toBe('Data/OrdersDb');
  }
  for (const each of [stack, terraform]) expect(each.node.tryFindChild('OrdersDb')).toBeUndefined();
  databaseIn(stack);
  terraformDatabaseIn(terraform);
});

test.each<[any, RegExp]>([
  [undefined, /The props are undefined/],
  [null, /The props are null/],
  ['postgres', /The props are "postgres"/],
  [{}, /engine is missing/],
])('%j for props is refused on both engines', (props, message) => {
  const [stack, terraform] = [stackOf(), terraformStackOf()];
  expect(refusal(() => new ManagedDatabase(stack, 'OrdersDb', props)).message).toMatch(message);
  expect(refusal(() => new TerraformDatabase(terraform, 'OrdersDb', props)).message).toMatch(message);
  for (const each of [stack, terraform]) expect(each.node.children).toHaveLength(0);
});

test('what other languages call nothing was left out', () => {
  const nothing: any = { size: null, databaseName: null, readers: null, multiAz: null, owner: null };
  expect(databaseIn(stackOf(), nothing).decisions).toEqual(databaseIn(stackOf()).decisions);
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
  expect(stack.node.tryFindChild('Db')).toBeUndefined();
});
