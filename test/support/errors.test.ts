import * as errors from '../../src/support/errors';

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
