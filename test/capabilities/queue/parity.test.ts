import { readFileSync } from 'fs';
import { queueOn, slotsOf } from './fixture';
import { written } from './terraform-fixture';
import { carriers, differences } from '../../../src/capabilities/queue/carriers';
import { ManagedQueueProps } from '../../../src/capabilities/queue/props';
import { carried } from '../../../src/core/carrier';
import { Decision } from '../../../src/core/decision';
import { TIERS } from '../../../src/core/tier';

type Case = readonly [tier: typeof TIERS[number], props: ManagedQueueProps, defaults: { [decision: string]: any }];

/** Other choices than the path's, wherever there are any. */
const otherwise = {
  'queue.deadLetterRetentionDays': 13, 'queue.deadLettersFromOthers': true, 'queue.receiveWaitSeconds': 5, 'queue.deliveryDelaySeconds': 10, 'queue.mostMessageBytes': 262_144,
  'queue.contentBasedDeduplication': true, 'queue.highThroughput': false, 'queue.ownKey': true, 'queue.keyRotation': false, 'queue.keyDeletionDays': 7, 'queue.keyReuseSeconds': 3600,
  'queue.keySenders': ['sns'], 'queue.onRemoval': 'delete', 'queue.alarms': true, 'queue.deadLettersAlarm': 10, 'queue.deadLettersAlarmMinutes': 5,
  'queue.oldestMessageAlarmSeconds': 60, 'queue.oldestMessageAlarmMinutes': 1,
};
const cases: Case[] = TIERS.flatMap(tier => [{}, { fifo: true }].flatMap((shape): Case[] => [
  [tier, shape, {}],
  [tier, { ...shape, visibilityTimeoutSeconds: 600, maxReceiveCount: 3, retentionDays: 4 }, {}],
  [tier, shape, otherwise],
  [tier, shape, { 'queue.tlsRequired': false, 'queue.ownKey': false, 'queue.alarms': false, 'queue.onRemoval': 'retain' }],
  [tier, shape, { 'queue.ownKey': true, 'queue.keySenders': [] }],
]));

/** The carriers that had something to carry in some case. */
const used = new Set<object>();

test.each(cases.map((each, index) => [index, ...each] as const))('case %i, in %s: both engines carry every decision', (_, tier, props, defaults) => {
  const { queue: onCdk } = queueOn(tier, props, { defaults });
  const { queue: onTerraform, slots: terraform } = written(tier, props, { defaults });
  expect(onTerraform.decisions).toEqual(onCdk.decisions);
  expect(onTerraform.slots.filter(slot => slot !== 'deadLetterQueueRedriveAllowPolicy')).toEqual(onCdk.slots);

  const cloudformation = Object.fromEntries(Object.entries(slotsOf(onCdk)).map(([slot, { Properties, DeletionPolicy }]) => [slot, { ...Properties, DeletionPolicy }]));
  const values = valuesOf(onCdk.decisions);
  const standing = carriers.filter(({ when }) => when?.(values) ?? true);
  standing.forEach(carrier => used.add(carrier));
  const found = (engine: 'cloudformation' | 'terraform', resources: any) =>
    standing.map(carrier => [carrier.decision, carrier[engine].slot, carried(carrier[engine], resources) ?? null]);
  const expected = (engine: 'cloudformation' | 'terraform') => standing.map(carrier => [carrier.decision, carrier[engine].slot, values[carrier.decision]]);
  expect(found('cloudformation', cloudformation)).toEqual(expected('cloudformation'));
  expect(found('terraform', terraform)).toEqual(expected('terraform'));
});

test('every carrier was needed', () => {
  expect(carriers.filter(carrier => !used.has(carrier))).toEqual([]);
});

test('every decision has a carrier, or is a difference with a reason', () => {
  const names = Object.keys(valuesOf(queueOn().queue.decisions));
  const carriedNames = new Set(carriers.map(({ decision }) => decision));
  expect(names.filter(name => !carriedNames.has(name) && !differences.includes(name))).toEqual([]);
  expect([...carriedNames, ...differences].filter(name => !names.includes(name))).toEqual([]);
  const [, table] = readFileSync('src/capabilities/queue/README.md', 'utf8').split('## Differences between the engines');
  const rows = [...table.split('\n## ')[0].matchAll(/^\| `(\w+)` \| .{20,} \|$/gm)].map(([, name]) => name);
  expect(rows).toEqual(differences);
});

function valuesOf(decisions: Decision[]): { [decision: string]: any } {
  return Object.fromEntries(decisions.map(({ name, value }) => [name.replace('queue.', ''), value]));
}
