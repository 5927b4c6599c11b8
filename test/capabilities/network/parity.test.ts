import { readFileSync } from 'fs';
import { networkIn as onCdk } from './support';
import { networkIn as onTerraform } from './terraform-support';
import { carriers, differences } from '../../../src/capabilities/network/carriers';
import { NetworkProps } from '../../../src/capabilities/network/props';
import { carried } from '../../../src/core/carrier';
import { Decision } from '../../../src/core/decision';
import { EnvironmentTier, TIERS } from '../../../src/core/tier';

type Values = { [decision: string]: any };

/** Other choices than the path's, wherever there are any. */
const otherwise: Values = {
  'network.dnsSupport': false, 'network.dnsHostnames': false, 'network.publicAddressOnLaunch': true, 'network.privatePrefixLength': 20,
  'network.publicPrefixLength': 25, 'network.isolatedPrefixLength': 24, 'network.gatewayEndpoints': ['dynamodb'], 'network.interfaceEndpointZones': 1,
  'network.endpointPort': 8443, 'network.endpointPrivateDns': false, 'network.endpointPrincipals': 'anyone', 'network.flowLogTraffic': 'accepted',
  'network.flowLogIntervalSeconds': 60, 'network.logRetentionDays': 90, 'network.logEncryption': 'own-key', 'network.logKeyRotation': false,
  'network.logKeyDeletionDays': 7, 'network.logsKeptOnDeletion': true,
};
const variants: [NetworkProps, Values][] = [
  [{}, {}],
  [{ cidrBlock: '10.20.0.0/18', maxZones: 2, natGateways: 2, interfaceEndpoints: ['sqs', 'ecr.api', 'bedrock-runtime'], publishTo: '/acme/network' }, {}],
  [{ availabilityZones: ['eu-west-1a', 'eu-west-1c'], natGateways: 0 }, {}],
  [{ publicSubnets: false, publishTo: '/acme/network', interfaceEndpoints: ['s3', 'logs'] }, {}],
  [{ interfaceEndpoints: ['sqs', 's3'] }, otherwise],
  [{}, { 'network.flowLogs': false, 'network.defaultSecurityGroup': 'as-made', 'network.gatewayEndpoints': [], 'network.logsKeptOnDeletion': false }],
];
const cases = TIERS.flatMap(tier => variants.map(([props, defaults]) => [tier, props, defaults] as const));

/** The carriers that had something to carry, and what they carried. */
const seen = new Map<object, Set<string>>(carriers.map(carrier => [carrier, new Set<string>()]));

test.each(cases)('%s %j %j: both engines carry every decision', (tier, props, defaults) => {
  const cdk = onCdk(tier, props, { defaults });
  const terraform = onTerraform(tier, props, { defaults });
  expect(terraform.network.decisions).toEqual(cdk.network.decisions);

  const cloudformation = bySlot(cdk.network.slots, slot => {
    const { Properties, DeletionPolicy } = cdk.whole(slot);
    return { ...Properties, DeletionPolicy };
  });
  const configuration = bySlot(terraform.network.slots, terraform.slot);
  const values = valuesOf(cdk.network.decisions);
  const standing = carriers.filter(({ when }) => when?.(values) ?? true);
  standing.forEach(carrier => seen.get(carrier)!.add(JSON.stringify(values[carrier.decision])));
  const expected = standing.map(({ decision }) => [decision, values[decision]]);
  expect(standing.map(carrier => [carrier.decision, carried(carrier.cloudformation, cloudformation)])).toEqual(expected);
  expect(standing.map(carrier => [carrier.decision, carried(carrier.terraform, configuration)])).toEqual(expected);
});

test('every carrier was seen with more than one value', () => {
  // Nobody can choose a way out for isolated subnets.
  const constant = [...seen].filter(([, values]) => values.size < 2).map(([carrier]) => (carrier as any).decision);
  expect(constant).toEqual(['isolatedEgress']);
});

test('slots have the same names, but for what closes the default security group and guards the endpoints', () => {
  const props = { interfaceEndpoints: ['sqs'], publishTo: '/acme/network' };
  const [cdk, terraform] = [onCdk(EnvironmentTier.PRODUCTION, props).network.slots, onTerraform(EnvironmentTier.PRODUCTION, props).network.slots];
  expect(cdk.filter(slot => !terraform.includes(slot)).sort()).toEqual(['closingFunction', 'closingLogGroup', 'closingRole', 'closingRolePolicy']);
  expect(terraform.filter(slot => !cdk.includes(slot))).toEqual(['endpointSecurityGroupIngress']);
});

test('every decision has a carrier, or is a difference with a reason', () => {
  const names = Object.keys(valuesOf(onCdk(EnvironmentTier.PRODUCTION).network.decisions));
  const carriedNames = new Set(carriers.map(({ decision }) => decision));
  expect(names.filter(name => !carriedNames.has(name) && !differences.includes(name))).toEqual([]);
  expect([...carriedNames, ...differences].filter(name => !names.includes(name))).toEqual([]);
  expect(differences.filter(name => carriedNames.has(name))).toEqual([]);
  const [, table] = readFileSync('src/capabilities/network/README.md', 'utf8').split('## Differences between the engines');
  const rows = [...table.split('\n## ')[0].matchAll(/^\| `(\w+)` \| .{20,} \|$/gm)].map(([, name]) => name);
  expect(rows).toEqual(differences);
});

test('encryption, exposure, policies and what is kept are the same on both', () => {
  const protecting = ['publicSubnets', 'publicAddressOnLaunch', 'isolatedEgress', 'endpointPort', 'endpointPrincipals', 'logEncryption', 'logKeyRotation',
    'logKeyDeletionDays', 'logsKeptOnDeletion', 'logRetentionDays', 'defaultSecurityGroup', 'flowLogs'];
  expect(protecting.filter(name => differences.includes(name))).toEqual([]);
});

function bySlot(slots: string[], read: (slot: string) => any): { [slot: string]: any } {
  return Object.fromEntries(slots.map(slot => [slot, read(slot)]));
}

function valuesOf(decisions: Decision[]): Values {
  return Object.fromEntries(decisions.map(({ name, value }) => [name.replace('network.', ''), value]));
}
