import { rendered, secretIn, stackOf } from './fixture';
import { written } from './terraform-fixture';
import * as places from '../../../src/capabilities/secret/places';
import { ManagedSecretProps } from '../../../src/capabilities/secret/props';
import { samples } from '../../../src/capabilities/secret/samples';
import { NOWHERE, propsOf, samplesByName } from '../../../src/path/sample';
import { EnvironmentTier, TIERS } from '../../../src/path/tier';
import { Parity } from '../../fixtures/parity';

type Case = readonly [tier: EnvironmentTier, props: ManagedSecretProps, defaults: { [decision: string]: any }];

/** The path's own choices, then those of platform teams. */
const defaults = [{}, ...samples.otherwise!].map(each =>
  Object.fromEntries(Object.entries(each).map(([decision, value]) => [`secret.${decision}`, value])),
);
const cases: Case[] = TIERS.flatMap(tier =>
  Object.values(samplesByName(samples)).flatMap(sample =>
    defaults.map((each): Case => [tier, propsOf(sample, NOWHERE), each]),
  ),
);

const parity = new Parity('secret', places);

test.each(cases.map((each, index) => [index, ...each] as const))(
  'case %i, in %s: both engines carry every decision',
  (_, tier, props, each) => {
    const { secret: onCdk } = rendered(props, tier, { defaults: each });
    const { secret: onTerraform, slots: terraform } = written(props, tier, { defaults: each });
    parity.expectCarried(onCdk, onTerraform, terraform);
    expect(onTerraform.slots.filter(slot => slot !== 'initialValue').sort()).toEqual(onCdk.slots.slice().sort());
  },
);

test('every place was needed', () => expect(parity.withFewerValuesThan(1)).toEqual([]));

test('every decision has a place, or is a difference with a reason', () =>
  parity.expectTold(secretIn(stackOf()).decisions));

test.each(['encryption', 'exposure', 'deletion protection'])('%s is the same on both', what => {
  const protecting: { [what: string]: string[] } = {
    encryption: ['ownKey', 'keyRotation', 'keyDeletionDays'],
    exposure: ['accountOnly', 'blockPublicPolicy'],
    'deletion protection': ['onRemoval'],
  };
  expect(protecting[what].filter(name => places.differences.includes(name))).toEqual([]);
});
