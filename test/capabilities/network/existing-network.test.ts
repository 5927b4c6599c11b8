import { App, CfnOutput, Fn, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Network } from '../../../src/capabilities/network/aws';
import { NetworkAttributes, NetworkLookupOptions } from '../../../src/capabilities/network/props';
import { NETWORK_PARAMETER } from '../../../src/parts/published-parameters/published-parameters';
import { GoldenPath } from '../../../src/path/golden-path';
import { EnvironmentTier } from '../../../src/path/tier';

/** What constructs read of a network. */
const ATTRIBUTES = Object.keys(NETWORK_PARAMETER) as Array<keyof typeof NETWORK_PARAMETER>;

const env = { account: '123456789012', region: 'eu-west-1' };
const attributes: NetworkAttributes = {
  vpcId: 'vpc-0123456789abcdef0',
  cidrBlock: '10.0.0.0/16',
  availabilityZones: ['eu-west-1a', 'eu-west-1b'],
  publicSubnetIds: ['subnet-1', 'subnet-2'],
  privateSubnetIds: ['subnet-3', 'subnet-4'],
  isolatedSubnetIds: ['subnet-5', 'subnet-6'],
};

describe('by ids', () => {
  const stack = () => new Stack(new App(), 'Stack');

  test('is what it is said to be, and makes nothing', () => {
    const scope = stack();
    expect(Network.fromIds(scope, 'Network', attributes)).toMatchObject(attributes);
    expect(Template.fromStack(scope).toJSON().Resources).toBeUndefined();
  });

  test('without isolated subnets, data stands in the private ones', () => {
    const network = Network.fromIds(stack(), 'Network', {
      ...attributes,
      isolatedSubnetIds: undefined,
      publicSubnetIds: undefined,
    });
    expect(network.isolatedSubnetIds).toEqual(['subnet-3', 'subnet-4']);
    expect(network.publicSubnetIds).toEqual([]);
  });

  test('lets lists through that are known at deployment only', () => {
    const privateSubnetIds = Fn.split(',', Fn.importValue('PrivateSubnets'));
    expect(
      Network.fromIds(stack(), 'Network', { ...attributes, vpcId: Fn.importValue('Vpc'), privateSubnetIds })
        .privateSubnetIds,
    ).toBe(privateSubnetIds);
  });
});

describe('by parameters', () => {
  const read = (options: { tier?: EnvironmentTier; zones?: number; publicSubnets?: boolean } = {}) => {
    const app = new App();
    if (options.tier) new GoldenPath({ organization: 'acme', tier: options.tier }).attachTo(app);
    const stack = new Stack(app, 'Stack');
    const network = Network.fromParameters(stack, 'Network', {
      prefix: '/acme/network',
      zones: options.zones,
      publicSubnets: options.publicSubnets,
    });
    return { stack, network };
  };

  test('is read at deployment, zone by zone', () => {
    const { stack, network } = read({ tier: EnvironmentTier.STAGING });
    new ec2.CfnSecurityGroup(stack, 'Group', {
      groupDescription: 'In the network',
      vpcId: network.vpcId,
      tags: network.privateSubnetIds.map((value, i) => ({ key: `${i}`, value })),
    });
    const template = Template.fromStack(stack);
    const [list] = Object.keys(
      template.findParameters('*', {
        Type: 'AWS::SSM::Parameter::Value<List<String>>',
        Default: '/acme/network/private-subnet-ids',
      }),
    );
    const [vpc] = Object.keys(
      template.findParameters('*', { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/acme/network/vpc-id' }),
    );
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      VpcId: { Ref: vpc },
      Tags: Match.arrayWith([
        { Key: '0', Value: { 'Fn::Select': [0, { Ref: list }] } },
        { Key: '1', Value: { 'Fn::Select': [1, { Ref: list }] } },
      ]),
    });
  });

  test("has the path's number of zones, or the one that is given", () => {
    expect(read().network.privateSubnetIds).toHaveLength(3);
    expect(read({ tier: EnvironmentTier.DEVELOPMENT }).network.availabilityZones).toHaveLength(2);
    expect(read({ zones: 2 }).network.isolatedSubnetIds).toHaveLength(2);
  });

  test('does not ask for public subnets where there are none', () => {
    const { stack, network } = read({ publicSubnets: false });
    expect(network.publicSubnetIds).toEqual([]);
    expect(Template.fromStack(stack).findParameters('*', { Default: '/acme/network/public-subnet-ids' })).toEqual({});
  });

  test('what nobody uses is not asked for', () => {
    const { stack, network } = read();
    new CfnOutput(stack, 'Vpc', { value: network.vpcId });
    const asked = Object.values(Template.fromStack(stack).findParameters('*')).map(({ Default }) => Default);
    expect(asked.filter(name => name.startsWith('/acme'))).toEqual(['/acme/network/vpc-id']);
  });

  test('what one app publishes, another reads', () => {
    const app = new App();
    const publisher = new Stack(app, 'Publisher');
    new Network(publisher, 'Network', { publishTo: '/acme/network' });
    const { stack: reader, network } = read();
    for (const attribute of ATTRIBUTES) expect(network[attribute]).toBeDefined();
    const published = Object.values(Template.fromStack(publisher).findResources('AWS::SSM::Parameter')).map(
      ({ Properties: { Name, Type } }) => [Name, Type],
    );
    const asked = Object.values(Template.fromStack(reader).findParameters('*'))
      .filter(({ Default }) => Default.startsWith('/acme'))
      .map(({ Default, Type }) => [Default, Type.includes('List') ? 'StringList' : 'String']);
    expect(asked.sort()).toEqual(published.sort());
  });
});

describe('by look-up', () => {
  interface Group {
    readonly type: string;
    readonly name: string;
    readonly zones: string[];
  }

  let stack: Stack;

  /** A network by what the CDK CLI would have found. */
  function lookedUp(groups: Group[], options: Partial<NetworkLookupOptions> = {}) {
    const key = 'vpc-provider:account=123456789012:filter.vpc-id=vpc-1:region=eu-west-1:returnAsymmetricSubnets=true';
    const app = new App({
      context: {
        [key]: {
          vpcId: 'vpc-1',
          vpcCidrBlock: '10.1.0.0/16',
          availabilityZones: [],
          subnetGroups: groups.map(({ type, name, zones }) => ({
            type,
            name,
            subnets: zones.map(zone => ({
              subnetId: `subnet-${name}-${zone}`,
              cidr: '10.1.0.0/24',
              availabilityZone: zone,
              routeTableId: 'rtb-1',
            })),
          })),
        },
      },
    });
    stack = new Stack(app, 'Stack', { env });
    return Network.fromLookup(stack, 'Network', { vpcId: 'vpc-1', ...options });
  }

  test('tells the kinds of subnets apart', () => {
    expect(
      lookedUp([
        { type: 'Public', name: 'web', zones: ['a', 'b'] },
        { type: 'Private', name: 'app', zones: ['a', 'b'] },
        { type: 'Isolated', name: 'data', zones: ['a', 'b'] },
      ]),
    ).toMatchObject({
      vpcId: 'vpc-1',
      cidrBlock: '10.1.0.0/16',
      availabilityZones: ['a', 'b'],
      publicSubnetIds: ['subnet-web-a', 'subnet-web-b'],
      privateSubnetIds: ['subnet-app-a', 'subnet-app-b'],
      isolatedSubnetIds: ['subnet-data-a', 'subnet-data-b'],
    });
  });

  test('takes one subnet of a kind in each zone', () => {
    const network = lookedUp([
      { type: 'Private', name: 'app', zones: ['a', 'b'] },
      { type: 'Private', name: 'batch', zones: ['a', 'b'] },
    ]);
    expect(network.privateSubnetIds).toEqual(['subnet-app-a', 'subnet-app-b']);
    expect(network.isolatedSubnetIds).toEqual(network.privateSubnetIds);
  });

  test('a network without NAT gateways has private subnets all the same', () => {
    expect(lookedUp([{ type: 'Isolated', name: 'data', zones: ['a', 'b'] }]).privateSubnetIds).toEqual([
      'subnet-data-a',
      'subnet-data-b',
    ]);
  });

  test('refuses a network with nothing but public subnets', () => {
    expect(() => lookedUp([{ type: 'Public', name: 'web', zones: ['a', 'b'] }])).toThrow(
      /private or isolated subnets in at least two zones/,
    );
    expect(stack.node.children).toEqual([]);
  });

  test('uses as much of it as asked, and refuses a network that has less', () => {
    const groups = [
      { type: 'Public', name: 'web', zones: ['a', 'b', 'c'] },
      { type: 'Private', name: 'app', zones: ['a', 'b', 'c'] },
    ];
    expect(lookedUp(groups, { zones: 2, publicSubnets: false })).toMatchObject({
      availabilityZones: ['a', 'b'],
      privateSubnetIds: ['subnet-app-a', 'subnet-app-b'],
      publicSubnetIds: [],
    });
    expect(lookedUp(groups, { zones: 3 }).publicSubnetIds).toHaveLength(3);
    expect(() => lookedUp([{ type: 'Private', name: 'app', zones: ['a', 'b'] }], { zones: 3 })).toThrow(
      /in 2 zones[^]*at least three zones/,
    );
    expect(() => lookedUp(groups, { zones: 4 })).toThrow(/zones is 4/);
  });

  test('the first synthesis, before the look-up, goes through', () => {
    const app = new App();
    const network = Network.fromLookup(new Stack(app, 'Stack', { env }), 'Network', { vpcName: 'main', zones: 3 });
    expect(network.privateSubnetIds.length).toBeGreaterThan(1);
    expect(app.synth().manifest.missing).toHaveLength(1);
  });
});
