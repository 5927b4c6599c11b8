import { Aws } from 'aws-cdk-lib';
import { InvalidInputError } from '../../src/support/errors';
import { checkPattern, LAMBDA_FILTER } from '../../src/support/event-patterns';
import { refusal as refuses } from '../../src/support/input';
import { refusal } from '../fixtures/errors';

const check = (pattern: any, nested = true) =>
  checkPattern('filters[0]', pattern, { ...LAMBDA_FILTER, nested }, refuses('Shop/Fn', 'guides/function.md'));

test.each<[string, any]>([
  ['values of each kind', { type: ['signup', 7, true, false, null, ''] }],
  ['names below names', { body: { user: { country: ['de'] } } }],
  ['a value that is known at deployment only', { bucket: [Aws.STACK_NAME] }],
  ['what a text begins with', { type: [{ prefix: 'trial-' }] }],
  ['what a text begins with, in any case', { type: [{ prefix: { 'equals-ignore-case': 'Trial-' } }] }],
  ['what a text ends with', { type: [{ suffix: '.png' }] }],
  ['a wildcard', { type: [{ wildcard: 'a*b*' }] }],
  ['a star that is none', { type: [{ wildcard: 'a\\**' }] }],
  ['any case', { type: [{ 'equals-ignore-case': 'Signup' }] }],
  ['a comparison', { size: [{ numeric: ['<=', 5_000_000_000] }] }],
  ['a range', { size: [{ numeric: ['>', 0, '<=', 5] }] }],
  ['whether it is there', { size: [{ exists: false }] }],
  ['addresses', { ip: [{ cidr: '10.0.0.0/24' }] }],
  ['addresses of version 6', { ip: [{ cidr: '2001:db8::/32' }] }],
  ['all but a value', { type: [{ 'anything-but': 'signup' }] }],
  ['all but some', { type: [{ 'anything-but': ['signup', 7] }] }],
  ['all but what begins so', { type: [{ 'anything-but': { prefix: 'trial-' } }] }],
  ['one of two names', { $or: [{ a: ['1'] }, { b: { c: ['2'] } }] }],
])('%s', (_, pattern) => expect(() => check(pattern)).not.toThrow());

test.each<[string, any, string]>([
  ['no name', {}, 'filters[0] is {}'],
  ['a text', 'signup', 'filters[0] is "signup"'],
  ['a value without a list', { type: 'signup' }, 'filters[0].type is "signup"'],
  ['an empty list', { type: [] }, 'filters[0].type is []'],
  ['an empty object', { body: {} }, 'filters[0].body is {}'],
  ['a value without a list, further down', { body: { type: 'signup' } }, 'filters[0].body.type is "signup"'],
  ['a list in a list', { type: [['signup']] }, 'filters[0].type[0] is ["signup"]'],
  ['a number that is none', { type: [NaN] }, 'filters[0].type[0] is NaN'],
  ['a number that is too great', { n: [5_000_000_001] }, 'filters[0].n[0] is 5000000001'],
  ['an unknown operator', { type: [{ begins: 'a' }] }, "filters[0].type[0] has 'begins', which is no operator"],
  ['two operators', { type: [{ prefix: 'a', suffix: 'b' }] }, 'filters[0].type[0] is {"prefix"'],
  ['no operator', { type: [{}] }, 'filters[0].type[0] is {}'],
  ['a beginning that is no text', { type: [{ prefix: 7 }] }, 'filters[0].type[0].prefix is 7'],
  ['two stars side by side', { type: [{ wildcard: 'a**' }] }, 'filters[0].type[0].wildcard is "a**"'],
  ['a comparison without a number', { n: [{ numeric: ['>', '5'] }] }, 'filters[0].n[0].numeric is'],
  ['an unknown comparison', { n: [{ numeric: ['!=', 5] }] }, 'filters[0].n[0].numeric is'],
  ['a range from above', { n: [{ numeric: ['<', 5, '>', 0] }] }, 'filters[0].n[0].numeric is'],
  ['a range of nothing', { n: [{ numeric: ['>', 5, '<', 5] }] }, 'filters[0].n[0].numeric is'],
  ['a range of three', { n: [{ numeric: ['>', 5, '<'] }] }, 'filters[0].n[0].numeric is'],
  ['yes for true', { n: [{ exists: 'true' }] }, 'filters[0].n[0].exists is "true"'],
  ['an address without a range', { ip: [{ cidr: '10.0.0.1' }] }, 'filters[0].ip[0].cidr is "10.0.0.1"'],
  ['all but nothing', { type: [{ 'anything-but': [] }] }, 'filters[0].type[0].anything-but is []'],
  ['all but a flag', { type: [{ 'anything-but': true }] }, 'filters[0].type[0].anything-but is true'],
  ['all but a comparison', { n: [{ 'anything-but': { numeric: ['>', 5] } }] }, 'filters[0].n[0].anything-but is'],
  ['one alternative', { $or: [{ a: ['1'] }] }, "filters[0].$or[0] has 'a', which is no operator"],
  ['a wrong alternative', { $or: [{ a: ['1'] }, { b: '2' }] }, 'filters[0].$or[1].b is "2"'],
])('not %s', (_, pattern, what) => {
  const error = refusal(() => check(pattern));
  expect(error).toBeInstanceOf(InvalidInputError);
  expect(error.complaint.what).toContain(what);
});

test('a pattern without levels has no names below names', () => {
  expect(() => check({ type: ['a'] }, false)).not.toThrow();
  expect(refusal(() => check({ body: { type: ['a'] } }, false)).complaint.what).toContain('filters[0].body is');
});
