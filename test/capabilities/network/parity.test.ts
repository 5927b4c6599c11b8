import { networkIn as onCdk } from './support';
import { networkIn as onTerraform } from './terraform-support';
import { carriers, differences } from '../../../src/capabilities/network/places';
import { NetworkProps } from '../../../src/capabilities/network/props';
import { EnvironmentTier, TIERS } from '../../../src/path/tier';
import { Parity } from '../../fixtures/parity';

type Values = { [decision: string]: any };

/** Other choices than the path's, wherever there are any. */
const otherwise: Values = {
  'network.dnsSupport': false,
  'network.dnsHostnames': false,
  'network.publicAddressOnLaunch': true,
  'network.privatePrefixLength': 20,
  'network.publicPrefixLength': 25,
  'network.isolatedPrefixLength': 24,
  'network.gatewayEndpoints': ['dynamodb'],
  'network.interfaceEndpointZones': 1,
  'network.endpointPort': 8443,
  'network.endpointPrivateDns': false,
  'network.endpointPrincipals': 'anyone',
  'network.flowLogTraffic': 'accepted',
  'network.flowLogIntervalSeconds': 60,
  'network.logRetentionDays': 90,
  'network.logEncryption': 'own-key',
  'network.logKeyRotation': false,
  'network.logKeyDeletionDays': 7,
  'network.logsKeptOnDeletion': true,
};
const variants: [NetworkProps, Values][] = [
  [{}, {}],
  [
    {
      cidrBlock: '10.20.0.0/18',
      maxZones: 2,
      natGateways: 2,
      interfaceEndpoints: ['sqs', 'ecr.api', 'bedrock-runtime'],
      publishTo: '/acme/network',
    },
    {},
  ],
  [{ availabilityZones: ['eu-west-1a', 'eu-west-1c'], natGateways: 0 }, {}],
  [{ publicSubnets: false, publishTo: '/acme/network', interfaceEndpoints: ['s3', 'logs'] }, {}],
  [{ interfaceEndpoints: ['sqs', 's3'] }, otherwise],
  [
    {},
    {
      'network.flowLogs': false,
      'network.defaultSecurityGroup': 'as-made',
      'network.gatewayEndpoints': [],
      'network.logsKeptOnDeletion': false,
    },
  ],
];
const cases = TIERS.flatMap(tier => variants.map(([props, defaults]) => [tier, props, defaults] as const));

const parity = new Parity('network', carriers, differences);

test.each(cases)('%s %j %j: both engines carry every decision', (tier, props, defaults) => {
  const cdk = onCdk(tier, props, { defaults });
  const terraform = onTerraform(tier, props, { defaults });
  parity.expectCarried(
    cdk.network,
    terraform.network,
    Object.fromEntries(terraform.network.slots.map(slot => [slot, terraform.slot(slot)])),
  );
});

test('every carrier was seen with more than one value', () => {
  // Nobody can choose a way out for isolated subnets.
  expect(parity.withFewerValuesThan(2)).toEqual(['isolatedEgress']);
});

test('slots have the same names, but for what closes the default security group and guards the endpoints', () => {
  const props = { interfaceEndpoints: ['sqs'], publishTo: '/acme/network' };
  const [cdk, terraform] = [
    onCdk(EnvironmentTier.PRODUCTION, props).network.slots,
    onTerraform(EnvironmentTier.PRODUCTION, props).network.slots,
  ];
  expect(cdk.filter(slot => !terraform.includes(slot)).sort()).toEqual([
    'closingFunction',
    'closingLogGroup',
    'closingRole',
    'closingRolePolicy',
  ]);
  expect(terraform.filter(slot => !cdk.includes(slot))).toEqual(['endpointSecurityGroupIngress']);
});

test('every decision has a carrier, or is a difference with a reason', () => {
  parity.expectTold(onCdk(EnvironmentTier.PRODUCTION).network.decisions);
  expect(carriers.filter(({ decision }) => differences.includes(decision))).toEqual([]);
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
  expect(protecting.filter(name => differences.includes(name))).toEqual([]);
});
