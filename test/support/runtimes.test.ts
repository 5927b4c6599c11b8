import { Aws } from 'aws-cdk-lib';
import { refusal as refuses } from '../../src/support/input';
import { checkRuntime, runtimeNotice } from '../../src/support/runtimes';
import { refusal } from '../fixtures/errors';

const check = (runtime: any, language?: string) =>
  checkRuntime(runtime, { label: 'runtime', language }, refuses('Shop/Fn', 'guides/function.md'));

test.each(['java25', 'provided.al2023', 'nodejs24.x', 'dotnet10', 'ruby3.4', Aws.STACK_NAME])('takes %s', runtime => {
  expect(() => check(runtime)).not.toThrow();
});

test.each([['nodejs99.x'], ['java'], ['node24'], [''], ['constructor'], ['NodeJS24.x'], [7]])('not %s', runtime => {
  expect(refusal(() => check(runtime)).complaint.what).toContain('Lambda has no such runtime');
});

test('the one that was meant is named', () => {
  expect(refusal(() => check('nodejs24')).complaint.hint).toContain("Did you mean 'nodejs24.x'?");
});

test('one with which Lambda makes no functions any more is refused, on any day; one that will be closed is not', () => {
  jest.useFakeTimers({ now: new Date('2031-01-01') });
  try {
    expect(() => check('nodejs20.x')).not.toThrow();
  } finally {
    jest.useRealTimers();
  }
  const { what, hint } = refusal(() => check('nodejs14.x')).complaint;
  expect(what).toBe("runtime is 'nodejs14.x', with which Lambda makes no functions since 2024-01-09.");
  expect(hint).toContain('nodejs24.x');
  expect(hint).not.toContain('nodejs20.x');
});

test('a program of one language is run by no other', () => {
  expect(() => check('python3.14', 'python')).not.toThrow();
  const { what, hint } = refusal(() => check('python3.14', 'nodejs')).complaint;
  expect(what).toContain('cannot run the program');
  expect(hint).not.toContain('python');
});

test('one without updates is told of, from that day on', () => {
  expect(runtimeNotice('nodejs22.x', '2027-04-29')).toBeUndefined();
  expect(runtimeNotice('nodejs22.x', '2027-04-30')).toContain('from 2027-06-01 on');
  expect(runtimeNotice(Aws.STACK_NAME, '2027-04-30')).toBeUndefined();
});
