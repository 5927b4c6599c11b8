import { networkIn as onCdk } from './fixture';
import { networkIn as onTerraform } from './terraform-fixture';
import * as places from '../../../src/capabilities/network/places';
import { NetworkProps } from '../../../src/capabilities/network/props';
import { samples } from '../../../src/capabilities/network/samples';
import { NOWHERE, propsOf, samplesByName } from '../../../src/path/sample';
import { EnvironmentTier, TIERS } from '../../../src/path/tier';
import { Parity } from '../../fixtures/parity';
import { slotsIn } from '../../fixtures/terraform';

type Defaults = { readonly [decision: string]: any };
type Case = readonly [tier: EnvironmentTier, sample: string, props: NetworkProps, defaults: Defaults];

const named = Object.entries(samplesByName(samples)).map(([name, sample]) => [name, propsOf(sample, NOWHERE)] as const);
const otherwise = samples.otherwise!.map(defaults =>
  Object.fromEntries(Object.entries(defaults).map(([decision, value]) => [`network.${decision}`, value])),
);
const cases: Case[] = TIERS.flatMap(tier => [
  ...named.map(([name, props]): Case => [tier, name, props, {}]),
  ...otherwise.flatMap(defaults => named.slice(0, 2).map(([name, props]): Case => [tier, name, props, defaults])),
]);

const parity = new Parity('network', places);

test.each(cases)('%s, %s, %j, %j: both engines show every decision', (tier, _, props, defaults) => {
  const cdk = onCdk(tier, props, { defaults });
  const terraform = onTerraform(tier, props, { defaults });
  parity.expectCarried(cdk.network, terraform.network, slotsIn(terraform.written(), terraform.network));
});

test('every place has shown more than one value', () => {
  // Nobody can choose a way out for isolated subnets, and a key is seen where it is brought.
  expect(parity.withFewerValuesThan(2)).toEqual(['isolatedEgress', 'broughtKey']);
});

test('slots have the same names, but for what closes the default security group and guards the endpoints', () => {
  const props = propsOf(samples.everything, NOWHERE);
  const cdk = onCdk(EnvironmentTier.PRODUCTION, props).network.slots;
  const terraform = onTerraform(EnvironmentTier.PRODUCTION, props).network.slots;
  expect(cdk.filter(slot => !terraform.includes(slot)).sort()).toEqual([
    'closingFunction',
    'closingLogGroup',
    'closingRole',
    'closingRolePolicy',
  ]);
  expect(terraform.filter(slot => !cdk.includes(slot))).toEqual(['endpointSecurityGroupIngress']);
});

test('every decision has a place, or is a difference with a reason', () => {
  parity.expectTold(onCdk(EnvironmentTier.PRODUCTION).network.decisions);
  expect(places.places.filter(({ decision }) => places.differences.includes(decision))).toEqual([]);
});

test('encryption, exposure, policies and what is kept are the same on both', () => {
  const protecting = [
    'publicSubnets',
    'publicAddressOnLaunch',
    'isolatedEgress',
    'endpointPort',
    'endpointPrincipals',
    'logEncryption',
    'logKeyRotation',
    'logKeyDeletionDays',
    'logsKeptOnDeletion',
    'logRetentionDays',
    'defaultSecurityGroup',
    'flowLogs',
  ];
  expect(protecting.filter(name => places.differences.includes(name))).toEqual([]);
});
