import { readFileSync } from 'fs';
import { join } from 'path';
import { decide } from '../../../src/capabilities/network/decisions';
import { NetworkProps } from '../../../src/capabilities/network/props';
import { BUILT_IN_PATH, DecidedBy, PathSettings } from '../../../src/path/decision';
import { Ledger } from '../../../src/path/ledger';
import { Limit } from '../../../src/path/limit';
import { EnvironmentTier, TIERS } from '../../../src/path/tier';
import { LimitExceededError } from '../../../src/support/errors';

const ledgerOf = (path: Partial<PathSettings> = {}) =>
  new Ledger('network', { ...BUILT_IN_PATH, ...path }, 'Stack/Network');
const choose = (props: NetworkProps, path?: Partial<PathSettings>) => decide(props, ledgerOf(path));

describe('what differs by tier', () => {
  test.each([
    ['maxZones', 2, 2, 3],
    ['natGateways', 1, 1, 3],
    ['interfaceEndpointZones', 1, 2, 3],
    ['flowLogTraffic', 'rejected', 'rejected', 'all'],
    ['logRetentionDays', 7, 30, 365],
    ['logEncryption', 'service-key', 'own-key', 'own-key'],
    ['logsKeptOnDeletion', false, false, true],
  ] as const)('%s: %s, %s, %s', (name, development, staging, production) => {
    const of = (tier: EnvironmentTier) => choose({}, { tier })[name];
    expect([of(EnvironmentTier.DEVELOPMENT), of(EnvironmentTier.STAGING), of(EnvironmentTier.PRODUCTION)]).toEqual([
      development,
      staging,
      production,
    ]);
  });
});

test.each(TIERS)('what is safe in production is safe in %s', tier => {
  expect(choose({}, { tier })).toMatchObject({
    cidrBlock: '10.0.0.0/16',
    publicAddressOnLaunch: false,
    isolatedEgress: false,
    gatewayEndpoints: ['s3', 'dynamodb'],
    interfaceEndpoints: [],
    endpointPrincipals: 'own-account',
    flowLogs: true,
    defaultSecurityGroup: 'closed',
    publishTo: null,
  });
});

test('every decision is there whatever the props, with a reason and a JSON value', () => {
  const namesOf = (props: NetworkProps) => {
    const ledger = ledgerOf();
    decide(props, ledger);
    ledger.decisions.forEach(({ name, value, because }) => {
      expect(name).toMatch(/^network\.[a-zA-Z]+$/);
      expect(because).not.toBe('');
      expect(JSON.parse(JSON.stringify(value))).toEqual(value);
    });
    return ledger.decisions.map(({ name }) => name);
  };
  const names = namesOf({});
  expect(new Set(names).size).toBe(names.length);
  expect(namesOf({ natGateways: 0, publishTo: '/a', availabilityZones: ['eu-west-1a', 'eu-west-1b'] })).toEqual(names);
  expect(namesOf({ publicSubnets: false })).toEqual(names);
});

test('the README has a place for the generated table of decisions', () => {
  const readme = readFileSync(join(__dirname, '../../../src/capabilities/network/README.md'), 'utf8');
  expect(readme.match(/^<!-- \/?decisions.*-->$/gm)).toEqual(['<!-- decisions: generated -->', '<!-- /decisions -->']);
});

describe('what follows', () => {
  test('without a NAT gateway, the services that a container needs to start get endpoints', () => {
    expect(choose({ natGateways: 0 }).interfaceEndpoints).toEqual(['ecr.api', 'ecr.dkr', 'logs', 'secretsmanager']);
    expect(choose({ natGateways: 0, interfaceEndpoints: ['sqs'] }).interfaceEndpoints).toEqual(['sqs']);
    expect(choose({ interfaceEndpoints: ['sqs'] }).interfaceEndpoints).toEqual(['sqs']);
  });

  test('without public subnets there is no NAT gateway, whatever the platform team would have', () => {
    const choices = choose({ publicSubnets: false }, { defaults: { 'network.natGateways': 2 } });
    expect(choices).toMatchObject({
      natGateways: 0,
      publicCidrBlocks: [],
      interfaceEndpoints: expect.arrayContaining(['logs']),
    });
  });

  test('two zones in production have two NAT gateways', () => {
    expect(choose({ maxZones: 2 })).toMatchObject({ maxZones: 2, natGateways: 2, interfaceEndpointZones: 2 });
  });

  test('named zones are counted, and the app team has decided', () => {
    const ledger = ledgerOf();
    expect(decide({ availabilityZones: ['eu-west-1a', 'eu-west-1c'] }, ledger).maxZones).toBe(2);
    expect(ledger.decisions.find(({ name }) => name === 'network.maxZones')).toMatchObject({
      decidedBy: DecidedBy.APP_TEAM,
    });
  });

  test('a third zone leaves the ranges of the others alone', () => {
    const [two, three] = [choose({ maxZones: 2 }), choose({ maxZones: 3 })];
    for (const kind of ['privateCidrBlocks', 'publicCidrBlocks', 'isolatedCidrBlocks'] as const) {
      expect(three[kind].slice(0, 2)).toEqual(two[kind]);
    }
  });
});

test('the platform team decides and limits by name', () => {
  expect(
    choose({}, { defaults: { 'network.cidrBlock': '10.8.0.0/20', 'network.publishTo': '/acme/network' } }),
  ).toMatchObject({
    cidrBlock: '10.8.0.0/20',
    privateCidrBlocks: ['10.8.0.0/23', '10.8.2.0/23', '10.8.4.0/23'],
    publishTo: '/acme/network',
  });
  const limits = { 'network.natGateways': Limit.atMost(1, { reason: 'cost', contact: '#platform' }) };
  expect(choose({}, { limits }).natGateways).toBe(1);
  expect(() => choose({ natGateways: 3 }, { limits })).toThrow(LimitExceededError);
});

test('isolated stays isolated, whatever the platform team would have', () => {
  expect(choose({}, { defaults: { 'network.isolatedEgress': true } }).isolatedEgress).toBe(false);
});
