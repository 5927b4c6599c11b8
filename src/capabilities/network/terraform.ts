import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group';
import { Eip } from '@cdktf/provider-aws/lib/eip';
import { FlowLog } from '@cdktf/provider-aws/lib/flow-log';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { InternetGatewayAttachment } from '@cdktf/provider-aws/lib/internet-gateway-attachment';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { NatGateway } from '@cdktf/provider-aws/lib/nat-gateway';
import { Route } from '@cdktf/provider-aws/lib/route';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { Token } from 'cdktf';
import { Construct } from 'constructs';
import { decide } from './decisions';
import { networkFromIds } from './existing-network';
import { NetworkAttributes, NetworkLookupOptions, NetworkParametersOptions, NetworkProps } from './props';
import { renderEndpoints } from './terraform/endpoints';
import { networkFromLookup, networkFromParameters } from './terraform/existing-network';
import { renderFlowLog } from './terraform/flow-log';
import { publishNetwork } from './terraform/published-parameters';
import { SubnetRenderer } from './terraform/subnets';
import { INetwork } from '../../binding/network';
import { CapabilityConstruct } from '../../engines/terraform/capability-construct';
import { withoutTokenTraces } from '../../engines/terraform/token-traces';
import { LogRenderer } from '../../parts/log-group/terraform';
import { GoldenPath } from '../../path/golden-path';

/** The resources of a network. Lists have one for each zone, or for each NAT gateway, in the order of the zones. */
export interface NetworkResources {
  /** The VPC. */
  readonly vpc: Vpc;
  /**
   * The way from and to the internet.
   *
   * @default - none without public subnets
   */
  readonly internetGateway?: InternetGateway;
  /**
   * What ties it to the VPC.
   *
   * @default - none without public subnets
   */
  readonly internetGatewayAttachment?: InternetGatewayAttachment;
  /**
   * The routes of all public subnets.
   *
   * @default - none without public subnets
   */
  readonly publicRouteTable?: RouteTable;
  /**
   * Their way out.
   *
   * @default - none without public subnets
   */
  readonly publicRoute?: Route;
  /** Slots `publicSubnet1` and on. */
  readonly publicSubnets: Subnet[];
  /** Slots `publicSubnetAssociation1` and on. */
  readonly publicSubnetAssociations: RouteTableAssociation[];
  /** Slots `elasticIp1` and on: the addresses that others see. */
  readonly elasticIps: Eip[];
  /** Slots `natGateway1` and on. */
  readonly natGateways: NatGateway[];
  /** Slots `privateSubnet1` and on. */
  readonly privateSubnets: Subnet[];
  /** Slots `privateRouteTable1` and on. */
  readonly privateRouteTables: RouteTable[];
  /** Slots `privateRoute1` and on: the way out, through a NAT gateway. */
  readonly privateRoutes: Route[];
  /** Slots `privateSubnetAssociation1` and on. */
  readonly privateSubnetAssociations: RouteTableAssociation[];
  /** The routes of all isolated subnets: to the network itself, and to gateway endpoints. */
  readonly isolatedRouteTable: RouteTable;
  /** Slots `isolatedSubnet1` and on. */
  readonly isolatedSubnets: Subnet[];
  /** Slots `isolatedSubnetAssociation1` and on. */
  readonly isolatedSubnetAssociations: RouteTableAssociation[];
  /** Slots `gatewayEndpointS3` and `gatewayEndpointDynamodb`. */
  readonly gatewayEndpoints: VpcEndpoint[];
  /** Slots `interfaceEndpointEcrApi` and so on, by service. */
  readonly interfaceEndpoints: VpcEndpoint[];
  /**
   * What guards the interface endpoints.
   *
   * @default - none without interface endpoints
   */
  readonly endpointSecurityGroup?: SecurityGroup;
  /**
   * Who may reach them.
   *
   * @default - none without interface endpoints
   */
  readonly endpointSecurityGroupIngress?: VpcSecurityGroupIngressRule;
  /**
   * The key of the log groups.
   *
   * @default - none in development
   */
  readonly logKey?: KmsKey;
  /**
   * The record of who spoke to whom.
   *
   * @default - none if the platform team decides so
   */
  readonly flowLog?: FlowLog;
  /**
   * Where it is written to.
   *
   * @default - none without a flow log
   */
  readonly flowLogGroup?: CloudwatchLogGroup;
  /**
   * Who writes it.
   *
   * @default - none without a flow log
   */
  readonly flowLogRole?: IamRole;
  /**
   * What the writer may do.
   *
   * @default - none without a flow log
   */
  readonly flowLogRolePolicy?: IamRolePolicy;
  /**
   * The default security group, closed.
   *
   * @default - none if the platform team leaves it as it is made
   */
  readonly closedDefaultSecurityGroup?: DefaultSecurityGroup;
  /** Slots `vpcIdParameter` and so on: the network as SSM parameters. */
  readonly parameters: SsmParameter[];
}

/**
 * A VPC over two or three zones, with public, private and isolated subnets. One is shared by everything in an
 * environment.
 *
 * Synthesis needs no credentials: zones are those of the region for which Terraform plans.
 *
 * @example
 * const network = new Network(stack, 'Network', { cidrBlock: '10.20.0.0/16', publishTo: '/platform/production/network'
 * });
 */
export class Network extends CapabilityConstruct implements INetwork {
  /**
   * An existing network, by ids.
   *
   * @throws InvalidInputError where a list of subnets does not fit to the zones
   */
  public static fromIds(scope: Construct, id: string, attributes: NetworkAttributes): INetwork {
    return networkFromIds(scope, id, attributes, Token.isUnresolved);
  }

  /**
   * An existing network, looked up by tags when Terraform plans. It has as many zones as are asked for, by default the
   * path's number of them. Its subnets are told apart by the tag `aws-cdk:subnet-type`, which this path's have on
   * either engine.
   */
  public static fromLookup(scope: Construct, id: string, options: NetworkLookupOptions): INetwork {
    return networkFromLookup(scope, id, options);
  }

  /** An existing network that was published with `publishTo`, by either engine. It is read when Terraform plans. */
  public static fromParameters(scope: Construct, id: string, options: NetworkParametersOptions): INetwork {
    return networkFromParameters(scope, id, options);
  }

  /** Its resources, each with its type. */
  public readonly resources: NetworkResources;
  public readonly vpcId: string;
  public readonly cidrBlock: string;
  public readonly availabilityZones: string[];
  public readonly publicSubnetIds: string[];
  public readonly privateSubnetIds: string[];
  public readonly isolatedSubnetIds: string[];

  constructor(scope: Construct, id: string, props: NetworkProps = {}) {
    super(scope, id, 'network');
    using _untraced = withoutTokenTraces();
    const choices = decide(props, this._ledger);
    this._ownedBy(props.owner ?? GoldenPath.of(this)?.owner);

    const vpc = this._slot(
      'vpc',
      new Vpc(this, 'Resource', {
        cidrBlock: choices.cidrBlock,
        enableDnsSupport: choices.dnsSupport,
        enableDnsHostnames: choices.dnsHostnames,
        tags: { ...this._tags, Name: this.node.path },
      }),
    );
    const subnets = new SubnetRenderer(this, vpc, choices);
    const publicSide = subnets.publicSide();
    const innerSide = subnets.innerSide(publicSide.natGateways);
    const { publicRouteTable } = publicSide;
    const { privateRouteTables, isolatedRouteTable } = innerSide;
    const endpoints = renderEndpoints(
      this,
      {
        vpc,
        routeTables: [...(publicRouteTable ? [publicRouteTable] : []), ...privateRouteTables, isolatedRouteTable],
        subnets: innerSide.privateSubnets,
      },
      choices,
    );
    const log = new LogRenderer(this, choices);
    const flowLog = choices.flowLogs ? renderFlowLog(this, vpc, log, choices) : {};
    const closedDefaultSecurityGroup =
      choices.defaultSecurityGroup === 'closed' ? this.closeDefaultSecurityGroup(vpc) : undefined;

    this.vpcId = vpc.id;
    this.cidrBlock = choices.cidrBlock;
    // Of the subnets, and not of the region: its list may have changed since they were made.
    this.availabilityZones =
      choices.availabilityZones ?? innerSide.privateSubnets.map(subnet => subnet.availabilityZone);
    this.publicSubnetIds = publicSide.publicSubnets.map(subnet => subnet.id);
    this.privateSubnetIds = innerSide.privateSubnets.map(subnet => subnet.id);
    this.isolatedSubnetIds = innerSide.isolatedSubnets.map(subnet => subnet.id);
    const parameters = choices.publishTo === null ? [] : publishNetwork(this, this, choices.publishTo);

    this.resources = {
      vpc,
      ...publicSide,
      ...innerSide,
      ...endpoints,
      logKey: log.logKey,
      ...flowLog,
      closedDefaultSecurityGroup,
      parameters,
    };
  }

  /**
   * Terraform takes the group over as it is, and takes out every rule that is not said here. It stays closed when the
   * network goes.
   */
  private closeDefaultSecurityGroup(vpc: Vpc): DefaultSecurityGroup {
    return this._slot(
      'closedDefaultSecurityGroup',
      new DefaultSecurityGroup(this, 'ClosedDefaultSecurityGroup', {
        vpcId: vpc.id,
        tags: { ...this._tags, Name: `${this.node.path}/closed` },
      }),
    );
  }
}
