import { alike, didYouMean } from '../../src/support/nearest';

const KNOWN = ['port', 'minTasks', 'maxTasks', 'cluster', 'table', 'vpcName'];

test.each([
  ['minTask', 'minTasks'],
  ['MINTASKS', 'minTasks'],
  ['port', 'port'],
  ['clutser', 'cluster'],
  ['tabel', 'table'],
  ['prot', 'port'],
  ['max', 'maxTasks'],
  ['name', 'vpcName'],
  ['tables', 'table'],
  ['clusterName', 'cluster'],
  ['maxTaskCount', 'maxTasks'],
  // To name one that differs in half of its letters would mislead.
  ['alb', undefined],
  ['cdn', undefined],
  ['cache', undefined],
  ['xyz', undefined],
  ['', undefined],
])('who wrote %s meant %s', (typed, known) => {
  expect(alike(typed, KNOWN)).toBe(known);
});

test('of an empty list nothing was meant', () => {
  expect(alike('port', [])).toBeUndefined();
  expect(didYouMean('port', [])).toBe('There is none.');
});

test.each([
  ['minTask', "Did you mean 'minTasks'? There are: port, minTasks, maxTasks."],
  ['max', "Did you mean 'maxTasks'? There are: port, minTasks, maxTasks."],
  ['alb', 'There are: port, minTasks, maxTasks.'],
  [Symbol('alb'), 'There are: port, minTasks, maxTasks.'],
])('what is said to somebody who wrote %p', (typed, says) => {
  expect(didYouMean(typed, ['port', 'minTasks', 'maxTasks'])).toBe(says);
});
