import { Fn } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { NetworkResources } from './resources';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
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

  public renderPublicSubnets(): PublicSubnets {
    const { choices } = this;
    if (!choices.publicSubnets) {
      return { publicSubnets: [], publicSubnetAssociations: [], elasticIps: [], natGateways: [] };
    }
    const { internetGateway, internetGatewayAttachment } = this.renderInternetGateway();
    const publicRouteTable = this.renderRouteTable('publicRouteTable', 'public');
    const publicRoute = this.renderRoute('publicRoute', publicRouteTable, { gatewayId: internetGateway.ref });
    publicRoute.addResourceDependency(internetGatewayAttachment);
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

  public renderInternalSubnets(natGateways: ec2.CfnNatGateway[]): InternalSubnets {
    const { choices } = this;
    const privateRouteTables = times(choices.maxZones, n =>
      this.renderRouteTable(`privateRouteTable${n}`, `private-${n}`),
    );
    // Each zone has its own NAT gateway where there are enough; otherwise zones share.
    const natGatewayOf = (zone: number) => natGateways[zone % natGateways.length];
    const privateRoutes = (natGateways.length ? privateRouteTables : []).map((table, zone) =>
      this.renderRoute(`privateRoute${zone + 1}`, table, { natGatewayId: natGatewayOf(zone).ref }),
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

  private renderInternetGateway() {
    const { owner, vpc } = this;
    const internetGateway = owner._slot(
      'internetGateway',
      new ec2.CfnInternetGateway(owner, 'InternetGateway', { tags: this.nameTag('internet') }),
    );
    const internetGatewayAttachment = owner._slot(
      'internetGatewayAttachment',
      new ec2.CfnVPCGatewayAttachment(owner, 'InternetGatewayAttachment', {
        vpcId: vpc.ref,
        internetGatewayId: internetGateway.ref,
      }),
    );
    return { internetGateway, internetGatewayAttachment };
  }

  private renderNatGateways(subnets: ec2.CfnSubnet[], associations: ec2.CfnSubnetRouteTableAssociation[]) {
    const { owner, choices } = this;
    const elasticIps = times(choices.natGateways, n =>
      owner._slot(
        `elasticIp${n}`,
        new ec2.CfnEIP(owner, `ElasticIp${n}`, { domain: 'vpc', tags: this.nameTag(`nat-${n}`) }),
      ),
    );
    const natGateways = times(choices.natGateways, n => {
      const gateway = owner._slot(
        `natGateway${n}`,
        new ec2.CfnNatGateway(owner, `NatGateway${n}`, {
          subnetId: subnets[n - 1].ref,
          allocationId: elasticIps[n - 1].attrAllocationId,
          tags: this.nameTag(`nat-${n}`),
        }),
      );
      // Without its association the subnet would still be in the main route table, which leads nowhere.
      gateway.addResourceDependency(associations[n - 1]);
      return gateway;
    });
    return { elasticIps, natGateways };
  }

  private renderSubnets(
    kind: SubnetKind,
    cidrBlocks: string[],
    routeOut: (zone: number) => ec2.CfnRoute | undefined,
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
            ...this.nameTag(`${kind.toLowerCase()}-${zone + 1}`),
            ...Object.entries(subnetKindTags(kind)).map(([key, value]) => ({ key, value })),
          ],
        }),
      );
      const route = routeOut(zone);
      if (route) subnet.addResourceDependency(route);
      return subnet;
    });
  }

  private renderAssociations(
    kind: string,
    subnets: ec2.CfnSubnet[],
    tableOf: (zone: number) => ec2.CfnRouteTable,
  ): ec2.CfnSubnetRouteTableAssociation[] {
    return subnets.map((subnet, zone) => {
      const slot = `${kind}SubnetAssociation${zone + 1}`;
      return this.owner._slot(
        slot,
        new ec2.CfnSubnetRouteTableAssociation(this.owner, upperFirst(slot), {
          subnetId: subnet.ref,
          routeTableId: tableOf(zone).ref,
        }),
      );
    });
  }

  private renderRouteTable(slot: string, name: string): ec2.CfnRouteTable {
    return this.owner._slot(
      slot,
      new ec2.CfnRouteTable(this.owner, upperFirst(slot), { vpcId: this.vpc.ref, tags: this.nameTag(name) }),
    );
  }

  private renderRoute(slot: string, table: ec2.CfnRouteTable, target: Partial<ec2.CfnRouteProps>): ec2.CfnRoute {
    return this.owner._slot(
      slot,
      new ec2.CfnRoute(this.owner, upperFirst(slot), {
        routeTableId: table.ref,
        destinationCidrBlock: EVERYWHERE,
        ...target,
      }),
    );
  }

  /** The console lists subnets of all networks together, so each has the path of its network in its name. */
  private nameTag(part: string) {
    return [{ key: 'Name', value: `${this.owner.node.path}/${part}` }];
  }
}
