import { readFileSync } from 'fs';
import { Template } from 'aws-cdk-lib/assertions';
import { tableIn, VARIANTS } from './fixture';
import { written } from './terraform-fixture';
import { carriers, differences } from '../../../src/capabilities/table/carriers';
import { ManagedTableProps } from '../../../src/capabilities/table/props';
import { carried } from '../../../src/core/carrier';
import { Decision } from '../../../src/core/decision';
import { EnvironmentTier, TIERS } from '../../../src/core/tier';
import { stackOn } from '../../fixtures/stacks';

/** Other choices than the path's, wherever there are any. */
const otherwise = {
  'table.indexProjection': 'keys-only', 'table.timeToLiveAttribute': 'gone', 'table.stream': 'old-image', 'table.maxReads': null, 'table.maxWrites': 77, 'table.minReads': 4, 'table.minWrites': 6,
  'table.scaleInCooldownSeconds': 10, 'table.scaleOutCooldownSeconds': 20, 'table.targetUtilizationPercent': 55, 'table.tableClass': 'infrequent-access', 'table.pointInTimeRecovery': true,
  'table.recoveryDays': 9, 'table.ownKey': true, 'table.keyRotation': false, 'table.keyDeletionDays': 7, 'table.deletionProtection': false, 'table.onRemoval': 'delete',
  'table.contributorInsights': 'accessed-and-throttled-keys', 'table.alarms': true, 'table.alarmPeriods': 3, 'table.throttleAlarmEvents': 11, 'table.systemErrorAlarmCount': 12,
};
type Case = [EnvironmentTier, string, Partial<ManagedTableProps>, { [decision: string]: any }];
const cases = TIERS.flatMap(tier => Object.entries(VARIANTS).flatMap(([what, props]): Case[] => [
  [tier, what, props, {}],
  [tier, `${what}, otherwise`, props, props.capacity?.mode === 'provisioned' ? { ...otherwise, 'table.maxReads': 88 } : otherwise],
  [tier, `${what}, bare`, props, { 'table.pointInTimeRecovery': false, 'table.ownKey': false, 'table.alarms': false, 'table.contributorInsights': 'none', 'table.deletionProtection': false, 'table.onRemoval': 'retain' }],
]));
cases.push([TIERS[2], 'provisioned by the platform team', {}, { 'table.capacity': 'provisioned' }]);

/** The carriers that had something to carry in some case. */
const used = new Set<object>();

test.each(cases)('%s, %s: both engines carry every decision', (tier, _, props, defaults) => {
  const stack = stackOn(tier, { defaults });
  const onCdk = tableIn(stack, props);
  const { table: onTerraform, slots: terraform } = written(props, tier, { defaults });
  expect(onTerraform.decisions).toEqual(onCdk.decisions);
  // CloudFormation has Contributor Insights inside the table.
  expect(onTerraform.slots.filter(slot => !/ontributorInsights$/.test(slot)).sort()).toEqual(onCdk.slots.slice().sort());

  const template = Template.fromStack(stack).toJSON();
  const cloudformation = Object.fromEntries(onCdk.slots.map(slot => {
    const { Properties, DeletionPolicy } = template.Resources[stack.resolve(onCdk.resource(slot).logicalId)];
    return [slot, { ...Properties, DeletionPolicy }];
  }));
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

test('every decision has a carrier, and there is no difference', () => {
  const names = Object.keys(valuesOf(tableIn(stackOn()).decisions));
  const carriedNames = [...new Set(carriers.map(({ decision }) => decision))];
  expect(carriedNames.sort()).toEqual(names.sort());
  expect(differences).toEqual([]);
  const [, section] = readFileSync('src/capabilities/table/README.md', 'utf8').split('## Differences between the engines');
  expect([...section.split('\n## ')[0].matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name).filter(name => names.includes(name))).toEqual(differences);
});

function valuesOf(decisions: Decision[]): { [decision: string]: any } {
  return Object.fromEntries(decisions.map(({ name, value }) => [name.replace('table.', ''), value]));
}
