import { Aws } from 'aws-cdk-lib';
import { checkCidr } from '../../src/support/cidr';
import { refusal as refuses } from '../../src/support/input';
import { refusal } from '../fixtures/errors';

const check = (text: any, shortest = 16, longest = 28) =>
  checkCidr('cidrBlock', text, { shortest, longest }, refuses('Shop/Net', 'guides/network.md'));

test.each(['10.0.0.0/16', '10.0.0.16/28', '203.0.113.0/24', Aws.STACK_NAME])('takes %s', text => {
  expect(() => check(text)).not.toThrow();
});

test('takes what is in the bounds', () => {
  expect(() => check('0.0.0.0/0', 0, 32)).not.toThrow();
  expect(() => check('203.0.113.7/32', 0, 32)).not.toThrow();
});

test.each([
  ['10.0.0.0/15'],
  ['10.0.0.0/29'],
  ['10.0.0.256/24'],
  ['10.0.0/24'],
  ['10.0.0.0'],
  ['10.0.0.0/33'],
  ['10.0.00.0/24'],
  ['2001:db8::/32'],
  ['everybody'],
  [''],
  [7],
  [null],
])('not %s', text => expect(refusal(() => check(text)).complaint.hint).toContain('IPv4 range from /16 to /28'));

test('a range that begins within itself is refused, with the right one', () => {
  const { what, hint } = refusal(() => check('10.0.0.1/16')).complaint;
  expect(what).toBe("cidrBlock is '10.0.0.1/16', which does not begin where a /16 begins.");
  expect(hint).toBe("Give '10.0.0.0/16'.");
});
