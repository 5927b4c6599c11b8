import { BY_EMAIL, tableIn } from './fixture';
import { terraformTableIn } from './terraform-fixture';
import { ManagedTable } from '../../../src/capabilities/table/aws';
import { TableCapacity, TableKey, TableProjection } from '../../../src/capabilities/table/props';
import { ManagedTable as TerraformTable } from '../../../src/capabilities/table/terraform';
import { InvalidInputError } from '../../../src/support/errors';
import { refusal } from '../../fixtures/errors';
import { stackOn } from '../../fixtures/stacks';
import { terraformStackOf } from '../../fixtures/terraform';

const many = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ name: `index${i}`, partitionKey: TableKey.string(`a${i}`) }));
const attributes = (count: number) => Array.from({ length: count }, (_, i) => `a${i}`);
const ID = TableKey.string('id');
const index = (more: object) => ({ indexes: [{ ...BY_EMAIL, ...more }] });

const WRONG: [string, any, RegExp][] = [
  ['no partition key', { partitionKey: undefined }, /partitionKey is missing[^]*TableKey.string\('id'\)/],
  ['a name as the key', { partitionKey: 'id' }, /partitionKey is "id"[^]*TableKey.string/],
  ['a key without a name', { partitionKey: TableKey.string('') }, /name of partitionKey is ""/],
  ['a key with a long name', { partitionKey: TableKey.string('x'.repeat(256)) }, /1 to 255 bytes/],
  ['a key with a long name in bytes', { partitionKey: TableKey.string('ü'.repeat(128)) }, /1 to 255 bytes/],
  ['a sort key of no type', { sortKey: { name: 'at', type: 'date' } }, /sortKey is/],
  ['one attribute twice', { sortKey: TableKey.string('id') }, /partitionKey and sortKey are both 'id'/],
  ['indexes that are no list', { indexes: BY_EMAIL }, /indexes is/],
  ['an index that is none', { indexes: [null] }, /indexes\[0\] is null/],
  ['an index without keys', { indexes: [{ name: 'byEmail' }] }, /Index 'byEmail': partitionKey is missing/],
  ['an index with a short name', index({ name: 'ab' }), /name of indexes\[0\] is "ab"[^]*3 to 255/],
  ['an index with a long name', index({ name: 'x'.repeat(256) }), /3 to 255/],
  ['an index with a space', index({ name: 'by email' }), /by email/],
  [
    'an index with one attribute twice',
    index({ sortKey: TableKey.string('email') }),
    /Index 'byEmail': partitionKey and Index 'byEmail': sortKey are both 'email'/,
  ],
  ['two indexes of one name', { indexes: [BY_EMAIL, BY_EMAIL] }, /two indexes 'byEmail'/],
  [
    'two indexes that look alike',
    {
      indexes: [
        { ...BY_EMAIL, name: 'by-email' },
        { ...BY_EMAIL, name: 'by_email' },
      ],
    },
    /cannot be told apart/,
  ],
  ['21 indexes', { indexes: many(21) }, /21 indexes, and DynamoDB takes 20/],
  [
    'an attribute of two types',
    index({ partitionKey: TableKey.number('id') }),
    /'id' is a string in one key and a number in another/,
  ],
  [
    'an attribute of two types in indexes',
    { indexes: [BY_EMAIL, { name: 'other', partitionKey: TableKey.binary('email') }] },
    /'email' is a string in one key and a binary in another/,
  ],
  ['a projection that is none', index({ projection: 'all' }), /Index 'byEmail': projection is "all"/],
  ['a projection of nothing', index({ projection: TableProjection.including() }), /includes \[\]/],
  ['a projection of one twice', index({ projection: TableProjection.including('a', 'a') }), /an attribute twice/],
  [
    'a projection of too much',
    index({ projection: TableProjection.including(...attributes(21)) }),
    /includes 21 attributes, and DynamoDB takes 20/,
  ],
  [
    'projections of too much',
    { indexes: many(6).map(each => ({ ...each, projection: TableProjection.including(...attributes(20)) })) },
    /120 attributes together, and DynamoDB takes 100/,
  ],
  ['an expiry without a name', { timeToLiveAttribute: '' }, /timeToLiveAttribute is ""/],
  ['an expiry with a long name', { timeToLiveAttribute: 'x'.repeat(256) }, /1 to 255 bytes/],
  ['an expiry that is the partition key', { timeToLiveAttribute: 'id' }, /'id', which is a key of the table/],
  [
    'an expiry that is the sort key',
    { sortKey: TableKey.number('at'), timeToLiveAttribute: 'at' },
    /'at', which is a key of the table/,
  ],
  [
    'an expiry that is a text in an index',
    { ...index({}), timeToLiveAttribute: 'email' },
    /'email', which is a string in an index[^]*seconds since 1970/,
  ],
  ['a stream of another kind', { stream: 'everything' }, /stream is "everything"[^]*one of "none", "keys-only"/],
  ['a capacity that is none', { capacity: 'on-demand' }, /capacity is "on-demand"/],
  [
    'a minimum above the maximum',
    { capacity: TableCapacity.provisioned({ minReads: 10, maxReads: 5 }) },
    /minReads is 10, and maxReads is 5/,
  ],
  [
    'the same for writes',
    { capacity: TableCapacity.provisioned({ minWrites: 10, maxWrites: 5 }) },
    /minWrites is 10, and maxWrites is 5/,
  ],
  ['a minimum of nothing', { capacity: TableCapacity.provisioned({ minReads: 0 }) }, /table.minReads is 0/],
  ['half a unit', { capacity: TableCapacity.onDemand({ maxReads: 1.5 }) }, /table.maxReads is 1.5/],
  ['no unit', { capacity: TableCapacity.onDemand({ maxWrites: 0 }) }, /table.maxWrites is 0/],
  ['all of the capacity', { capacity: TableCapacity.provisioned({ targetUtilization: 95 }) }, /from 20 to 90/],
];

test.each(WRONG)('%s is refused on both engines, with the place and what to do', (_, props, message) => {
  const [stack, terraform] = [stackOn(), terraformStackOf()];
  for (const error of [refusal(() => tableIn(stack, props)), refusal(() => terraformTableIn(terraform, props))]) {
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toMatch(message);
    expect(error.complaint.where).toBe('Shop/Orders');
    expect(error.complaint.hint).toMatch(/\w{3}/);
  }
  // The tree is as it was, and the id is free.
  for (const each of [stack, terraform]) expect(each.node.tryFindChild('Orders')).toBeUndefined();
  tableIn(stack);
  terraformTableIn(terraform);
});

test.each<[string, any, RegExp]>([
  ['no props', undefined, /The props are undefined/],
  ['null', null, /The props are null/],
  ['a text', 'id', /The props are "id"/],
  ['no partition key', { partitionKey: null }, /partitionKey is missing/],
  ['a misspelt prop', { partitionkey: ID }, /'partitionkey' is not a name in the props[^]*mean 'partitionKey'/],
  ['a misspelt prop of an index', { ...index({ sortkey: ID }), partitionKey: ID }, /indexes\[0\][^]*mean 'sortKey'/],
  ['a text for a list', { partitionKey: ID, indexes: 'byEmail' }, /indexes is "byEmail"[^]*Give a list/],
  ['a number for a text', { partitionKey: ID, timeToLiveAttribute: 7 }, /timeToLiveAttribute is 7[^]*Give a text/],
])('%s is refused on both engines, and the id can be used again', (_, props, message) => {
  const [stack, terraform] = [stackOn(), terraformStackOf()];
  for (const make of [
    (given: any) => new ManagedTable(stack, 'Orders', given),
    (given: any) => new TerraformTable(terraform, 'Orders', given),
  ]) {
    const error = refusal(() => make(props));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toMatch(message);
    expect(error.complaint.where).toBe('Shop/Orders');
    expect(() => make({ partitionKey: ID })).not.toThrow();
  }
});

test.each<[string, () => unknown, RegExp, string]>([
  [
    'a minimum on demand',
    () => TableCapacity.onDemand({ minReads: 5 } as any),
    /'minReads' is not a name in bounds[^]*mean 'maxReads'/,
    'TableCapacity.onDemand',
  ],
  ['bounds that are none', () => TableCapacity.onDemand(40 as any), /bounds is 40/, 'TableCapacity.onDemand'],
  [
    'a bound that is a text',
    () => TableCapacity.onDemand({ maxReads: '40' } as any),
    /bounds.maxReads is "40"/,
    'TableCapacity.onDemand',
  ],
  [
    'a misspelt bound',
    () => TableCapacity.provisioned({ maxRead: 40 } as any),
    /'maxRead' is not a name in range[^]*mean 'maxReads'/,
    'TableCapacity.provisioned',
  ],
])('%s is refused by the factory', (_, make, message, where) => {
  const error = refusal(make);
  expect(error).toBeInstanceOf(InvalidInputError);
  expect(error.message).toMatch(message);
  expect(error.complaint.where).toBe(where);
});

test('a factory takes null for what was left out', () => {
  expect(TableCapacity.onDemand(null as any).range).toEqual({});
  expect(TableCapacity.provisioned(null as any).range).toEqual({});
});

test('an expiry that the platform team names may not be a key either', () => {
  const stack = stackOn(undefined, { defaults: { 'table.timeToLiveAttribute': 'id' } });
  expect(refusal(() => tableIn(stack)).message).toMatch(/'id', which is a key of the table/);
  expect(() => tableIn(stack, { partitionKey: TableKey.string('number') }, 'Other')).not.toThrow();
});

test('what DynamoDB takes is taken', () => {
  for (const props of [
    { indexes: many(20) },
    { indexes: [{ ...BY_EMAIL, name: 'a.b' }] },
    { partitionKey: TableKey.string('x'.repeat(255)), timeToLiveAttribute: 'y'.repeat(255) },
    {
      sortKey: TableKey.number('at'),
      indexes: [{ name: 'inverse', partitionKey: TableKey.number('at'), sortKey: TableKey.string('id') }],
    },
    {
      indexes: [{ name: 'expiring', partitionKey: TableKey.string('kind'), sortKey: TableKey.number('expiresAt') }],
      timeToLiveAttribute: 'expiresAt',
    },
  ]) {
    expect(() => tableIn(stackOn(), props)).not.toThrow();
  }
});
