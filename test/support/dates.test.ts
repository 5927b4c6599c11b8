import { isDate } from '../../src/support/dates';

test.each([
  ['2027-01-31', true],
  ['2028-02-29', true],
  ['2027-02-29', false],
  ['2027-1-1', false],
  ['27-01-01', false],
  ['', false],
  ['2027-01-01T00:00', false],
])('%s is a date: %p', (text, valid) => {
  expect(isDate(text)).toBe(valid);
});
