import { nearest } from '../../src/support/nearest';

test.each([
  ['minTask', 'minTasks'],
  ['MINTASKS', 'minTasks'],
  ['port', 'port'],
  ['xyz', 'port'],
])('nearest to %s is %s', (typed, known) => {
  expect(nearest(typed, ['port', 'minTasks', 'maxTasks'])).toBe(known);
});

test('nearest to anything in an empty list is nothing', () => {
  expect(nearest('port', [])).toBeUndefined();
});
