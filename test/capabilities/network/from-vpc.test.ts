import { App, Fn, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { ManagedDatabase } from '../../../src/capabilities/database/aws';
import { DatabaseEngine } from '../../../src/capabilities/database/props';
import { GoldenPathFunction } from '../../../src/capabilities/function/aws';
import { Network } from '../../../src/capabilities/network/aws';
import { Exposure } from '../../../src/capabilities/service/props';
import { GoldenPath } from '../../../src/path/golden-path';
import { EnvironmentTier } from '../../../src/path/tier';
import { refusal } from '../../fixtures/errors';
import { serviceIn } from '../../fixtures/services';
import { PYTHON } from '../function/fixture';

const ENV = { account: '123456789012', region: 'eu-west-1' };

function stackIn(app = new App(), id = 'Shop'): Stack {
  const stack = new Stack(app, id, { env: ENV });
  new GoldenPath({ organization: 'acme', owner: 'platform', tier: EnvironmentTier.PRODUCTION }).attachTo(stack);
  return stack;
}

/** A VPC that stands already, with subnets of these kinds in two zones. */
function imported(stack: Stack, kinds: ('public' | 'private' | 'isolated')[], zones = ['eu-west-1a', 'eu-west-1b']) {
  const of = (kind: 'public' | 'private' | 'isolated') =>
    kinds.includes(kind) ? zones.map(zone => `subnet-${kind}${zone.slice(-1)}`) : undefined;
  return ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-1',
    vpcCidrBlock: '10.0.0.0/16',
    availabilityZones: zones,
    publicSubnetIds: of('public'),
    privateSubnetIds: of('private'),
    isolatedSubnetIds: of('isolated'),
  });
}

describe('a VPC that stands already', () => {
  test('is used as it is, and makes nothing', () => {
    const stack = stackIn();
    const vpc = imported(stack, ['public', 'private', 'isolated']);
    const network = Network.fromVpc(stack, 'Network', vpc);
    expect(network.vpc).toBe(vpc);
    expect(network).toMatchObject({
      vpcId: 'vpc-1',
      cidrBlock: '10.0.0.0/16',
      availabilityZones: ['eu-west-1a', 'eu-west-1b'],
      publicSubnetIds: ['subnet-publica', 'subnet-publicb'],
      privateSubnetIds: ['subnet-privatea', 'subnet-privateb'],
      isolatedSubnetIds: ['subnet-isolateda', 'subnet-isolatedb'],
    });
    expect(Template.fromStack(stack).toJSON().Resources).toBeUndefined();
  });

  test.each([
    ['without isolated subnets, data stands in the private ones', ['private'], 'private'],
    ['without a way out, tasks stand in the isolated ones', ['isolated'], 'isolated'],
  ] as const)('%s', (_, kinds, kind) => {
    const stack = stackIn();
    const network = Network.fromVpc(stack, 'Network', imported(stack, [...kinds]));
    const ids = [`subnet-${kind}a`, `subnet-${kind}b`];
    expect(network).toMatchObject({ publicSubnetIds: [], privateSubnetIds: ids, isolatedSubnetIds: ids });
  });

  test('one subnet of a kind is used in each zone: load balancers accept no second', () => {
    const stack = stackIn();
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
      vpcId: 'vpc-1',
      vpcCidrBlock: '10.0.0.0/16',
      availabilityZones: ['a', 'b'],
      privateSubnetIds: ['app-a', 'app-b', 'cache-a', 'cache-b'],
      privateSubnetNames: ['App', 'Cache'],
    });
    expect(Network.fromVpc(stack, 'First', vpc).privateSubnetIds).toEqual(['app-a', 'app-b']);
    const chosen = Network.fromVpc(stack, 'Chosen', vpc, {
      privateSubnets: { subnetGroupName: 'App' },
      isolatedSubnets: { subnetGroupName: 'Cache' },
    });
    expect(chosen).toMatchObject({ privateSubnetIds: ['app-a', 'app-b'], isolatedSubnetIds: ['cache-a', 'cache-b'] });
    const none = { privateSubnets: { subnetGroupName: 'Web' } };
    const error = refusal(() => Network.fromVpc(stack, 'None', vpc, none)).complaint;
    const wrong = refusal(() => Network.fromVpc(stack, 'None', vpc, { private: {} } as any)).complaint;
    expect(wrong.what).toBe("'private' is not a name in options.");
    expect(error.what).toContain('privateSubnets selects no subnets');
    expect(error.hint).toContain("'Web'");
  });

  test('lists that are known at deployment only are passed on whole', () => {
    const stack = stackIn();
    const list = (name: string) => Fn.split(',', Fn.importValue(name));
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
      vpcId: Fn.importValue('Vpc'),
      vpcCidrBlock: '10.0.0.0/16',
      availabilityZones: list('Zones'),
      publicSubnetIds: list('Public'),
      privateSubnetIds: list('Private'),
    });
    const network = Network.fromVpc(stack, 'Network', vpc);
    const service = serviceIn(stack, { network, exposure: Exposure.internal() });
    Template.fromStack(stack).hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', {
      Subnets: { 'Fn::Split': [',', { 'Fn::ImportValue': 'Private' }] },
    });
    expect(service.network).toBe(network);
  });

  test('its range is asked for by nothing, and refused where somebody asks and it is not known', () => {
    const stack = stackIn();
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
      vpcId: 'vpc-1',
      availabilityZones: ['a', 'b'],
      privateSubnetIds: ['s1', 's2'],
    });
    const network = Network.fromVpc(stack, 'Network', vpc);
    serviceIn(stack, { network, exposure: Exposure.internal() });
    Template.fromStack(stack);
    expect(refusal(() => stack.resolve(network.cidrBlock)).complaint.hint).toContain('vpcCidrBlock');
  });

  test('needs a place to stand in, in two zones', () => {
    const stack = stackIn();
    const complaint = refusal(() => Network.fromVpc(stack, 'Network', imported(stack, ['public']))).complaint;
    expect(complaint.what).toBe('The VPC Shop/Vpc has subnets that the internet does not reach in 0 zones.');
    expect(complaint.hint).toContain('at least two zones');
    expect(stack.node.tryFindChild('Network')).toBeUndefined();
    const other = stackIn();
    expect(
      refusal(() => Network.fromVpc(other, 'Network', imported(other, ['private'], ['eu-west-1a']))).complaint.what,
    ).toContain('in 1 zones');
  });

  test('what is no VPC is refused, and a VPC that is given as a network, too', () => {
    const stack = stackIn();
    for (const wrong of [
      undefined,
      'vpc-1',
      {},
      Network.fromIds(stack, 'Ids', {
        vpcId: 'vpc-1',
        cidrBlock: '10.0.0.0/16',
        availabilityZones: ['a', 'b'],
        privateSubnetIds: ['1', '2'],
      }),
    ]) {
      expect(refusal(() => Network.fromVpc(stack, 'Network', wrong as any)).complaint.hint).toContain('new ec2.Vpc');
    }
    const vpc = imported(stack, ['private']);
    expect(refusal(() => serviceIn(stack, { network: vpc as any })).complaint.hint).toContain('Network.fromVpc(');
  });
});

describe('only who needs them asks for subnets', () => {
  const ids = { vpcId: 'vpc-1', cidrBlock: '10.0.0.0/16', availabilityZones: ['a', 'b'], privateSubnetIds: ['1', '2'] };

  test('a service and a function need no isolated ones, a database does', () => {
    const stack = stackIn();
    const network = Network.fromIds(stack, 'Network', { ...ids, isolatedSubnetIds: [] });
    serviceIn(stack, { network, exposure: Exposure.internal() });
    new GoldenPathFunction(stack, 'Signup', { code: PYTHON, network });
    const engine = DatabaseEngine.postgres();
    expect(refusal(() => new ManagedDatabase(stack, 'Db', { engine, network })).complaint.what).toBe(
      'The network has 0 isolated subnets, and a database needs two, in two zones.',
    );
  });

  test('a list of tokens is counted, and not taken for one that is known at deployment only', () => {
    const stack = stackIn();
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
      vpcId: 'vpc-1',
      vpcCidrBlock: '10.0.0.0/16',
      availabilityZones: ['a', 'b'],
      privateSubnetIds: ['1', '2'],
      isolatedSubnetIds: [Fn.importValue('One'), Fn.importValue('Two')],
    });
    const network = Network.fromVpc(stack, 'Network', vpc, {
      isolatedSubnets: { availabilityZones: ['a'], subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
    });
    expect(network.isolatedSubnetIds).toHaveLength(1);
    const engine = DatabaseEngine.postgres();
    expect(refusal(() => new ManagedDatabase(stack, 'Db', { engine, network })).complaint.what).toContain(
      'has 1 isolated subnets',
    );
  });
});

describe('a VPC that plain CDK makes', () => {
  const dependencies = (template: Template, type: string): string[] =>
    Object.values(template.findResources(type)).flatMap(({ DependsOn }) => DependsOn ?? []);

  test('in the same stack: what starts in it waits for its ways out', () => {
    const stack = stackIn();
    const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2 });
    const network = Network.fromVpc(stack, 'Network', vpc);
    const service = serviceIn(stack, {
      network,
      exposure: Exposure.publicHttps({ domainName: 'orders.acme.com', hostedZoneId: 'Z1' }),
    });
    const template = Template.fromStack(stack);
    const refs = (subnets: ec2.ISubnet[]) => subnets.map(({ subnetId }) => stack.resolve(subnetId));
    template.hasResourceProperties('AWS::ECS::Service', {
      NetworkConfiguration: { AwsvpcConfiguration: { Subnets: refs(vpc.privateSubnets), AssignPublicIp: 'DISABLED' } },
    });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', { Subnets: refs(vpc.publicSubnets) });
    expect(dependencies(template, 'AWS::ECS::Service')).toContainEqual(
      expect.stringMatching(/VpcPrivateSubnet1DefaultRoute/),
    );
    expect(dependencies(template, 'AWS::ElasticLoadBalancingV2::LoadBalancer')).toContainEqual(
      expect.stringMatching(/VpcPublicSubnet1DefaultRoute/),
    );
    // What needs no way out does not wait for it.
    expect(dependencies(template, 'AWS::KMS::Key')).toEqual([]);
    expect(service.escapes).toEqual([]);
    expect(service.vpc).toBe(vpc);
  });

  test('a function that uses a database waits, too, and the database stands in the isolated subnets', () => {
    const stack = stackIn();
    const vpc = new ec2.Vpc(stack, 'Vpc', {
      maxAzs: 2,
      subnetConfiguration: [
        { name: 'Out', subnetType: ec2.SubnetType.PUBLIC },
        { name: 'App', subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
        { name: 'Data', subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
      ],
    });
    const network = Network.fromVpc(stack, 'Network', vpc);
    const db = new ManagedDatabase(stack, 'Db', { engine: DatabaseEngine.postgres(), network });
    const fn = new GoldenPathFunction(stack, 'Signup', {
      code: PYTHON,
      network,
    });
    fn.uses(db);
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::RDS::DBSubnetGroup', {
      SubnetIds: vpc.isolatedSubnets.map(({ subnetId }) => stack.resolve(subnetId)),
    });
    template.hasResource('AWS::Lambda::Function', {
      DependsOn: Match.arrayWith([Match.stringLikeRegexp('VpcAppSubnet1DefaultRoute')]),
    });
    expect(fn.escapes).toEqual([]);
  });

  test('in another stack: its ids are exported, and nothing points back', () => {
    const app = new App();
    const base = new Stack(app, 'Base', { env: ENV });
    const vpc = new ec2.Vpc(base, 'Vpc', { maxAzs: 2 });
    const stack = stackIn(app);
    serviceIn(stack, { network: Network.fromVpc(stack, 'Network', vpc), exposure: Exposure.internal() });
    app.synth();
    expect(stack.dependencies).toEqual([base]);
    expect(base.dependencies).toEqual([]);
  });
});

describe('the VPC of a network', () => {
  const ids = { vpcId: 'vpc-1', cidrBlock: '10.0.0.0/16', availabilityZones: ['a', 'b'], privateSubnetIds: ['1', '2'] };

  test('by ids is seen by L2s', () => {
    const stack = stackIn();
    const network = Network.fromIds(stack, 'Network', ids);
    expect(network.vpc).toBe(network.vpc);
    expect(network.vpc.privateSubnets.map(({ subnetId }) => subnetId)).toEqual(['1', '2']);
    expect(serviceIn(stack, { network, exposure: Exposure.internal() }).vpc).toBe(network.vpc);
  });

  test('that stands in the app is seen by the service, and asked of itself refused', () => {
    const app = new App();
    const network = Network.fromIds(app, 'Network', ids);
    const service = serviceIn(stackIn(app), { network, exposure: Exposure.internal() });
    expect(service.vpc.vpcId).toBe('vpc-1');
    expect(service.vpc).toBe(service.vpc);
    expect(refusal(() => network.vpc).complaint.hint).toContain('orders.vpc');
  });
});
