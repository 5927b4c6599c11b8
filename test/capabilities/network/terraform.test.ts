import { spawnSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { FlowLog } from '@cdktf/provider-aws/lib/flow-log';
import { Template } from 'aws-cdk-lib/assertions';
import { Aspects, TerraformOutput, TerraformResource } from 'cdktf';
import { IConstruct } from 'constructs';
import { networkIn as networkOnCdk } from './support';
import { networkIn, stackOn } from './terraform-support';
import { Network as NetworkOnCdk } from '../../../src/capabilities/network/aws';
import { NetworkProps } from '../../../src/capabilities/network/props';
import { Network } from '../../../src/capabilities/network/terraform';
import { EscapeKind, Patch } from '../../../src/record/escape-hatch';
import { EnvironmentTier, TIERS } from '../../../src/path/tier';
import { refusal } from '../../fixtures/errors';
import { configurationOf, resourcesBelow } from '../../fixtures/terraform';

const { DEVELOPMENT, STAGING, PRODUCTION } = EnvironmentTier;
const because = { reason: 'to see what happens' };

describe('synthesis', () => {
  test('needs no path, no region and no credentials', () => {
    const stack = stackOn();
    const network = new Network(stack, 'Network');
    const written = configurationOf(stack);
    expect(network.resources.privateSubnets).toHaveLength(3);
    expect(written.provider.aws).toEqual([{ default_tags: [{ tags: { 'goldenpath:tier': 'production' } }] }]);
  });

  test('has its VPC where an app team can move one to that is there', () => {
    const { network, written } = networkIn(PRODUCTION);
    expect(network.resources.vpc.node.path).toBe('Platform/Network/Resource');
    network.movedFrom('vpc', 'aws_vpc.main');
    expect(written().moved).toEqual([
      { from: 'aws_vpc.main', to: `aws_vpc.${network.resources.vpc.friendlyUniqueId}` },
    ]);
    expect(refusal(() => network.movedFrom('vpc', 'aws_subnet.main')).message).toMatch(
      /not the address of a resource of type aws_vpc/,
    );
  });
});

describe('slots are all the resources there are', () => {
  const combinations: [string, NetworkProps][] = [
    ['nothing', {}],
    ['two zones, one NAT gateway', { maxZones: 2, natGateways: 1 }],
    ['no NAT gateway', { natGateways: 0 }],
    ['no public subnets', { publicSubnets: false }],
    ['endpoints', { interfaceEndpoints: ['sqs', 'bedrock-runtime', 'ecr.api'] }],
    ['published', { publishTo: '/platform/network', availabilityZones: ['eu-west-1a', 'eu-west-1b'] }],
    ['published without public subnets', { publishTo: '/platform/network', publicSubnets: false }],
  ];
  test.each(TIERS.flatMap(tier => combinations.map(([name, props]) => [tier, name, props] as const)))(
    '%s, %s',
    (tier, _, props) => {
      const { network } = networkIn(tier, props);
      const inSlots = network.slots.map(slot => network.resource(slot));
      expect(new Set(inSlots)).toEqual(new Set(resourcesBelow(network)));
      expect(inSlots).toHaveLength(resourcesBelow(network).length);
      const inResources = Object.values(network.resources)
        .flat()
        .filter(each => TerraformResource.isTerraformResource(each));
      expect(new Set(inResources)).toEqual(new Set(inSlots));
      for (const slot of network.slots) {
        const id = slot === 'vpc' ? 'Resource' : slot.charAt(0).toUpperCase() + slot.slice(1);
        expect(network.resource(slot).node.id).toBe(id);
      }
    },
  );

  test('what the platform team leaves out is not there', () => {
    const { network, written } = networkIn(
      PRODUCTION,
      {},
      { defaults: { 'network.flowLogs': false, 'network.defaultSecurityGroup': 'as-made' } },
    );
    const { flowLog, logKey, closedDefaultSecurityGroup } = network.resources;
    expect([flowLog, logKey, closedDefaultSecurityGroup]).toEqual([undefined, undefined, undefined]);
    const types = Object.keys(written().resource);
    for (const type of [
      'aws_flow_log',
      'aws_default_security_group',
      'aws_cloudwatch_log_group',
      'aws_kms_key',
      'aws_iam_role',
    ])
      expect(types).not.toContain(type);
  });
});

describe('subnets', () => {
  test('stand in the zones that the region has when they are made, and stay there', () => {
    const { network, slot, written } = networkIn(PRODUCTION);
    const [[zones, asked]] = Object.entries<any>(written().data.aws_availability_zones);
    expect(asked).toMatchObject({ state: 'available', filter: [{ name: 'zone-name' }] });
    expect(asked.filter[0].values[0]).toBe('${data.aws_region.Region.region}a');
    [1, 2, 3].forEach(n =>
      expect(slot(`isolatedSubnet${n}`)).toMatchObject({
        availability_zone: `\${data.aws_availability_zones.${zones}.names.${n - 1}}`,
        lifecycle: { ignore_changes: ['availability_zone'] },
      }),
    );
    new TerraformOutput(network, 'Zones', { value: network.availabilityZones });
    expect(Object.values<any>(configurationOf(network.resources.vpc.cdktfStack).output)).toContainEqual({
      value: network.resources.privateSubnets.map(
        subnet => `\${aws_subnet.${subnet.friendlyUniqueId}.availability_zone}`,
      ),
    });
  });

  test('stand in the zones that were named', () => {
    const { network, slot, written } = networkIn(PRODUCTION, { availabilityZones: ['eu-west-1a', 'eu-west-1c'] });
    expect(slot('isolatedSubnet2')).toMatchObject({ availability_zone: 'eu-west-1c' });
    expect(slot('isolatedSubnet2').lifecycle).toBeUndefined();
    expect(network.availabilityZones).toEqual(['eu-west-1a', 'eu-west-1c']);
    expect(written().data.aws_availability_zones).toBeUndefined();
  });

  test('are told apart by look-ups of others, on either engine, and say whose they are', () => {
    expect(networkIn(PRODUCTION).slot('isolatedSubnet1').tags).toEqual({
      Name: 'Platform/Network/isolated-1',
      'aws-cdk:subnet-name': 'Isolated',
      'aws-cdk:subnet-type': 'Isolated',
      'goldenpath:owner': 'platform',
    });
  });

  test('give out no public addresses', () => {
    const { network, slot } = networkIn(PRODUCTION);
    for (const name of network.slots.filter(each => /Subnet\d$/.test(each)))
      expect(slot(name).map_public_ip_on_launch).toBe(false);
  });
});

describe('ways out', () => {
  const idOf = (network: Network, slot: string) =>
    `\${${network.resource(slot).terraformResourceType}.${network.resource(slot).friendlyUniqueId}.id}`;
  const after = (network: Network, ...slots: string[]) =>
    slots.map(slot => `${network.resource(slot).terraformResourceType}.${network.resource(slot).friendlyUniqueId}`);

  test('in production each zone has its own NAT gateway', () => {
    const { network, slot } = networkIn(PRODUCTION);
    [1, 2, 3].forEach(n => {
      expect(slot(`privateRoute${n}`)).toEqual({
        destination_cidr_block: '0.0.0.0/0',
        nat_gateway_id: idOf(network, `natGateway${n}`),
        route_table_id: idOf(network, `privateRouteTable${n}`),
      });
      expect(slot(`natGateway${n}`).subnet_id).toBe(idOf(network, `publicSubnet${n}`));
    });
  });

  test('below, the zones share one', () => {
    const { network, slot } = networkIn(STAGING);
    expect(network.resources.natGateways).toHaveLength(1);
    expect(slot('privateRoute2').nat_gateway_id).toBe(idOf(network, 'natGateway1'));
  });

  test('isolated subnets have none', () => {
    const { network, slot, written } = networkIn(PRODUCTION);
    const isolated = idOf(network, 'isolatedRouteTable');
    expect(Object.values<any>(written().resource.aws_route).map(route => route.route_table_id)).not.toContain(isolated);
    expect(slot('isolatedRouteTable').route).toBeUndefined();
    [1, 2, 3].forEach(n => expect(slot(`isolatedSubnetAssociation${n}`).route_table_id).toBe(isolated));
  });

  test('are there before what stands in the subnets, and gone after it', () => {
    const { network, slot } = networkIn(PRODUCTION);
    expect(slot('publicRoute').depends_on).toEqual(after(network, 'internetGatewayAttachment'));
    expect(slot('publicSubnet1').depends_on).toEqual(after(network, 'publicRoute'));
    expect(slot('natGateway2').depends_on).toEqual(after(network, 'publicSubnetAssociation2'));
    expect(slot('privateSubnet3').depends_on).toEqual(after(network, 'privateRoute3'));
    expect(slot('isolatedSubnet1').depends_on).toBeUndefined();
  });
});

describe('endpoints', () => {
  test('serve this account only, but S3, which serves image layers', () => {
    const { slot } = networkIn(PRODUCTION, { interfaceEndpoints: ['sqs'] });
    for (const name of ['gatewayEndpointDynamodb', 'interfaceEndpointSqs']) {
      expect(slot(name).policy).toContain(
        '{"StringEquals" = {"aws:PrincipalAccount" = data.aws_caller_identity.CallerIdentity.account_id}}',
      );
    }
    expect(slot('gatewayEndpointS3').policy).toBeUndefined();
    expect(slot('interfaceEndpointSqs').service_name).toBe('com.amazonaws.${data.aws_region.Region.region}.sqs');
  });

  test('are reached from inside of the network, and start nothing themselves', () => {
    const { slot, written } = networkIn(DEVELOPMENT, { interfaceEndpoints: ['sqs'], cidrBlock: '10.20.0.0/16' });
    expect(slot('endpointSecurityGroupIngress')).toMatchObject({
      cidr_ipv4: '10.20.0.0/16',
      from_port: 443,
      to_port: 443,
      ip_protocol: 'tcp',
    });
    expect(slot('endpointSecurityGroup').ingress).toBeUndefined();
    expect(written().resource.aws_vpc_security_group_egress_rule).toBeUndefined();
    expect(slot('interfaceEndpointSqs').subnet_ids).toHaveLength(1);
  });

  test('stand in every route table that has instances behind it', () => {
    const { network, slot } = networkIn(PRODUCTION);
    const tables = [
      network.resources.publicRouteTable!,
      ...network.resources.privateRouteTables,
      network.resources.isolatedRouteTable,
    ];
    expect(slot('gatewayEndpointS3').route_table_ids).toEqual(
      tables.map(table => `\${aws_route_table.${table.friendlyUniqueId}.id}`),
    );
  });
});

describe('records', () => {
  test('are written by a role that may write them and nothing else', () => {
    const { network, slot } = networkIn(PRODUCTION);
    const group = `aws_cloudwatch_log_group.${network.resources.flowLogGroup!.friendlyUniqueId}.arn`;
    expect(slot('flowLog')).toMatchObject({
      log_destination: `\${${group}}`,
      log_destination_type: 'cloud-watch-logs',
      traffic_type: 'ALL',
      depends_on: [`aws_iam_role_policy.${network.resources.flowLogRolePolicy!.friendlyUniqueId}`],
    });
    expect(slot('flowLogRolePolicy').policy).toContain(`"Resource" = "\${${group}}:*"`);
    expect(slot('flowLogRole').assume_role_policy).toContain('vpc-flow-logs.amazonaws.com');
  });

  test('outlive a production network, and so does their key', () => {
    const { slot } = networkIn(PRODUCTION);
    expect(slot('flowLogGroup').skip_destroy).toBe(true);
    expect(slot('logKey').lifecycle).toEqual({ prevent_destroy: true });
    expect(networkIn(STAGING).slot('flowLogGroup').skip_destroy).toBe(false);
    expect(networkIn(STAGING).slot('logKey').lifecycle).toBeUndefined();
  });
});

test('the default security group has no rules', () => {
  const { network, slot } = networkIn(DEVELOPMENT);
  const { tags, ...rest } = slot('closedDefaultSecurityGroup');
  expect(rest).toEqual({ vpc_id: `\${aws_vpc.${network.resources.vpc.friendlyUniqueId}.id}` });
  expect(tags.Name).toBe('Platform/Network/closed');
});

describe('an existing network', () => {
  const prefix = '/acme/network';
  const usedIn = (tier: EnvironmentTier, make: (stack: ReturnType<typeof stackOn>) => any) => {
    const stack = stackOn(tier, {}, 'Reader');
    new Network(stack, 'Own', { natGateways: 0 });
    const network = make(stack);
    for (const part of [
      'vpcId',
      'cidrBlock',
      'availabilityZones',
      'publicSubnetIds',
      'privateSubnetIds',
      'isolatedSubnetIds',
    ])
      new TerraformOutput(stack, part, { value: network[part] });
    return configurationOf(stack);
  };

  test('that CDK published is found by the names that CDK wrote', () => {
    const { template } = networkOnCdk(STAGING, { publishTo: prefix });
    const published = Object.values<any>(template().findResources('AWS::SSM::Parameter')).map(
      ({ Properties }) => Properties.Name,
    );
    const written = usedIn(STAGING, stack => Network.fromParameters(stack, 'Network', { prefix }));
    const read: [string, any][] = Object.entries(written.data.aws_ssm_parameter);
    expect(read.map(([, { name }]) => name).sort()).toEqual(published.sort());
    const [subnets, { lifecycle }] = read.find(([, { name }]) => name === `${prefix}/private-subnet-ids`)!;
    expect(written.output.privateSubnetIds.value).toEqual(
      [0, 1].map(zone => `\${split(",", data.aws_ssm_parameter.${subnets}.insecure_value).${zone}}`),
    );
    expect(lifecycle.postcondition[0]).toMatchObject({
      condition: '${length(split(",", self.insecure_value)) >= 2}',
      error_message: expect.stringMatching(/fewer than 2 zones/),
    });
  });

  test.each([
    [{}, 6],
    [{ publicSubnets: false }, 5],
  ])('that Terraform published is found by CDK, with %j', (props, count) => {
    const { network, slot } = networkIn(STAGING, { publishTo: prefix, ...props });
    const published = network.slots.filter(name => name.endsWith('Parameter')).map(slot);
    expect(published).toHaveLength(count);
    const { stack } = networkOnCdk(STAGING);
    NetworkOnCdk.fromParameters(stack, 'Found', { prefix, ...props });
    const read = Object.values<any>(Template.fromStack(stack).findParameters('*')).filter(({ Type }) =>
      Type.startsWith('AWS::SSM::Parameter::Value'),
    );
    const types: { [type: string]: string } = {
      'AWS::SSM::Parameter::Value<String>': 'String',
      'AWS::SSM::Parameter::Value<List<String>>': 'StringList',
    };
    const found = read
      .filter(({ Default }) => Default.startsWith(prefix))
      .map(({ Type, Default }) => [Default, types[Type]]);
    expect(found.sort()).toEqual(published.map(({ name, type }) => [name, type]).sort());
    expect(slot('privateSubnetIdsParameter').value).toBe(
      `\${join(",", ` +
        `[${network.resources.privateSubnets.map(subnet => `aws_subnet.${subnet.friendlyUniqueId}.id`).join(', ')}])}`,
    );
  });

  test('by parameters, refuses what cannot be one', () => {
    const stack = stackOn(PRODUCTION);
    expect(refusal(() => Network.fromParameters(stack, 'A', { prefix: 'acme' })).message).toMatch(/prefix is "acme"/);
    expect(refusal(() => Network.fromParameters(stack, 'B', { prefix, zones: 4 })).message).toMatch(/zones is 4/);
    expect(stack.node.tryFindChild('BParameters')).toBeUndefined();
  });

  test('by ids, is what it is said to be', () => {
    const stack = stackOn(PRODUCTION);
    const attributes = {
      vpcId: 'vpc-0123456789abcdef0',
      cidrBlock: '10.0.0.0/16',
      availabilityZones: ['a', 'b'],
      privateSubnetIds: ['subnet-1', 'subnet-2'],
    };
    expect(Network.fromIds(stack, 'Network', attributes)).toMatchObject({
      ...attributes,
      isolatedSubnetIds: ['subnet-1', 'subnet-2'],
      publicSubnetIds: [],
    });
    expect(
      refusal(() => Network.fromIds(stack, 'Few', { ...attributes, privateSubnetIds: ['subnet-1'] })).message,
    ).toMatch(/has 1 subnets, and there are 2 zones/);
    // Another stack's, known when Terraform applies.
    const made = new Network(stackOn(PRODUCTION), 'Network');
    expect(Network.fromIds(stack, 'Known', { ...attributes, vpcId: made.vpcId }).vpcId).toBe(made.vpcId);
  });

  test('by look-up, asks for the VPC and for its subnets by their tags', () => {
    const written = usedIn(STAGING, stack =>
      Network.fromLookup(stack, 'Network', { vpcName: 'main', tags: { team: 'platform' } }),
    );
    expect(Object.values(written.data.aws_vpc)).toEqual([{ tags: { Name: 'main', team: 'platform' } }]);
    const [vpc] = Object.keys(written.data.aws_vpc);
    expect(
      Object.values<any>(written.data.aws_subnets).map(({ filter, tags }) => [filter[0], tags['aws-cdk:subnet-type']]),
    ).toEqual(
      expect.arrayContaining(
        ['Public', 'Private', 'Isolated'].map(kind => [
          { name: 'vpc-id', values: [`\${data.aws_vpc.${vpc}.id}`] },
          kind,
        ]),
      ),
    );
    expect(written.output.privateSubnetIds.value).toHaveLength(2);
    expect(refusal(() => Network.fromLookup(stackOn(STAGING), 'Network', {})).message).toMatch(
      /vpcId, vpcName or tags/,
    );
  });

  test('by look-up, uses no more than was asked for', () => {
    const written = usedIn(PRODUCTION, stack =>
      Network.fromLookup(stack, 'Network', { vpcId: 'vpc-1', zones: 2, publicSubnets: false }),
    );
    expect(Object.values(written.data.aws_vpc)).toEqual([{ id: 'vpc-1' }]);
    expect(Object.keys(written.data.aws_subnets)).toHaveLength(2);
    expect(written.output.publicSubnetIds.value).toEqual([]);
  });
});

describe('the escape hatch', () => {
  test('changes an argument, on record', () => {
    const { network, slot } = networkIn(PRODUCTION);
    network.escape('flowLog', Patch.property('max_aggregation_interval', 60), {
      ...because,
      owner: 'team-net',
      reviewBy: '2999-01-01',
    });
    expect(slot('flowLog').max_aggregation_interval).toBe(60);
    expect(network.escapes).toMatchObject([
      { slot: 'flowLog', kind: EscapeKind.PATCH, properties: ['max_aggregation_interval'], owner: 'team-net' },
    ]);
  });

  test('changes a nested block, and selects in a list', () => {
    const { network, slot } = networkIn(PRODUCTION);
    network.escape('privateSubnet1', Patch.property('timeouts.delete', '40m'), because);
    network.escape('gatewayEndpointS3', Patch.remove('route_table_ids[0]'), because);
    network.escape(
      'closedDefaultSecurityGroup',
      Patch.property('ingress', [{ protocol: 'tcp', from_port: 22, to_port: 22, cidr_blocks: ['10.0.0.0/8'] }]),
      because,
    );
    expect(slot('privateSubnet1').timeouts).toEqual({ delete: '40m' });
    expect(slot('privateSubnet1').timeouts).toEqual({ delete: '40m' });
    expect(slot('gatewayEndpointS3').route_table_ids).toHaveLength(4);
    expect(slot('closedDefaultSecurityGroup').ingress[0]).toMatchObject({ from_port: 22 });
  });

  test('reaches the lifecycle, where there is one and where there is none', () => {
    const { network, slot } = networkIn(PRODUCTION);
    network.escape('logKey', Patch.property('lifecycle.prevent_destroy', false), because);
    network.escape('privateSubnet1', Patch.append('lifecycle.ignore_changes', 'tags'), because);
    network.escape('vpc', Patch.property('lifecycle', { prevent_destroy: true }), because);
    network.escape('flowLogRole', Patch.property('lifecycle.create_before_destroy', true), because);
    network.escape('privateSubnet2', Patch.remove('lifecycle'), because);
    expect(
      ['logKey', 'privateSubnet1', 'vpc', 'flowLogRole', 'privateSubnet2'].map(name => slot(name).lifecycle),
    ).toEqual([
      { prevent_destroy: false },
      { ignore_changes: ['availability_zone', 'tags'] },
      { prevent_destroy: true },
      { create_before_destroy: true },
      undefined,
    ]);
    expect(network.escapes.map(({ kind }) => kind)).toEqual(Array(5).fill(EscapeKind.PATCH));
    expect(
      refusal(() => network.escape('vpc', Patch.property('lifecycle.prevent_destroi', true), because)).message,
    ).toMatch(/changes nothing/);
  });

  test('refuses a slot and a name that there is not, and says which one may be meant', () => {
    const { network } = networkIn(PRODUCTION);
    expect(refusal(() => network.escape('flowLogs', Patch.property('a', 1), because)).message).toMatch(
      /Did you mean 'flowLog'/,
    );
    expect(refusal(() => network.escape('flowLog', Patch.property('TrafficTyp', 'ALL'), because)).message).toMatch(
      /Did you mean 'traffic_type'/,
    );
    expect(refusal(() => network.escape('flowLog', Patch.property('traffic_type', 'ALL'), because)).message).toMatch(
      /changes nothing/,
    );
    expect(network.escapes).toEqual([]);
  });

  test('finds what nobody recorded, and takes references for none', () => {
    const { network, stack, written } = networkIn(PRODUCTION, { publishTo: '/acme/network' });
    new TerraformOutput(stack, 'Group', { value: network.resources.flowLog!.arn });
    written();
    expect(network.escapes).toEqual([]);
    network.resources.vpc.instanceTenancy = 'dedicated';
    expect(network.escapes).toEqual([{ slot: 'vpc', kind: EscapeKind.UNRECORDED, properties: ['instance_tenancy'] }]);
  });

  test('sees what an Aspect changes', () => {
    const { network, stack, written } = networkIn(PRODUCTION);
    Aspects.of(stack).add({
      visit: (node: IConstruct) => {
        if (node instanceof FlowLog) node.maxAggregationInterval = 60;
      },
    });
    written();
    expect(network.escapes).toMatchObject([
      { slot: 'flowLog', kind: EscapeKind.UNRECORDED, properties: ['max_aggregation_interval'] },
    ]);
  });
});

test('another stack of the app uses it by reference, and is deployed after it', () => {
  const { network, app, stack } = networkIn(PRODUCTION);
  const other = stackOn(undefined, {}, 'Shop', app);
  new TerraformOutput(other, 'Subnets', { value: network.privateSubnetIds });
  app.synth();
  const [shop, platform] = ['Shop', 'Platform'].map(name =>
    JSON.parse(readFileSync(join(app.outdir, 'stacks', name, 'cdk.tf.json'), 'utf8')),
  );
  expect(other.dependencies).toEqual([stack]);
  expect(shop.output.Subnets.value).toHaveLength(3);
  for (const reference of shop.output.Subnets.value) {
    const [, output] = /^\$\{data\.terraform_remote_state\.[\w-]+\.outputs\.([\w-]+)\}$/.exec(reference) ?? [reference];
    expect(platform.output[output].value).toMatch(/^\$\{aws_subnet\.Network_PrivateSubnet/);
  }
});

/** Terraform itself, where it is on the machine: it knows what an expression comes to. */
const terraform = spawnSync('terraform', ['version']).status === 0 ? test : test.skip;

terraform(
  'a look-up comes to one subnet in each of the first zones, as Terraform evaluates it',
  () => {
    const stack = stackOn(PRODUCTION);
    new Network(stack, 'Own');
    const network = Network.fromLookup(stack, 'Found', { vpcName: 'main', zones: 2 });
    new TerraformOutput(stack, 'Answer', {
      value: [network.availabilityZones, network.privateSubnetIds, network.isolatedSubnetIds, network.publicSubnetIds],
    });
    const { locals, output, data } = configurationOf(stack);

    const subnets = (kind: string, zones: string[]) =>
      Object.fromEntries(
        zones.map((zone, n) => [`subnet-${kind}-${n}`, { id: `subnet-${kind}-${n}`, availability_zone: zone }]),
      );
    expect(
      evaluated(
        {
          ...locals,
          Inner: subnets('private', ['b', 'a', 'c']),
          Data: subnets('isolated', ['c', 'b', 'a']),
          Outer: subnets('public', ['a', 'b', 'b']),
        },
        output.Answer.value,
      ),
    ).toEqual([
      ['a', 'b'],
      ['subnet-private-1', 'subnet-private-0'],
      ['subnet-isolated-2', 'subnet-isolated-1'],
      ['subnet-public-0', 'subnet-public-2'],
    ]);

    const read = ['Inner', 'Data'].map(
      name => Object.entries<any>(data.aws_subnet).find(([id]) => id.includes(`_${name}_`))![1].for_each,
    );
    const ids = (...kinds: string[]) =>
      Object.fromEntries(['Private', 'Isolated'].map(kind => [kind, { ids: kinds.includes(kind) ? [kind] : [] }]));
    expect(evaluated(ids('Private', 'Isolated'), read)).toEqual([['Private'], ['Isolated']]);
    expect(evaluated(ids('Private'), read)).toEqual([['Private'], ['Private']]);
    expect(evaluated(ids('Isolated'), read)).toEqual([['Isolated'], ['Isolated']]);
  },
  30_000,
);

/**
 * What Terraform makes of an expression. What AWS would have answered stands in for the data sources, by the ends of
 * their names.
 */
function evaluated(locals: object, value: any): any {
  const folder = mkdtempSync(join(tmpdir(), 'look-up-'));
  const written = JSON.stringify({ locals, output: { Answer: { value } } }).replace(
    /data\.aws_subnets?\.\w+?_(\w+?)_\w+/g,
    'local.$1',
  );
  writeFileSync(join(folder, 'main.tf.json'), written);
  const run = (...args: string[]) =>
    spawnSync('terraform', args, { cwd: folder, encoding: 'utf8', env: { ...process.env, CHECKPOINT_DISABLE: '1' } });
  const { status, stderr } = run('apply', '-auto-approve', '-no-color');
  const { stdout } = run('output', '-json', 'Answer');
  rmSync(folder, { recursive: true });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}
