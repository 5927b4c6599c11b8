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

/** The resources of a network. Lists have one for each zone, or for each NAT gateway, in the order of the zones. */
export interface NetworkResources {
  /** The VPC. */
  readonly vpc: Vpc;
  /**
   * The gateway to the internet, for both directions.
   *
   * @default - none without public subnets
   */
  readonly internetGateway?: InternetGateway;
  /**
   * Attaches the internet gateway to the VPC.
   *
   * @default - none without public subnets
   */
  readonly internetGatewayAttachment?: InternetGatewayAttachment;
  /**
   * The route table of all public subnets.
   *
   * @default - none without public subnets
   */
  readonly publicRouteTable?: RouteTable;
  /**
   * The route of all public subnets to the internet gateway.
   *
   * @default - none without public subnets
   */
  readonly publicRoute?: Route;
  /** Slots `publicSubnet1` and on. */
  readonly publicSubnets: Subnet[];
  /** Slots `publicSubnetAssociation1` and on. */
  readonly publicSubnetAssociations: RouteTableAssociation[];
  /** Slots `elasticIp1` and on: the addresses that others see, one for each NAT gateway. */
  readonly elasticIps: Eip[];
  /** Slots `natGateway1` and on. */
  readonly natGateways: NatGateway[];
  /** Slots `privateSubnet1` and on. */
  readonly privateSubnets: Subnet[];
  /** Slots `privateRouteTable1` and on. */
  readonly privateRouteTables: RouteTable[];
  /** Slots `privateRoute1` and on: the routes to the internet, through a NAT gateway. */
  readonly privateRoutes: Route[];
  /** Slots `privateSubnetAssociation1` and on. */
  readonly privateSubnetAssociations: RouteTableAssociation[];
  /** The route table of all isolated subnets. It leads to the network itself and to gateway endpoints. */
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
   * The security group of the interface endpoints.
   *
   * @default - none without interface endpoints
   */
  readonly endpointSecurityGroup?: SecurityGroup;
  /**
   * The rule that lets the network reach the interface endpoints.
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
   * The flow log: the record of connections in the network.
   *
   * @default - none if the platform team switches flow logs off
   */
  readonly flowLog?: FlowLog;
  /**
   * The log group of the flow log.
   *
   * @default - none without a flow log
   */
  readonly flowLogGroup?: CloudwatchLogGroup;
  /**
   * The role that writes the flow log.
   *
   * @default - none without a flow log
   */
  readonly flowLogRole?: IamRole;
  /**
   * The permissions of that role.
   *
   * @default - none without a flow log
   */
  readonly flowLogRolePolicy?: IamRolePolicy;
  /**
   * The default security group of the VPC, without rules.
   *
   * @default - none if the platform team leaves the group as AWS makes it
   */
  readonly closedDefaultSecurityGroup?: DefaultSecurityGroup;
  /** Slots `vpcIdParameter` and so on: the network as SSM parameters. */
  readonly parameters: SsmParameter[];
}
