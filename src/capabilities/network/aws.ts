import { CfnResource, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { closeDefaultSecurityGroup } from './aws/closed-default-security-group';
import { renderEndpoints } from './aws/endpoints';
import { networkFromLookup, networkFromParameters } from './aws/existing-network';
import { renderFlowLog } from './aws/flow-log';
import { publishNetwork } from './aws/published-parameters';
import { SubnetRenderer } from './aws/subnets';
import { decide } from './decisions';
import { networkFromIds } from './existing-network';
import { NetworkAttributes, NetworkLookupOptions, NetworkParametersOptions, NetworkProps } from './props';
import { INetwork } from '../../binding/network';
import { CapabilityConstruct } from '../../engines/aws/capability-construct';
import { LogRenderer } from '../../parts/log-group/aws';
import { GoldenPath } from '../../path/golden-path';

/** The resources of a network. Lists have one for each zone, or for each NAT gateway, in the order of the zones. */
export interface NetworkResources {
  /** The VPC. */
  readonly vpc: ec2.CfnVPC;
  /**
   * The way from and to the internet.
   *
   * @default - none without public subnets
   */
  readonly internetGateway?: ec2.CfnInternetGateway;
  /**
   * What ties it to the VPC.
   *
   * @default - none without public subnets
   */
  readonly internetGatewayAttachment?: ec2.CfnVPCGatewayAttachment;
  /**
   * The routes of all public subnets.
   *
   * @default - none without public subnets
   */
  readonly publicRouteTable?: ec2.CfnRouteTable;
  /**
   * Their way out.
   *
   * @default - none without public subnets
   */
  readonly publicRoute?: ec2.CfnRoute;
  /** Slots `publicSubnet1` and on. */
  readonly publicSubnets: ec2.CfnSubnet[];
  /** Slots `publicSubnetAssociation1` and on. */
  readonly publicSubnetAssociations: ec2.CfnSubnetRouteTableAssociation[];
  /** Slots `elasticIp1` and on: the addresses that others see. */
  readonly elasticIps: ec2.CfnEIP[];
  /** Slots `natGateway1` and on. */
  readonly natGateways: ec2.CfnNatGateway[];
  /** Slots `privateSubnet1` and on. */
  readonly privateSubnets: ec2.CfnSubnet[];
  /** Slots `privateRouteTable1` and on. */
  readonly privateRouteTables: ec2.CfnRouteTable[];
  /** Slots `privateRoute1` and on: the way out, through a NAT gateway. */
  readonly privateRoutes: ec2.CfnRoute[];
  /** Slots `privateSubnetAssociation1` and on. */
  readonly privateSubnetAssociations: ec2.CfnSubnetRouteTableAssociation[];
  /** The routes of all isolated subnets: to the network itself, and to gateway endpoints. */
  readonly isolatedRouteTable: ec2.CfnRouteTable;
  /** Slots `isolatedSubnet1` and on. */
  readonly isolatedSubnets: ec2.CfnSubnet[];
  /** Slots `isolatedSubnetAssociation1` and on. */
  readonly isolatedSubnetAssociations: ec2.CfnSubnetRouteTableAssociation[];
  /** Slots `gatewayEndpointS3` and `gatewayEndpointDynamodb`. */
  readonly gatewayEndpoints: ec2.CfnVPCEndpoint[];
  /** Slots `interfaceEndpointEcrApi` and so on, by service. */
  readonly interfaceEndpoints: ec2.CfnVPCEndpoint[];
  /**
   * What guards the interface endpoints.
   *
   * @default - none without interface endpoints
   */
  readonly endpointSecurityGroup?: ec2.CfnSecurityGroup;
  /**
   * The key of the log groups.
   *
   * @default - none in development
   */
  readonly logKey?: kms.CfnKey;
  /**
   * The record of who spoke to whom.
   *
   * @default - none if the platform team decides so
   */
  readonly flowLog?: ec2.CfnFlowLog;
  /**
   * Where it is written to.
   *
   * @default - none without a flow log
   */
  readonly flowLogGroup?: logs.CfnLogGroup;
  /**
   * Who writes it.
   *
   * @default - none without a flow log
   */
  readonly flowLogRole?: iam.CfnRole;
  /**
   * What the writer may do.
   *
   * @default - none without a flow log
   */
  readonly flowLogRolePolicy?: iam.CfnRolePolicy;
  /**
   * The default security group, closed.
   *
   * @default - none if the platform team leaves it as it is made
   */
  readonly closedDefaultSecurityGroup?: CfnResource;
  /**
   * The function that closes it.
   *
   * @default - none if the platform team leaves it as it is made
   */
  readonly closingFunction?: lambda.CfnFunction;
  /**
   * The function's log.
   *
   * @default - none if the platform team leaves it as it is made
   */
  readonly closingLogGroup?: logs.CfnLogGroup;
  /**
   * The function's role.
   *
   * @default - none if the platform team leaves it as it is made
   */
  readonly closingRole?: iam.CfnRole;
  /**
   * What the function may do.
   *
   * @default - none if the platform team leaves it as it is made
   */
  readonly closingRolePolicy?: iam.CfnRolePolicy;
  /** Slots `vpcIdParameter` and so on: the network as SSM parameters. */
  readonly parameters: ssm.CfnParameter[];
}

/**
 * A VPC over two or three zones, with public, private and isolated subnets. One is shared by everything in an
 * environment.
 *
 * Synthesis needs no credentials: zones are those of the region in which the stack is deployed.
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
   * An existing network, looked up with the credentials of whoever synthesises, and then remembered in
   * `cdk.context.json`.
   * The stack needs an account and a region.
   *
   * @throws InvalidInputError where nothing was found that services and databases can stand in
   */
  public static fromLookup(scope: Construct, id: string, options: NetworkLookupOptions): INetwork {
    return networkFromLookup(scope, id, options);
  }

  /** An existing network that was published with `publishTo`. It is read at each deployment. */
  public static fromParameters(scope: Construct, id: string, options: NetworkParametersOptions): INetwork {
    return networkFromParameters(scope, id, options);
  }

  /** Its resources, each as its L1. */
  public readonly resources: NetworkResources;
  public readonly vpcId: string;
  public readonly cidrBlock: string;
  public readonly availabilityZones: string[];
  public readonly publicSubnetIds: string[];
  public readonly privateSubnetIds: string[];
  public readonly isolatedSubnetIds: string[];
  private vpcView?: ec2.IVpc;

  constructor(scope: Construct, id: string, props: NetworkProps = {}) {
    super(scope, id, 'network');
    const choices = decide(props, this._ledger);

    const vpc = this._slot(
      'vpc',
      new ec2.CfnVPC(this, 'Resource', {
        cidrBlock: choices.cidrBlock,
        enableDnsSupport: choices.dnsSupport,
        enableDnsHostnames: choices.dnsHostnames,
        tags: [{ key: 'Name', value: this.node.path }],
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
    const closing = choices.defaultSecurityGroup === 'closed' ? closeDefaultSecurityGroup(this, vpc, log, choices) : {};

    this.vpcId = vpc.ref;
    this.cidrBlock = choices.cidrBlock;
    this.availabilityZones = subnets.zones;
    this.publicSubnetIds = publicSide.publicSubnets.map(subnet => subnet.ref);
    this.privateSubnetIds = innerSide.privateSubnets.map(subnet => subnet.ref);
    this.isolatedSubnetIds = innerSide.isolatedSubnets.map(subnet => subnet.ref);
    const parameters = choices.publishTo === null ? [] : publishNetwork(this, this, choices.publishTo);

    this.resources = {
      vpc,
      ...publicSide,
      ...innerSide,
      ...endpoints,
      logKey: log.logKey,
      ...flowLog,
      ...closing,
      parameters,
    };
    this._ownedBy(props.owner ?? GoldenPath.of(this)?.owner);
  }

  /** The VPC as CDK's own constructs take it. */
  public get vpc(): ec2.IVpc {
    return (this.vpcView ??= this.view());
  }

  private view(): ec2.IVpc {
    const { resources, availabilityZones } = this;
    const { publicRouteTable, privateRouteTables, isolatedRouteTable } = resources;
    const hasEgress = resources.privateRoutes.length > 0;
    const privateTables = privateRouteTables.map(table => table.ref);
    const isolatedTables = availabilityZones.map(() => isolatedRouteTable.ref);
    return ec2.Vpc.fromVpcAttributes(this, 'Vpc', {
      vpcId: this.vpcId,
      vpcCidrBlock: this.cidrBlock,
      availabilityZones,
      ...(publicRouteTable && {
        publicSubnetIds: this.publicSubnetIds,
        publicSubnetNames: ['Public'],
        publicSubnetRouteTableIds: availabilityZones.map(() => publicRouteTable.ref),
      }),
      // CDK calls those private that have a way out, and all others isolated.
      ...(hasEgress && {
        privateSubnetIds: this.privateSubnetIds,
        privateSubnetNames: ['Private'],
        privateSubnetRouteTableIds: privateTables,
      }),
      isolatedSubnetIds: [...(hasEgress ? [] : this.privateSubnetIds), ...this.isolatedSubnetIds],
      isolatedSubnetNames: [...(hasEgress ? [] : ['Private']), 'Isolated'],
      isolatedSubnetRouteTableIds: [...(hasEgress ? [] : privateTables), ...isolatedTables],
    });
  }
}
