import { functionIn } from './fixture';
import { Access } from '../../../src/binding/binding';
import { FunctionHttp } from '../../../src/capabilities/function/props';
import { EnvironmentTier } from '../../../src/path/tier';
import { Patch } from '../../../src/record/patch';
import { refusal } from '../../fixtures/errors';
import { stackOn } from '../../fixtures/stacks';

const { DEVELOPMENT } = EnvironmentTier;

test('a function that is called by events is used by nobody', () => {
  const stack = stackOn(DEVELOPMENT);
  const orders = functionIn(stack, {}, 'Orders');
  const { what, hint } = refusal(() => orders.uses(functionIn(stack, {}, 'Payments'))).complaint;
  expect(what).toContain('called by events');
  expect(hint).toContain('FunctionHttp.iam()');
});

test.each([Access.CONSUME, Access.PUBLISH])('a function has no messages to %s', access => {
  const stack = stackOn(DEVELOPMENT);
  const payments = functionIn(stack, { http: FunctionHttp.iam() }, 'Payments');
  expect(refusal(() => functionIn(stack, {}, 'Orders').uses(payments, access)).complaint.what).toContain(access);
});

test('two functions call each other', () => {
  const stack = stackOn(DEVELOPMENT);
  const [one, other] = ['One', 'Other'].map(id => functionIn(stack, { http: FunctionHttp.iam() }, id));
  one.uses(other);
  expect(() => other.uses(one)).not.toThrow();
});

test('who is used keeps its check of callers', () => {
  const stack = stackOn(DEVELOPMENT);
  const payments = functionIn(stack, { http: FunctionHttp.iam() }, 'Payments');
  functionIn(stack, {}, 'Orders').uses(payments);
  const change = Patch.property('AuthorizationType', 'NONE');
  const reason = { reason: 'a test of ours', owner: 'team', reviewBy: '2099-01-01' };
  expect(refusal(() => payments.escape('httpApiRoute', change, reason)).complaint.hint).toContain('Give another http.');
});
