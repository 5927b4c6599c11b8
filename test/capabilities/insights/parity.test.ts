import { insightsOn } from './fixture';
import { written } from './terraform-fixture';
import * as places from '../../../src/capabilities/insights/places';
import { PlatformInsightsProps } from '../../../src/capabilities/insights/props';
import { samples } from '../../../src/capabilities/insights/samples';
import { NOWHERE, propsOf, samplesByName } from '../../../src/path/sample';
import { TIERS } from '../../../src/path/tier';
import { Parity } from '../../fixtures/parity';

type Case = readonly [
  tier: (typeof TIERS)[number],
  props: PlatformInsightsProps,
  defaults: { [decision: string]: any },
];

/** What only Terraform has a resource of its own for. */
const OF_TERRAFORM = new RegExp(
  '^(bucket|accessLogBucket)(Encryption|PublicAccess|Ownership|Versioning|Lifecycle|Notification|ObjectLock|Logging)$' +
    '|^ruleTarget$',
);

const named = Object.values(samplesByName(samples)).map(sample => propsOf(sample, NOWHERE));
const defaults = [{}, ...samples.otherwise!].map(otherwise =>
  Object.fromEntries(Object.entries(otherwise).map(([decision, value]) => [`insights.${decision}`, value])),
);
const cases: Case[] = TIERS.flatMap(tier =>
  named.flatMap(props => defaults.map((otherwise): Case => [tier, props, otherwise])),
);

const parity = new Parity('insights', places);

test.each(cases.map((each, index) => [index, ...each] as const))(
  'case %i, in %s: both engines carry every decision',
  (_, tier, props, otherwise) => {
    const { insights: onCdk } = insightsOn(tier, props, { defaults: otherwise });
    const { insights: onTerraform, slots: terraform } = written(tier, props, { defaults: otherwise });
    parity.expectCarried(onCdk, onTerraform, terraform);
    expect(onTerraform.slots.filter(slot => !OF_TERRAFORM.test(slot)).sort()).toEqual([...onCdk.slots].sort());
  },
);

test('every place was needed', () => expect(parity.withFewerValuesThan(1)).toEqual([]));

test('every decision has a place, or is a difference with a reason', () =>
  parity.expectTold(insightsOn().insights.decisions));
