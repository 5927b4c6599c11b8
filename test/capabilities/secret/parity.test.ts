import { readFileSync } from 'fs';
import { rendered, secretIn, stackOf, VARIANTS } from './fixture';
import { written } from './terraform-fixture';
import { carriers, differences } from '../../../src/capabilities/secret/carriers';
import { ManagedSecretProps } from '../../../src/capabilities/secret/props';
import { carried } from '../../../src/core/carrier';
import { Decision } from '../../../src/core/decision';
import { TIERS } from '../../../src/core/tier';

/** Other choices than the path's, wherever there are any. */
const otherwise = {
  'secret.rotationDays': 90, 'secret.length': 20, 'secret.punctuation': true, 'secret.everyKind': false, 'secret.generatedField': 'value', 'secret.excludedCharacters': '/@',
  'secret.ownKey': true, 'secret.keyRotation': false, 'secret.keyDeletionDays': 7, 'secret.blockPublicPolicy': false, 'secret.onRemoval': 'retain', 'secret.rotateImmediately': false,
  'secret.alarms': true, 'secret.failedRotationsAlarm': 2, 'secret.consumerMaxAgeSeconds': 60, 'secret.recoveryDays': 7,
  'secret.rotationRuntime': 'nodejs22.x', 'secret.rotationArchitecture': 'x86_64', 'secret.rotationMemoryMib': 256, 'secret.rotationTimeoutSeconds': 90, 'secret.rotationConcurrency': 1,
  'secret.logRetentionDays': 90, 'secret.logsKeptOnDeletion': true,
};
const cases: [string, ManagedSecretProps, { [decision: string]: any }][] = TIERS.flatMap(tier => VARIANTS.flatMap(props => [
  [tier, props, {}],
  [tier, props, otherwise],
  [tier, props, { 'secret.source': 'imported', 'secret.ownKey': false, 'secret.accountOnly': false, 'secret.onRemoval': 'delete', 'secret.alarms': false }],
] as [string, ManagedSecretProps, { [decision: string]: any }][]));

/** The carriers that had something to carry in some case. */
const used = new Set<object>();

test.each(cases.map((each, index) => [index, ...each] as const))('case %i, in %s: both engines carry every decision', (_, tier, props, defaults) => {
  const { secret: onCdk, slots: cloudformation } = rendered(props, tier as any, { defaults });
  const { secret: onTerraform, slots: terraform } = written(props, tier as any, { defaults });
  expect(onTerraform.decisions).toEqual(onCdk.decisions);
  expect(onTerraform.slots.filter(slot => slot !== 'initialValue').sort()).toEqual(onCdk.slots.slice().sort());

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
  const names = Object.keys(valuesOf(secretIn(stackOf()).decisions));
  const carriedNames = new Set(carriers.map(({ decision }) => decision));
  expect(names.filter(name => !carriedNames.has(name) && !differences.includes(name))).toEqual([]);
  expect([...carriedNames, ...differences].filter(name => !names.includes(name))).toEqual([]);
  const [, table] = readFileSync('src/capabilities/secret/README.md', 'utf8').split('## Differences between the engines');
  const rows = [...table.split('\n## ')[0].matchAll(/^\| `(\w+)` \| .{20,} \|$/gm)].map(([, name]) => name);
  expect(rows).toEqual(differences);
});

test.each(['encryption', 'exposure', 'deletion protection'])('%s is the same on both', what => {
  const protecting: { [what: string]: string[] } = {
    'encryption': ['ownKey', 'keyRotation', 'keyDeletionDays'],
    'exposure': ['accountOnly', 'blockPublicPolicy'],
    'deletion protection': ['onRemoval'],
  };
  expect(protecting[what].filter(name => differences.includes(name))).toEqual([]);
});

function valuesOf(decisions: Decision[]): { [decision: string]: any } {
  return Object.fromEntries(decisions.map(({ name, value }) => [name.replace('secret.', ''), value]));
}
