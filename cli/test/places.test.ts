import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { holds } from '../src/decisions/places.ts';
import type { Condition } from '../src/decisions/reference.ts';
import { ROOT } from './run.ts';

test('a condition holds where all of its values fit, and any of several conditions is enough', () => {
  const when: Condition[] = [
    { exposure: { not: ['shared'] }, logs: { in: [true] } },
    { sources: { has: ['queue', 'stream'] } },
  ];
  assert.equal(holds(undefined, {}), true);
  assert.equal(holds(when, { exposure: 'public', logs: true, sources: [] }), true);
  assert.equal(holds(when, { exposure: 'shared', logs: true, sources: [] }), false);
  assert.equal(holds(when, { exposure: 'public', logs: false, sources: ['bucket'] }), false);
  assert.equal(holds(when, { exposure: 'shared', logs: false, sources: ['bucket', 'stream'] }), true);
  assert.equal(holds([{ sources: { hasNot: ['queue'] } }], { sources: ['queue'] }), false);
  assert.equal(holds([{ value: { in: [null] } }], { value: null }), true);
  assert.equal(holds([{ value: { in: [[]] } }], { value: [] }), true);
});

// The reference is generated from functions: these are conditions of every kind that was found in them.
const { decisions } = JSON.parse(readFileSync(join(ROOT, 'schema/decisions.json'), 'utf8'));
const places = (name: string) => decisions[name].places.cloudformation;

test('the conditions of places', () => {
  assert.deepEqual(
    places('service.exposure').map(({ slot, when }: any) => [slot, when]),
    [
      ['listenerRule', [{ exposure: { in: ['shared'] } }]],
      ['httpApi', [{ tls: { in: ['http-api'] } }]],
      ['loadBalancer', [{ exposure: { not: ['shared'] }, tls: { not: ['http-api'] } }]],
    ],
  );
  assert.deepEqual(
    places('database.multiAz').map(({ when }: any) => when),
    [[{ deployment: { in: ['serverless'] }, readers: { in: [0] } }], [{ deployment: { in: ['instance'] } }]],
  );
  assert.deepEqual(
    places('network.endpointPort').map(({ when }: any) => when),
    [[{ interfaceEndpoints: { not: [[]] } }]],
  );
  assert.deepEqual(
    places('service.cpuUnits').map(({ when }: any) => when),
    [undefined],
  );
  // It compares two decisions with each other, which no list of values can say.
  assert.ok(places('database.engineRelease').every(({ sometimes }: any) => sometimes));
});

test('who decides is known of each decision, and keys with dots have their own place', () => {
  assert.deepEqual(
    ['service.minTasks', 'service.drainSeconds', 'service.cpuUnits', 'database.readers'].map(
      name => decisions[name].origin,
    ),
    ['asked', 'decided', 'derived', 'asked'],
  );
  assert.deepEqual(places('database.tlsRequired')[0].key, 'rds.force_ssl');
});
