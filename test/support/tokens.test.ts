import { isToken } from '../../src/support/tokens';

test.each<[any, boolean]>([
  ['${Token[TOKEN.12]}', true],
  ['arn:${TfToken[TOKEN.3]}:x', true],
  [['#{Token[TOKEN.1]}'], true],
  [['#{TfToken[TOKEN.1]}'], true],
  ['plain', false],
  ['${HOME}', false],
  [['subnet-1'], false],
  [[], false],
  [undefined, false],
  [8080, false],
])('%p is known at deployment only: %p', (value, expected) => {
  expect(isToken(value)).toBe(expected);
});
