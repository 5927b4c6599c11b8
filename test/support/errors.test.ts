import { inspect } from 'util';
import * as errors from '../../src/support/errors';
import { refusal } from '../../src/support/input';

test.each([
  'InvalidInputError',
  'LimitExceededError',
  'EscapeHatchError',
  'BindingError',
  'LifecycleError',
  'MissingDependencyError',
] as const)('%s says what, where, what to do and where to read on', name => {
  const error = new errors[name]({
    what: 'port is 0.',
    where: 'Shop/Orders',
    hint: 'Give 8080.',
    page: 'guides/service.md',
  });
  expect(error).toBeInstanceOf(errors.GoldenPathError);
  expect(error.name).toBe(name);
  expect(error.message.split('\n')).toEqual([
    'port is 0.',
    '  where: Shop/Orders',
    '  to do: Give 8080.',
    `  docs:  ${errors.DOCS}/guides/service.md`,
  ]);
});

test('nothing is said twice, and the stack begins where this package was called', () => {
  const call = () => refusal('Shop/Orders', 'guides/service.md')('port is 0.', 'Give 8080.');
  let error: any;
  try {
    call();
  } catch (thrown) {
    error = thrown;
  }
  expect(error.complaint.hint).toBe('Give 8080.');
  const printed = inspect(error);
  expect(printed.split('Give 8080.')).toHaveLength(2);
  expect(/^ {4}at .*$/m.exec(printed)![0]).toContain('errors.test.ts');
});
