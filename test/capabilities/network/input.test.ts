import { App, Stack } from 'aws-cdk-lib';
import { TerraformStack, Testing } from 'cdktf';
import { IConstruct } from 'constructs';
import { networkIn } from './fixture';
import { Network } from '../../../src/capabilities/network/aws';
import { Network as TerraformNetwork } from '../../../src/capabilities/network/terraform';
import { EnvironmentTier } from '../../../src/path/tier';
import { InvalidInputError } from '../../../src/support/errors';
import { refusal } from '../../fixtures/errors';
import { stackOn } from '../../fixtures/stacks';
import { terraformStackOf } from '../../fixtures/terraform';

type Make = (id: string, props: any) => unknown;

function pathsIn(scope: IConstruct): string[] {
  return scope.node.findAll().map(({ node }) => node.path);
}

/** Refused on both engines: the tree is as it was, and the id can be used again. */
function expectRefused(props: any, message: RegExp, defaults: { [decision: string]: any } = {}): void {
  const stack = stackOn(EnvironmentTier.PRODUCTION, { defaults }, new App(), 'Platform');
  const terraform = terraformStackOf(EnvironmentTier.PRODUCTION, { defaults }, Testing.app(), 'Platform');
  const engines: Array<[Stack | TerraformStack, Make]> = [
    [stack, (id, given) => new Network(stack, id, given)],
    [terraform, (id, given) => new TerraformNetwork(terraform, id, given)],
  ];
  for (const [scope, make] of engines) {
    const before = pathsIn(scope);
    const error = refusal(() => make('Wrong', props));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toMatch(message);
    expect(error.complaint).toMatchObject({ where: 'Platform/Wrong' });
    expect(pathsIn(scope)).toEqual(before);
    expect(scope.node.tryFindChild('Wrong')).toBeUndefined();
    if (Object.keys(defaults).length === 0) expect(() => make('Wrong', {})).not.toThrow();
  }
}

test.each<[string, any, RegExp]>([
  ['a range that is no range', { cidrBlock: '10.0.0.0' }, /cidrBlock is "10.0.0.0"/],
  ['an octet over 255', { cidrBlock: '10.256.0.0/16' }, /literal IPv4 range/],
  ['a range that AWS finds too large', { cidrBlock: '10.0.0.0/8' }, /\/16 to \/24/],
  ['a range that three zones do not fit into', { cidrBlock: '10.0.0.0/25' }, /\/16 to \/24/],
  ['a range that begins elsewhere', { cidrBlock: '10.0.1.0/16' }, /Give '10\.0\.0\.0\/16'/],
  ['a range that is known at deployment only', { cidrBlock: '${Token[TOKEN.1]}' }, /literal/],
  ['one zone', { maxZones: 1 }, /maxZones is 1/],
  ['four zones', { maxZones: 4 }, /maxZones is 4/],
  ['one named zone', { availabilityZones: ['eu-west-1a'] }, /2 or 3 different zones/],
  ['a zone named twice', { availabilityZones: ['eu-west-1a', 'eu-west-1a'] }, /2 or 3 different zones/],
  [
    'zones that contradict',
    { availabilityZones: ['eu-west-1a', 'eu-west-1b'], maxZones: 3 },
    /maxZones is 3, and availabilityZones has 2/,
  ],
  ['more NAT gateways than zones', { maxZones: 2, natGateways: 3 }, /natGateways is 3.*from 0 to 2/],
  ['half a NAT gateway', { natGateways: 0.5 }, /whole number/],
  ['fewer than none', { natGateways: -1 }, /natGateways is -1/],
  ['NAT gateways without public subnets', { publicSubnets: false, natGateways: 1 }, /NAT gateways stand in public/],
  ['a whole endpoint name', { interfaceEndpoints: ['com.amazonaws.eu-west-1.sqs'] }, /the last part/],
  ['an endpoint twice', { interfaceEndpoints: ['sqs', 'sqs'] }, /once/],
  ['a prefix without a slash', { publishTo: 'network' }, /publishTo is "network"/],
  ['a prefix with a slash at the end', { publishTo: '/network/' }, /does not end with one/],
  ["a prefix of AWS's own", { publishTo: '/aws/network' }, /not with \/aws/],
  ['an owner that is no tag', { owner: 'a|b' }, /owner is "a\|b", and cannot be the value of a tag/],
  ['null', null, /The props are null\.[^]*Give an object, with any of cidrBlock/],
  ['a text', '10.0.0.0/16', /The props are "10\.0\.0\.0\/16"\./],
  [
    'a misspelt prop',
    { cidrBlok: '10.0.0.0/16' },
    /'cidrBlok' is not a name in the props\.[^]*Did you mean 'cidrBlock'/,
  ],
  ['a text of zones', { availabilityZones: 'eu-west-1a' }, /availabilityZones is "eu-west-1a"\.[^]*Give a list/],
  ['a list with a hole', { interfaceEndpoints: ['sqs', null] }, /interfaceEndpoints\[1\] is null/],
  ['a number as text', { maxZones: '2' }, /maxZones is "2"\.[^]*Give a number/],
  ['a flag as text', { publicSubnets: 'no' }, /publicSubnets is "no"\.[^]*Give true or false/],
])('%s is refused, on both engines, and nothing is made', (_, props, message) => expectRefused(props, message));

test("subnets of the platform team's size that do not fit are refused", () =>
  expectRefused({}, /do not fit into 10\.0\.0\.0\/16/, { 'network.privatePrefixLength': 17 }));

test("a prefix of the platform team's that SSM would refuse is refused", () =>
  expectRefused({}, /publishTo is "acme"/, { 'network.publishTo': 'acme' }));

test('what other languages call nothing was left out', () => {
  const nothing: any = {
    cidrBlock: null,
    maxZones: null,
    availabilityZones: null,
    natGateways: null,
    publicSubnets: null,
    interfaceEndpoints: null,
    publishTo: null,
    owner: null,
  };
  const { network } = networkIn(EnvironmentTier.PRODUCTION, nothing);
  expect(network.decisions).toEqual(networkIn(EnvironmentTier.PRODUCTION).network.decisions);
  const zones: any = { availabilityZones: ['eu-west-1a', 'eu-west-1b'], maxZones: null };
  expect(networkIn(EnvironmentTier.PRODUCTION, zones).network.availabilityZones).toEqual(['eu-west-1a', 'eu-west-1b']);
});

describe('an existing network', () => {
  const ids = {
    vpcId: 'vpc-0123456789abcdef0',
    cidrBlock: '10.0.0.0/16',
    availabilityZones: ['eu-west-1a', 'eu-west-1b'],
    privateSubnetIds: ['subnet-3', 'subnet-4'],
  };
  const wrong: Array<[factory: 'fromIds' | 'fromLookup' | 'fromParameters', options: any, message: RegExp]> = [
    ['fromIds', null, /attributes is null\.[^]*with any of vpcId/],
    ['fromIds', 'vpc-1', /attributes is "vpc-1"/],
    ['fromIds', { ...ids, subnetIds: [] }, /'subnetIds' is not a name in attributes\.[^]*Did you mean/],
    ['fromIds', { ...ids, vpcId: 'subnet-1' }, /vpcId is "subnet-1"/],
    ['fromIds', { ...ids, vpcId: undefined }, /vpcId is undefined/],
    ['fromIds', { ...ids, availabilityZones: ['eu-west-1a'] }, /at least two zones/],
    ['fromIds', { ...ids, availabilityZones: undefined }, /availabilityZones is undefined/],
    ['fromIds', { ...ids, availabilityZones: 'eu-west-1a' }, /attributes\.availabilityZones is "eu-west-1a"/],
    ['fromIds', { ...ids, privateSubnetIds: ['subnet-3'] }, /privateSubnetIds has 1 subnets, and there are 2 zones/],
    ['fromIds', { ...ids, privateSubnetIds: undefined }, /privateSubnetIds is undefined/],
    ['fromIds', { ...ids, privateSubnetIds: [] }, /privateSubnetIds has 0/],
    ['fromIds', { ...ids, isolatedSubnetIds: ['subnet-3', 'subnet-4', 'subnet-5'] }, /isolatedSubnetIds has 3/],
    ['fromIds', { ...ids, cidrBlock: undefined }, /cidrBlock is undefined/],
    ['fromLookup', null, /options is null/],
    ['fromLookup', {}, /vpcId, vpcName or tags/],
    ['fromLookup', { name: 'main' }, /'name' is not a name in options\.[^]*Did you mean 'vpcName'/],
    ['fromLookup', { vpcName: 'main', zones: 4 }, /zones is 4/],
    ['fromLookup', { vpcName: 'main', zones: 0 }, /zones is 0/],
    ['fromParameters', null, /options is null/],
    ['fromParameters', '/acme', /options is "\/acme"/],
    ['fromParameters', { prefx: '/acme' }, /'prefx' is not a name in options\.[^]*Did you mean 'prefix'/],
    ['fromParameters', {}, /prefix is undefined/],
    ['fromParameters', { prefix: 'acme' }, /prefix is "acme"/],
    ['fromParameters', { prefix: '/acme', zones: 4 }, /zones is 4/],
  ];

  test.each(wrong)('%s of %j is refused, on both engines, and nothing is made', (factory, options, message) => {
    const cdk = new Stack(new App(), 'Shop', { env: { account: '123456789012', region: 'eu-west-1' } });
    const terraform = new TerraformStack(Testing.app(), 'Shop');
    const engines: Array<[Stack | TerraformStack, () => unknown]> = [
      [cdk, () => Network[factory](cdk, 'Found', options)],
      [terraform, () => TerraformNetwork[factory](terraform, 'Found', options)],
    ];
    for (const [scope, make] of engines) {
      const before = pathsIn(scope);
      const error = refusal(make);
      expect(error).toBeInstanceOf(InvalidInputError);
      expect(error.message).toMatch(message);
      expect(error.complaint.where).toBe('Shop/Found');
      expect(pathsIn(scope)).toEqual(before);
    }
  });

  test('what other languages call nothing was left out', () => {
    const cdk = new Stack(new App(), 'Shop');
    const nothing: any = { publicSubnetIds: null, isolatedSubnetIds: null };
    expect(Network.fromIds(cdk, 'Ids', { ...ids, ...nothing })).toMatchObject({
      publicSubnetIds: [],
      isolatedSubnetIds: ids.privateSubnetIds,
    });
    const parameters: any = { prefix: '/acme', zones: null, publicSubnets: null };
    expect(Network.fromParameters(cdk, 'Parameters', parameters).publicSubnetIds).toHaveLength(3);
  });
});
