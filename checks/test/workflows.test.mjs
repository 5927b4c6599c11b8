import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pairwise } from '../workflows/pairs.mjs';

test('every two values of two options meet, in far fewer combinations than there are', () => {
  const options = { a: [1, 2, 3, 4, 5], b: ['x', 'y', 'z'], c: [true, false], d: [true, false], e: ['p', 'q', 'r'] };
  /** @type {Record<string, unknown>[]} */
  const rows = pairwise(options);
  for (const [one, ones] of Object.entries(options)) {
    for (const [other, others] of Object.entries(options)) {
      if (one === other) continue;
      for (const a of ones) {
        for (const b of others) {
          assert.ok(
            rows.some(row => row[one] === a && row[other] === b),
            `${one}=${a}, ${other}=${b}`,
          );
        }
      }
    }
  }
  assert.ok(rows.length >= 15 && rows.length <= 20, `${rows.length} of 180`);
});
