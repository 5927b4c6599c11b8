import { CfnResource } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as ssm from 'aws-cdk-lib/aws-ssm';

/** The resources of a network. Lists have one for each zone, or for each NAT gateway, in the order of the zones. */
export interface NetworkResources {
  /** The VPC. */
  readonly vpc: ec2.CfnVPC;
  /**
   * The gateway to the internet, for both directions.
   *
   * @default - none without public subnets
   */
  readonly internetGateway?: ec2.CfnInternetGateway;
  /**
   * Attaches the internet gateway to the VPC.
   *
   * @default - none without public subnets
   */
  readonly internetGatewayAttachment?: ec2.CfnVPCGatewayAttachment;
  /**
   * The route table of all public subnets.
   *
   * @default - none without public subnets
   */
  readonly publicRouteTable?: ec2.CfnRouteTable;
  /**
   * The route of all public subnets to the internet gateway.
   *
   * @default - none without public subnets
   */
  readonly publicRoute?: ec2.CfnRoute;
  /** Slots `publicSubnet1` and on. */
  readonly publicSubnets: ec2.CfnSubnet[];
  /** Slots `publicSubnetAssociation1` and on. */
  readonly publicSubnetAssociations: ec2.CfnSubnetRouteTableAssociation[];
  /** Slots `elasticIp1` and on: the addresses that others see, one for each NAT gateway. */
  readonly elasticIps: ec2.CfnEIP[];
  /** Slots `natGateway1` and on. */
  readonly natGateways: ec2.CfnNatGateway[];
  /** Slots `privateSubnet1` and on. */
  readonly privateSubnets: ec2.CfnSubnet[];
  /** Slots `privateRouteTable1` and on. */
  readonly privateRouteTables: ec2.CfnRouteTable[];
  /** Slots `privateRoute1` and on: the routes to the internet, through a NAT gateway. */
  readonly privateRoutes: ec2.CfnRoute[];
  /** Slots `privateSubnetAssociation1` and on. */
  readonly privateSubnetAssociations: ec2.CfnSubnetRouteTableAssociation[];
  /** The route table of all isolated subnets. It leads to the network itself and to gateway endpoints. */
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
   * The security group of the interface endpoints.
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
   * The flow log: the record of connections in the network.
   *
   * @default - none if the platform team switches flow logs off
   */
  readonly flowLog?: ec2.CfnFlowLog;
  /**
   * The log group of the flow log.
   *
   * @default - none without a flow log
   */
  readonly flowLogGroup?: logs.CfnLogGroup;
  /**
   * The role that writes the flow log.
   *
   * @default - none without a flow log
   */
  readonly flowLogRole?: iam.CfnRole;
  /**
   * The permissions of that role.
   *
   * @default - none without a flow log
   */
  readonly flowLogRolePolicy?: iam.CfnRolePolicy;
  /**
   * Takes the rules out of the default security group of the VPC.
   *
   * @default - none if the platform team leaves the group as AWS makes it
   */
  readonly closedDefaultSecurityGroup?: CfnResource;
  /**
   * The function that takes the rules out.
   *
   * @default - none if the platform team leaves the group as AWS makes it
   */
  readonly closingFunction?: lambda.CfnFunction;
  /**
   * The log group of the function.
   *
   * @default - none if the platform team leaves the group as AWS makes it
   */
  readonly closingLogGroup?: logs.CfnLogGroup;
  /**
   * The role of the function.
   *
   * @default - none if the platform team leaves the group as AWS makes it
   */
  readonly closingRole?: iam.CfnRole;
  /**
   * The permissions of the function's role.
   *
   * @default - none if the platform team leaves the group as AWS makes it
   */
  readonly closingRolePolicy?: iam.CfnRolePolicy;
  /** Slots `vpcIdParameter` and so on: the network as SSM parameters. */
  readonly parameters: ssm.CfnParameter[];
}
