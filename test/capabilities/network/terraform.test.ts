import { TerraformOutput, TerraformResource } from 'cdktf';
import { networkIn, stackOn } from './terraform-fixture';
import { samples } from '../../../src/capabilities/network/samples';
import { Network } from '../../../src/capabilities/network/terraform';
import { NOWHERE, propsOf, samplesByName } from '../../../src/path/sample';
import { EnvironmentTier, TIERS } from '../../../src/path/tier';
import { refusal } from '../../fixtures/errors';
import { configurationOf, resourcesBelow } from '../../fixtures/terraform';

const { DEVELOPMENT, STAGING, PRODUCTION } = EnvironmentTier;
const named = Object.entries(samplesByName(samples));

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
  test.each(TIERS.flatMap(tier => named.map(([name, sample]) => [tier, name, sample] as const)))(
    '%s, %s',
    (tier, _, sample) => {
      const { network } = networkIn(tier, propsOf(sample, NOWHERE));
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
    ]) {
      expect(types).not.toContain(type);
    }
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
    for (const name of network.slots.filter(each => /Subnet\d$/.test(each))) {
      expect(slot(name).map_public_ip_on_launch).toBe(false);
    }
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
