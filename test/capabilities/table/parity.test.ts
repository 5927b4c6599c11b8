import { tableIn, VARIANTS } from './fixture';
import { written } from './terraform-fixture';
import * as places from '../../../src/capabilities/table/places';
import { ManagedTableProps } from '../../../src/capabilities/table/props';
import { samples } from '../../../src/capabilities/table/samples';
import { EnvironmentTier, TIERS } from '../../../src/path/tier';
import { Parity } from '../../fixtures/parity';
import { stackOn } from '../../fixtures/stacks';

const inFull = (defaults: object) =>
  Object.fromEntries(Object.entries(defaults).map(([decision, value]) => [`table.${decision}`, value]));
const [otherwise, bare] = samples.otherwise!;

type Case = [EnvironmentTier, string, ManagedTableProps, { [decision: string]: any }];
const cases = TIERS.flatMap(tier =>
  Object.entries(VARIANTS).flatMap(([sample, props]): Case[] => [
    [tier, sample, props, {}],
    [tier, `${sample}, otherwise`, props, inFull(otherwise)],
    [tier, `${sample}, bare`, props, inFull(bare)],
  ]),
);
cases.push(
  [TIERS[2], 'provisioned by the platform team', VARIANTS.typical, { 'table.capacity': 'provisioned' }],
  // Without a bound, on demand.
  ...TIERS.flatMap(tier =>
    ['typical', 'no stream', 'indexes of each kind'].map((sample): Case => [
      tier,
      `${sample}, without a bound`,
      VARIANTS[sample],
      inFull({ ...otherwise, maxReads: null }),
    ]),
  ),
);

const parity = new Parity('table', places);

test.each(cases)('%s, %s: both engines carry every decision', (tier, _, props, defaults) => {
  const onCdk = tableIn(stackOn(tier, { defaults }), props);
  const { table: onTerraform, slots: terraform } = written(props, tier, { defaults });
  parity.expectCarried(onCdk, onTerraform, terraform);
  // CloudFormation has Contributor Insights inside the table.
  expect(onTerraform.slots.filter(slot => !/ontributorInsights$/.test(slot)).sort()).toEqual(
    onCdk.slots.slice().sort(),
  );
});

test('every place was needed', () => expect(parity.withFewerValuesThan(1)).toEqual([]));

test('every decision has a place, and there is no difference', () => {
  parity.expectTold(tableIn(stackOn()).decisions);
  expect(places.differences).toEqual([]);
});
