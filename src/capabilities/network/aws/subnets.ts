import { Fn } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { upperFirst } from '../../../support/names';
import { NetworkChoices } from '../decisions';
import { EVERYWHERE, SubnetKind, subnetKindTags, subnetSlot } from '../subnet-kinds';

/** The internet gateway, with the public subnets and the NAT gateways in them. */
export interface PublicSide {
  readonly internetGateway?: ec2.CfnInternetGateway;
  readonly internetGatewayAttachment?: ec2.CfnVPCGatewayAttachment;
  readonly publicRouteTable?: ec2.CfnRouteTable;
  readonly publicRoute?: ec2.CfnRoute;
  readonly publicSubnets: ec2.CfnSubnet[];
  readonly publicSubnetAssociations: ec2.CfnSubnetRouteTableAssociation[];
  readonly elasticIps: ec2.CfnEIP[];
  readonly natGateways: ec2.CfnNatGateway[];
}

/** The subnets that nobody reaches from outside. */
export interface InnerSide {
  readonly privateSubnets: ec2.CfnSubnet[];
  readonly privateRouteTables: ec2.CfnRouteTable[];
  readonly privateRoutes: ec2.CfnRoute[];
  readonly privateSubnetAssociations: ec2.CfnSubnetRouteTableAssociation[];
  readonly isolatedRouteTable: ec2.CfnRouteTable;
  readonly isolatedSubnets: ec2.CfnSubnet[];
  readonly isolatedSubnetAssociations: ec2.CfnSubnetRouteTableAssociation[];
}

/**
 * Draws the subnets of one VPC.
 *
 * A subnet depends on its way out. So whatever stands in it, by whomever it was made, starts when the way out is
 * there, and is gone before it is removed.
 */
export class SubnetRenderer {
  constructor(
    private readonly owner: CapabilityConstruct,
    private readonly vpc: ec2.CfnVPC,
    private readonly choices: NetworkChoices,
  ) {}

  /** The names of the zones. Without a look-up: the region gives them when the stack is deployed. */
  public get zones(): string[] {
    const { availabilityZones, maxZones } = this.choices;
    return availabilityZones ?? Array.from({ length: maxZones }, (_, zone) => Fn.select(zone, Fn.getAzs()));
  }

  public publicSide(): PublicSide {
    const { owner, vpc, choices } = this;
    if (!choices.publicSubnets) {
      return { publicSubnets: [], publicSubnetAssociations: [], elasticIps: [], natGateways: [] };
    }
    const internetGateway = owner._slot(
      'internetGateway',
      new ec2.CfnInternetGateway(owner, 'InternetGateway', { tags: this.name('internet') }),
    );
    const internetGatewayAttachment = owner._slot(
      'internetGatewayAttachment',
      new ec2.CfnVPCGatewayAttachment(owner, 'InternetGatewayAttachment', {
        vpcId: vpc.ref,
        internetGatewayId: internetGateway.ref,
      }),
    );
    const publicRouteTable = this.routeTable('publicRouteTable', 'public');
    const publicRoute = owner._slot(
      'publicRoute',
      new ec2.CfnRoute(owner, 'PublicRoute', {
        routeTableId: publicRouteTable.ref,
        destinationCidrBlock: EVERYWHERE,
        gatewayId: internetGateway.ref,
      }),
    );
    publicRoute.addResourceDependency(internetGatewayAttachment);
    const publicSubnets = this.subnets('Public', choices.publicCidrBlocks, () => publicRoute);
    const publicSubnetAssociations = this.associations('public', publicSubnets, () => publicRouteTable);
    const elasticIps = times(choices.natGateways, n =>
      owner._slot(
        `elasticIp${n}`,
        new ec2.CfnEIP(owner, `ElasticIp${n}`, {
          domain: 'vpc',
          tags: this.name(`nat-${n}`),
        }),
      ),
    );
    const natGateways = times(choices.natGateways, n => {
      const gateway = owner._slot(
        `natGateway${n}`,
        new ec2.CfnNatGateway(owner, `NatGateway${n}`, {
          subnetId: publicSubnets[n - 1].ref,
          allocationId: elasticIps[n - 1].attrAllocationId,
          tags: this.name(`nat-${n}`),
        }),
      );
      // Without its association the subnet would still be in the main route table, which leads nowhere.
      gateway.addResourceDependency(publicSubnetAssociations[n - 1]);
      return gateway;
    });
    return {
      internetGateway,
      internetGatewayAttachment,
      publicRouteTable,
      publicRoute,
      publicSubnets,
      publicSubnetAssociations,
      elasticIps,
      natGateways,
    };
  }

  public innerSide(natGateways: ec2.CfnNatGateway[]): InnerSide {
    const { owner, choices } = this;
    const privateRouteTables = times(choices.maxZones, n => this.routeTable(`privateRouteTable${n}`, `private-${n}`));
    const routeTo = (slot: string, table: ec2.CfnRouteTable, zone: number) =>
      owner._slot(
        slot,
        new ec2.CfnRoute(owner, upperFirst(slot), {
          routeTableId: table.ref,
          destinationCidrBlock: EVERYWHERE,
          // Each zone has its own where there are enough; else zones share.
          natGatewayId: natGateways[zone % natGateways.length].ref,
        }),
      );
    const privateRoutes = natGateways.length
      ? privateRouteTables.map((table, zone) => routeTo(`privateRoute${zone + 1}`, table, zone))
      : [];
    const isolatedRouteTable = this.routeTable('isolatedRouteTable', 'isolated');
    const privateSubnets = this.subnets('Private', choices.privateCidrBlocks, zone => privateRoutes[zone]);
    const isolatedSubnets = this.subnets('Isolated', choices.isolatedCidrBlocks, () => undefined);
    return {
      privateSubnets,
      privateRouteTables,
      privateRoutes,
      privateSubnetAssociations: this.associations('private', privateSubnets, zone => privateRouteTables[zone]),
      isolatedRouteTable,
      isolatedSubnets,
      isolatedSubnetAssociations: this.associations('isolated', isolatedSubnets, () => isolatedRouteTable),
    };
  }

  private subnets(
    kind: SubnetKind,
    cidrBlocks: string[],
    wayOut: (zone: number) => ec2.CfnRoute | undefined,
  ): ec2.CfnSubnet[] {
    return cidrBlocks.map((cidrBlock, zone) => {
      const slot = subnetSlot(kind, zone);
      const subnet = this.owner._slot(
        slot,
        new ec2.CfnSubnet(this.owner, upperFirst(slot), {
          vpcId: this.vpc.ref,
          cidrBlock,
          availabilityZone: this.zones[zone],
          mapPublicIpOnLaunch: this.choices.publicAddressOnLaunch && kind === 'Public',
          tags: [
            ...this.name(`${kind.toLowerCase()}-${zone + 1}`),
            ...Object.entries(subnetKindTags(kind)).map(([key, value]) => ({ key, value })),
          ],
        }),
      );
      const route = wayOut(zone);
      if (route) subnet.addResourceDependency(route);
      return subnet;
    });
  }

  private associations(
    kind: string,
    subnets: ec2.CfnSubnet[],
    table: (zone: number) => ec2.CfnRouteTable,
  ): ec2.CfnSubnetRouteTableAssociation[] {
    return subnets.map((subnet, zone) => {
      const slot = `${kind}SubnetAssociation${zone + 1}`;
      return this.owner._slot(
        slot,
        new ec2.CfnSubnetRouteTableAssociation(this.owner, upperFirst(slot), {
          subnetId: subnet.ref,
          routeTableId: table(zone).ref,
        }),
      );
    });
  }

  private routeTable(slot: string, name: string): ec2.CfnRouteTable {
    return this.owner._slot(
      slot,
      new ec2.CfnRouteTable(this.owner, upperFirst(slot), { vpcId: this.vpc.ref, tags: this.name(name) }),
    );
  }

  /** The console lists subnets of all networks together, so that each says whose it is. */
  private name(part: string) {
    return [{ key: 'Name', value: `${this.owner.node.path}/${part}` }];
  }
}

function times<T>(count: number, make: (n: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index + 1));
}
