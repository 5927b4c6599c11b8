import { environmentPrefixOf } from '../../src/binding/binding';

test.each([
  ['OrdersDb', 'ORDERS_DB'],
  ['orders-db', 'ORDERS_DB'],
  ['orders', 'ORDERS'],
  ['SQSQueue', 'SQS_QUEUE'],
  ['MyDB2Reader', 'MY_DB2_READER'],
  ['2ndDb', 'ID_2ND_DB'],
  ['-a-', 'A'],
  ['注文', ''],
  ['a..b', 'A_B'],
  ['ORDERS_DB', 'ORDERS_DB'],
])('the variables of %s start with %s', (id, prefix) => {
  expect(environmentPrefixOf(id)).toBe(prefix);
});
