import { DataAwsAvailabilityZones } from '@cdktf/provider-aws/lib/data-aws-availability-zones';
import { Eip } from '@cdktf/provider-aws/lib/eip';
import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { InternetGatewayAttachment } from '@cdktf/provider-aws/lib/internet-gateway-attachment';
import { NatGateway } from '@cdktf/provider-aws/lib/nat-gateway';
import { Route, RouteConfig } from '@cdktf/provider-aws/lib/route';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { propertyAccess, Token } from 'cdktf';
import { NetworkResources } from './resources';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { context } from '../../../engines/terraform/context';
import { dependOn } from '../../../engines/terraform/role';
import { upperFirst } from '../../../support/names';
import { NetworkChoices } from '../decisions';
import { EVERYWHERE, SubnetKind, subnetKindTags, subnetSlot, times } from '../subnet-kinds';

/** The public subnets, with the internet gateway and the NAT gateways. */
export type PublicSubnets = Pick<
  NetworkResources,
  | 'internetGateway'
  | 'internetGatewayAttachment'
  | 'publicRouteTable'
  | 'publicRoute'
  | 'publicSubnets'
  | 'publicSubnetAssociations'
  | 'elasticIps'
  | 'natGateways'
>;

/** The private and the isolated subnets, which nobody reaches from outside. */
export type InternalSubnets = Pick<
  NetworkResources,
  | 'privateSubnets'
  | 'privateRouteTables'
  | 'privateRoutes'
  | 'privateSubnetAssociations'
  | 'isolatedRouteTable'
  | 'isolatedSubnets'
  | 'isolatedSubnetAssociations'
>;

/**
 * Makes the subnets of one VPC.
 *
 * A subnet depends on its route out. So everything in it, whoever made that, is made when the route is there, and
 * deleted before the route is.
 */
export class SubnetRenderer {
  private readonly zones: string[];

  constructor(
    private readonly owner: CapabilityConstruct,
    private readonly vpc: Vpc,
    private readonly choices: NetworkChoices,
  ) {
    this.zones = choices.availabilityZones ?? this.zonesOfRegion();
  }

  public renderPublicSubnets(): PublicSubnets {
    const { choices } = this;
    if (!choices.publicSubnets) {
      return { publicSubnets: [], publicSubnetAssociations: [], elasticIps: [], natGateways: [] };
    }
    const { internetGateway, internetGatewayAttachment } = this.renderInternetGateway();
    const publicRouteTable = this.renderRouteTable('publicRouteTable', 'public');
    const target = { gatewayId: internetGateway.id };
    const publicRoute = this.renderRoute('publicRoute', publicRouteTable, target, internetGatewayAttachment);
    const publicSubnets = this.renderSubnets('Public', choices.publicCidrBlocks, () => publicRoute);
    const publicSubnetAssociations = this.renderAssociations('public', publicSubnets, () => publicRouteTable);
    return {
      internetGateway,
      internetGatewayAttachment,
      publicRouteTable,
      publicRoute,
      publicSubnets,
      publicSubnetAssociations,
      ...this.renderNatGateways(publicSubnets, publicSubnetAssociations),
    };
  }

  public renderInternalSubnets(natGateways: NatGateway[]): InternalSubnets {
    const { choices } = this;
    const privateRouteTables = times(choices.maxZones, n =>
      this.renderRouteTable(`privateRouteTable${n}`, `private-${n}`),
    );
    // Each zone has its own NAT gateway where there are enough; otherwise zones share.
    const natGatewayOf = (zone: number) => natGateways[zone % natGateways.length];
    const privateRoutes = (natGateways.length ? privateRouteTables : []).map((table, zone) =>
      this.renderRoute(`privateRoute${zone + 1}`, table, { natGatewayId: natGatewayOf(zone).id }),
    );
    const isolatedRouteTable = this.renderRouteTable('isolatedRouteTable', 'isolated');
    const privateSubnets = this.renderSubnets('Private', choices.privateCidrBlocks, zone => privateRoutes[zone]);
    const isolatedSubnets = this.renderSubnets('Isolated', choices.isolatedCidrBlocks, () => undefined);
    return {
      privateSubnets,
      privateRouteTables,
      privateRoutes,
      privateSubnetAssociations: this.renderAssociations('private', privateSubnets, zone => privateRouteTables[zone]),
      isolatedRouteTable,
      isolatedSubnets,
      isolatedSubnetAssociations: this.renderAssociations('isolated', isolatedSubnets, () => isolatedRouteTable),
    };
  }

  /**
   * The zones that AWS names when Terraform plans. Asked for by name, so that no local zones are among them: their
   * names have another form.
   */
  private zonesOfRegion(): string[] {
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

  private renderInternetGateway() {
    const { owner, vpc } = this;
    const internetGateway = owner._slot(
      'internetGateway',
      new InternetGateway(owner, 'InternetGateway', { tags: this.tagsOf('internet') }),
    );
    const internetGatewayAttachment = owner._slot(
      'internetGatewayAttachment',
      new InternetGatewayAttachment(owner, 'InternetGatewayAttachment', {
        vpcId: vpc.id,
        internetGatewayId: internetGateway.id,
      }),
    );
    return { internetGateway, internetGatewayAttachment };
  }

  private renderNatGateways(subnets: Subnet[], associations: RouteTableAssociation[]) {
    const { owner, choices } = this;
    const elasticIps = times(choices.natGateways, n =>
      owner._slot(`elasticIp${n}`, new Eip(owner, `ElasticIp${n}`, { domain: 'vpc', tags: this.tagsOf(`nat-${n}`) })),
    );
    const natGateways = times(choices.natGateways, n => {
      const gateway = new NatGateway(owner, `NatGateway${n}`, {
        subnetId: subnets[n - 1].id,
        allocationId: elasticIps[n - 1].allocationId,
        tags: this.tagsOf(`nat-${n}`),
      });
      // Without its association the subnet would still be in the main route table, which leads nowhere.
      dependOn(gateway, associations[n - 1]);
      return owner._slot(`natGateway${n}`, gateway);
    });
    return { elasticIps, natGateways };
  }

  private renderSubnets(
    kind: SubnetKind,
    cidrBlocks: string[],
    routeOut: (zone: number) => Route | undefined,
  ): Subnet[] {
    return cidrBlocks.map((cidrBlock, zone) => {
      const slot = subnetSlot(kind, zone);
      const subnet = new Subnet(this.owner, upperFirst(slot), {
        vpcId: this.vpc.id,
        cidrBlock,
        availabilityZone: this.zones[zone],
        mapPublicIpOnLaunch: this.choices.publicAddressOnLaunch && kind === 'Public',
        // The list changes when AWS opens a zone or closes one for repair. Subnets that exist stay where they are.
        lifecycle: this.choices.availabilityZones ? undefined : { ignoreChanges: ['availability_zone'] },
        tags: { ...this.tagsOf(`${kind.toLowerCase()}-${zone + 1}`), ...subnetKindTags(kind) },
      });
      const route = routeOut(zone);
      if (route) dependOn(subnet, route);
      return this.owner._slot(slot, subnet);
    });
  }

  private renderAssociations(
    kind: string,
    subnets: Subnet[],
    tableOf: (zone: number) => RouteTable,
  ): RouteTableAssociation[] {
    return subnets.map((subnet, zone) => {
      const slot = `${kind}SubnetAssociation${zone + 1}`;
      return this.owner._slot(
        slot,
        new RouteTableAssociation(this.owner, upperFirst(slot), {
          subnetId: subnet.id,
          routeTableId: tableOf(zone).id,
        }),
      );
    });
  }

  private renderRouteTable(slot: string, name: string): RouteTable {
    return this.owner._slot(
      slot,
      new RouteTable(this.owner, upperFirst(slot), { vpcId: this.vpc.id, tags: this.tagsOf(name) }),
    );
  }

  private renderRoute(
    slot: string,
    table: RouteTable,
    target: Pick<RouteConfig, 'gatewayId' | 'natGatewayId'>,
    after?: InternetGatewayAttachment,
  ): Route {
    const route = new Route(this.owner, upperFirst(slot), {
      routeTableId: table.id,
      destinationCidrBlock: EVERYWHERE,
      ...target,
    });
    if (after) dependOn(route, after);
    return this.owner._slot(slot, route);
  }

  /** The console lists subnets of all networks together, so each has the path of its network in its name. */
  private tagsOf(part: string) {
    return { ...this.owner._tags, Name: `${this.owner.node.path}/${part}` };
  }
}
