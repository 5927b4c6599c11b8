import { DataAwsAvailabilityZones } from '@cdktf/provider-aws/lib/data-aws-availability-zones';
import { Eip } from '@cdktf/provider-aws/lib/eip';
import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { InternetGatewayAttachment } from '@cdktf/provider-aws/lib/internet-gateway-attachment';
import { NatGateway } from '@cdktf/provider-aws/lib/nat-gateway';
import { Route } from '@cdktf/provider-aws/lib/route';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { propertyAccess, Token } from 'cdktf';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { context } from '../../../engines/terraform/context';
import { dependOn } from '../../../engines/terraform/role';
import { upperFirst } from '../../../support/names';
import { NetworkChoices } from '../decisions';
import { EVERYWHERE, SubnetKind, subnetKindTags, subnetSlot } from '../subnet-kinds';

/** The internet gateway, with the public subnets and the NAT gateways in them. */
export interface PublicSide {
  readonly internetGateway?: InternetGateway;
  readonly internetGatewayAttachment?: InternetGatewayAttachment;
  readonly publicRouteTable?: RouteTable;
  readonly publicRoute?: Route;
  readonly publicSubnets: Subnet[];
  readonly publicSubnetAssociations: RouteTableAssociation[];
  readonly elasticIps: Eip[];
  readonly natGateways: NatGateway[];
}

/** The subnets that nobody reaches from outside. */
export interface InnerSide {
  readonly privateSubnets: Subnet[];
  readonly privateRouteTables: RouteTable[];
  readonly privateRoutes: Route[];
  readonly privateSubnetAssociations: RouteTableAssociation[];
  readonly isolatedRouteTable: RouteTable;
  readonly isolatedSubnets: Subnet[];
  readonly isolatedSubnetAssociations: RouteTableAssociation[];
}

/**
 * Draws the subnets of one VPC.
 *
 * A subnet depends on its way out. So whatever stands in it, by whomever it was made, starts when the way out is
 * there, and is gone before it is removed.
 */
export class SubnetRenderer {
  private readonly zones: string[];

  constructor(
    private readonly owner: CapabilityConstruct,
    private readonly vpc: Vpc,
    private readonly choices: NetworkChoices,
  ) {
    this.zones = choices.availabilityZones ?? this.zonesOfTheRegion();
  }

  public publicSide(): PublicSide {
    const { owner, vpc, choices } = this;
    if (!choices.publicSubnets) {
      return { publicSubnets: [], publicSubnetAssociations: [], elasticIps: [], natGateways: [] };
    }
    const internetGateway = owner._slot(
      'internetGateway',
      new InternetGateway(owner, 'InternetGateway', { tags: this.tags('internet') }),
    );
    const internetGatewayAttachment = owner._slot(
      'internetGatewayAttachment',
      new InternetGatewayAttachment(owner, 'InternetGatewayAttachment', {
        vpcId: vpc.id,
        internetGatewayId: internetGateway.id,
      }),
    );
    const publicRouteTable = this.routeTable('publicRouteTable', 'public');
    const publicRoute = this.route(
      'publicRoute',
      publicRouteTable,
      { gatewayId: internetGateway.id },
      internetGatewayAttachment,
    );
    const publicSubnets = this.subnets('Public', choices.publicCidrBlocks, () => publicRoute);
    const publicSubnetAssociations = this.associations('public', publicSubnets, () => publicRouteTable);
    const elasticIps = times(choices.natGateways, n =>
      owner._slot(
        `elasticIp${n}`,
        new Eip(owner, `ElasticIp${n}`, {
          domain: 'vpc',
          tags: this.tags(`nat-${n}`),
        }),
      ),
    );
    const natGateways = times(choices.natGateways, n => {
      const gateway = new NatGateway(owner, `NatGateway${n}`, {
        subnetId: publicSubnets[n - 1].id,
        allocationId: elasticIps[n - 1].allocationId,
        tags: this.tags(`nat-${n}`),
      });
      // Without its association the subnet would still be in the main route table, which leads nowhere.
      dependOn(gateway, publicSubnetAssociations[n - 1]);
      return owner._slot(`natGateway${n}`, gateway);
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

  public innerSide(natGateways: NatGateway[]): InnerSide {
    const privateRouteTables = times(this.choices.maxZones, n =>
      this.routeTable(`privateRouteTable${n}`, `private-${n}`),
    );
    // Each zone has its own where there are enough; else zones share.
    const privateRoutes =
      natGateways.length === 0
        ? []
        : privateRouteTables.map((table, zone) =>
            this.route(`privateRoute${zone + 1}`, table, { natGatewayId: natGateways[zone % natGateways.length].id }),
          );
    const isolatedRouteTable = this.routeTable('isolatedRouteTable', 'isolated');
    const privateSubnets = this.subnets('Private', this.choices.privateCidrBlocks, zone => privateRoutes[zone]);
    const isolatedSubnets = this.subnets('Isolated', this.choices.isolatedCidrBlocks, () => undefined);
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

  /**
   * Asked of AWS when Terraform plans. By name, so that there are no local zones among them: those are called
   * otherwise.
   */
  private zonesOfTheRegion(): string[] {
    const { region } = context(this.owner);
    const found = new DataAwsAvailabilityZones(this.owner, 'AvailabilityZones', {
      state: 'available',
      filter: [{ name: 'zone-name', values: [...'abcdef'].map(letter => region + letter) }],
    });
    // An index, and not element(): that one would begin again where the region has too few.
    return Array.from({ length: this.choices.maxZones }, (_, zone) =>
      Token.asString(propertyAccess(found.fqn, ['names', zone])),
    );
  }

  private subnets(kind: SubnetKind, cidrBlocks: string[], wayOut: (zone: number) => Route | undefined): Subnet[] {
    return cidrBlocks.map((cidrBlock, zone) => {
      const slot = subnetSlot(kind, zone);
      const subnet = new Subnet(this.owner, upperFirst(slot), {
        vpcId: this.vpc.id,
        cidrBlock,
        availabilityZone: this.zones[zone],
        mapPublicIpOnLaunch: this.choices.publicAddressOnLaunch && kind === 'Public',
        // The list changes when AWS opens a zone or closes one for repair. Subnets that are there stay where they are.
        lifecycle: this.choices.availabilityZones ? undefined : { ignoreChanges: ['availability_zone'] },
        tags: { ...this.tags(`${kind.toLowerCase()}-${zone + 1}`), ...subnetKindTags(kind) },
      });
      const route = wayOut(zone);
      if (route) dependOn(subnet, route);
      return this.owner._slot(slot, subnet);
    });
  }

  private associations(kind: string, subnets: Subnet[], table: (zone: number) => RouteTable): RouteTableAssociation[] {
    return subnets.map((subnet, zone) => {
      const slot = `${kind}SubnetAssociation${zone + 1}`;
      return this.owner._slot(
        slot,
        new RouteTableAssociation(this.owner, upperFirst(slot), { subnetId: subnet.id, routeTableId: table(zone).id }),
      );
    });
  }

  private routeTable(slot: string, name: string): RouteTable {
    return this.owner._slot(
      slot,
      new RouteTable(this.owner, upperFirst(slot), { vpcId: this.vpc.id, tags: this.tags(name) }),
    );
  }

  private route(
    slot: string,
    table: RouteTable,
    to: { gatewayId?: string; natGatewayId?: string },
    after?: InternetGatewayAttachment,
  ): Route {
    const route = new Route(this.owner, upperFirst(slot), {
      routeTableId: table.id,
      destinationCidrBlock: EVERYWHERE,
      ...to,
    });
    if (after) dependOn(route, after);
    return this.owner._slot(slot, route);
  }

  /** The console lists subnets of all networks together, so that each says whose it is. */
  private tags(part: string) {
    return { ...this.owner._tags, Name: `${this.owner.node.path}/${part}` };
  }
}

function times<T>(count: number, make: (n: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index + 1));
}
