import { didYouMean, nearest } from '../../src/support/nearest';

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

test.each([
  ['minTask', "Did you mean 'minTasks'? There are: port, minTasks, maxTasks."],
  ['max', "Did you mean 'maxTasks'? There are: port, minTasks, maxTasks."],
  // No name is like it: to name one would mislead.
  ['alb', 'There are: port, minTasks, maxTasks.'],
  [Symbol('alb'), 'There are: port, minTasks, maxTasks.'],
])('what is said to somebody who wrote %p', (typed, says) => {
  expect(didYouMean(typed, ['port', 'minTasks', 'maxTasks'])).toBe(says);
});
