import { tableIn, VARIANTS } from './fixture';
import { written } from './terraform-fixture';
import { carriers, differences } from '../../../src/capabilities/table/places';
import { ManagedTableProps } from '../../../src/capabilities/table/props';
import { EnvironmentTier, TIERS } from '../../../src/path/tier';
import { Parity } from '../../fixtures/parity';
import { stackOn } from '../../fixtures/stacks';

/** Other choices than the path's, wherever there are any. */
const otherwise = {
  'table.indexProjection': 'keys-only',
  'table.timeToLiveAttribute': 'gone',
  'table.stream': 'old-image',
  'table.maxReads': null,
  'table.maxWrites': 77,
  'table.minReads': 4,
  'table.minWrites': 6,
  'table.scaleInCooldownSeconds': 10,
  'table.scaleOutCooldownSeconds': 20,
  'table.targetUtilizationPercent': 55,
  'table.tableClass': 'infrequent-access',
  'table.pointInTimeRecovery': true,
  'table.recoveryDays': 9,
  'table.ownKey': true,
  'table.keyRotation': false,
  'table.keyDeletionDays': 7,
  'table.deletionProtection': false,
  'table.onRemoval': 'delete',
  'table.contributorInsights': 'accessed-and-throttled-keys',
  'table.alarms': true,
  'table.alarmPeriods': 3,
  'table.throttleAlarmEvents': 11,
  'table.systemErrorAlarmCount': 12,
};
type Case = [EnvironmentTier, string, Partial<ManagedTableProps>, { [decision: string]: any }];
const cases = TIERS.flatMap(tier =>
  Object.entries(VARIANTS).flatMap(([what, props]): Case[] => [
    [tier, what, props, {}],
    [
      tier,
      `${what}, otherwise`,
      props,
      props.capacity?.mode === 'provisioned' ? { ...otherwise, 'table.maxReads': 88 } : otherwise,
    ],
    [
      tier,
      `${what}, bare`,
      props,
      {
        'table.pointInTimeRecovery': false,
        'table.ownKey': false,
        'table.alarms': false,
        'table.contributorInsights': 'none',
        'table.deletionProtection': false,
        'table.onRemoval': 'retain',
      },
    ],
  ]),
);
cases.push([TIERS[2], 'provisioned by the platform team', {}, { 'table.capacity': 'provisioned' }]);

const parity = new Parity('table', carriers, differences);

test.each(cases)('%s, %s: both engines carry every decision', (tier, _, props, defaults) => {
  const onCdk = tableIn(stackOn(tier, { defaults }), props);
  const { table: onTerraform, slots: terraform } = written(props, tier, { defaults });
  parity.expectCarried(onCdk, onTerraform, terraform);
  // CloudFormation has Contributor Insights inside the table.
  expect(onTerraform.slots.filter(slot => !/ontributorInsights$/.test(slot)).sort()).toEqual(
    onCdk.slots.slice().sort(),
  );
});

test('every carrier was needed', () => expect(parity.withFewerValuesThan(1)).toEqual([]));

test('every decision has a carrier, and there is no difference', () => {
  parity.expectTold(tableIn(stackOn()).decisions);
  expect(differences).toEqual([]);
});
