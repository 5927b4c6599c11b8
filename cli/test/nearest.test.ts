import assert from 'node:assert/strict';
import { test } from 'node:test';
import { didYouMean } from '../src/nearest.ts';

const SLOTS = ['cluster', 'loadBalancer', 'logGroup'];
const ALL = 'There are: cluster, loadBalancer, logGroup.';
const cases: Array<[typed: string, says: string]> = [
  ['clutser', `Did you mean 'cluster'? ${ALL}`],
  ['loadbalancer', `Did you mean 'loadBalancer'? ${ALL}`],
  ['log', `Did you mean 'logGroup'? ${ALL}`],
  // To name one that differs in half of its letters would mislead.
  ['alb', ALL],
  ['master', ALL],
];

for (const [typed, says] of cases) {
  void test(`what is said to somebody who wrote ${typed}`, () => assert.equal(didYouMean(typed, SLOTS), says));
}

void test('where there is none, none is named', () => assert.equal(didYouMean('alb', []), 'There is none.'));
