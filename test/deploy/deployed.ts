import {
  GetApisCommand,
  GetIntegrationsCommand,
  GetStagesCommand,
  GetVpcLinksCommand,
} from '@aws-sdk/client-apigatewayv2';
import {
  DescribeScalableTargetsCommand,
  DescribeScalingPoliciesCommand,
} from '@aws-sdk/client-application-auto-scaling';
import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeSecurityGroupsCommand, DescribeSubnetsCommand, SecurityGroup } from '@aws-sdk/client-ec2';
import { DescribeClustersCommand, DescribeServicesCommand, DescribeTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import {
  DescribeListenersCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  DescribeDBClusterParametersCommand,
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  DescribeDBSubnetGroupsCommand,
} from '@aws-sdk/client-rds';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { GetWebACLForResourceCommand } from '@aws-sdk/client-wafv2';
import { AwsApi, pages } from './aws-api';

/** Finds the resources of a stack by type, and reads each from its own service. */
export class Deployed {
  static async of(aws: AwsApi, stack: string): Promise<Deployed> {
    const ids: { [type: string]: string[] } = {};
    for (const { ResourceType, PhysicalResourceId } of await aws.resources(stack)) {
      (ids[ResourceType!] ??= []).push(PhysicalResourceId!);
    }
    return new Deployed(aws, ids);
  }

  private constructor(
    private readonly aws: AwsApi,
    private readonly idsByType: { [type: string]: string[] },
  ) {}

  ids(type: string): string[] {
    return this.idsByType[type] ?? [];
  }

  async service() {
    const { ecs } = this.aws;
    const [clusterName] = this.ids('AWS::ECS::Cluster');
    const cluster = (await ecs.send(new DescribeClustersCommand({ clusters: [clusterName], include: ['SETTINGS'] })))
      .clusters![0];
    const service = (
      await ecs.send(new DescribeServicesCommand({ cluster: clusterName, services: this.ids('AWS::ECS::Service') }))
    ).services![0];
    const task = (await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: service.taskDefinition })))
      .taskDefinition!;
    const container = task.containerDefinitions!.find(({ name }) => name === 'app')!;
    const environment = Object.fromEntries(container.environment!.map(({ name, value }) => [name!, value!]));
    return {
      cluster,
      service,
      task,
      container,
      environment,
      groups: service.networkConfiguration!.awsvpcConfiguration!.securityGroups!,
    };
  }

  async scaling() {
    const [ResourceId] = this.ids('AWS::ApplicationAutoScaling::ScalableTarget')[0].split('|');
    const [target] = (
      await this.aws.autoScaling.send(
        new DescribeScalableTargetsCommand({ ServiceNamespace: 'ecs', ResourceIds: [ResourceId] }),
      )
    ).ScalableTargets!;
    const policies = (
      await this.aws.autoScaling.send(new DescribeScalingPoliciesCommand({ ServiceNamespace: 'ecs', ResourceId }))
    ).ScalingPolicies!;
    return {
      least: target.MinCapacity,
      most: target.MaxCapacity,
      policies: policies.map(({ TargetTrackingScalingPolicyConfiguration: tracking }) => tracking!),
    };
  }

  async loadBalancing() {
    const { loadBalancing } = this.aws;
    const [LoadBalancerArn] = this.ids('AWS::ElasticLoadBalancingV2::LoadBalancer');
    const TargetGroupArn = this.ids('AWS::ElasticLoadBalancingV2::TargetGroup')[0];
    const map = (attributes: { Key?: string; Value?: string }[]) =>
      Object.fromEntries(attributes.map(({ Key, Value }) => [Key!, Value!]));
    return {
      attributes: map(
        (await loadBalancing.send(new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn }))).Attributes!,
      ),
      listeners: (await loadBalancing.send(new DescribeListenersCommand({ LoadBalancerArn }))).Listeners!,
      targetGroup: (await loadBalancing.send(new DescribeTargetGroupsCommand({ TargetGroupArns: [TargetGroupArn] })))
        .TargetGroups![0],
      targetAttributes: map(
        (await loadBalancing.send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn }))).Attributes!,
      ),
      firewall: (await this.aws.waf.send(new GetWebACLForResourceCommand({ ResourceArn: LoadBalancerArn }))).WebACL!,
    };
  }

  async httpApi() {
    const [ApiId] = this.ids('AWS::ApiGatewayV2::Api');
    const [link] = this.ids('AWS::ApiGatewayV2::VpcLink');
    const { apiGateway } = this.aws;
    return {
      api: (await apiGateway.send(new GetApisCommand({}))).Items!.find(api => api.ApiId === ApiId)!,
      stages: (await apiGateway.send(new GetStagesCommand({ ApiId }))).Items!,
      integrations: (await apiGateway.send(new GetIntegrationsCommand({ ApiId }))).Items!,
      vpcLink: (await apiGateway.send(new GetVpcLinksCommand({}))).Items!.find(({ VpcLinkId }) => VpcLinkId === link)!,
    };
  }

  async alarms() {
    return (
      await this.aws.cloudWatch.send(new DescribeAlarmsCommand({ AlarmNames: this.ids('AWS::CloudWatch::Alarm') }))
    ).MetricAlarms!;
  }

  async database() {
    const { rds } = this.aws;
    const [DBClusterIdentifier] = this.ids('AWS::RDS::DBCluster');
    const cluster = (await rds.send(new DescribeDBClustersCommand({ DBClusterIdentifier }))).DBClusters![0];
    return {
      cluster,
      nodes: (await rds.send(new DescribeDBInstancesCommand({}))).DBInstances!.filter(
        node => node.DBClusterIdentifier === DBClusterIdentifier,
      ),
    };
  }

  async databaseSubnetIds(): Promise<string[]> {
    const [DBSubnetGroupName] = this.ids('AWS::RDS::DBSubnetGroup');
    const [group] = (await this.aws.rds.send(new DescribeDBSubnetGroupsCommand({ DBSubnetGroupName }))).DBSubnetGroups!;
    return group.Subnets!.map(({ SubnetIdentifier }) => SubnetIdentifier!);
  }

  /** The parameters that are set in the database's parameter group. */
  async parameters(): Promise<{ [name: string]: string | undefined }> {
    const [DBClusterParameterGroupName] = this.ids('AWS::RDS::DBClusterParameterGroup');
    const all = await pages(async Marker => {
      const page = await this.aws.rds.send(
        new DescribeDBClusterParametersCommand({ DBClusterParameterGroupName, Marker }),
      );
      return { items: page.Parameters, next: page.Marker };
    });
    return Object.fromEntries(all.map(({ ParameterName, ParameterValue }) => [ParameterName!, ParameterValue]));
  }

  async secret(arn: string): Promise<{ [key: string]: string }> {
    return JSON.parse((await this.aws.secrets.send(new GetSecretValueCommand({ SecretId: arn }))).SecretString!);
  }

  async securityGroups(ids: string[]): Promise<SecurityGroup[]> {
    return (await this.aws.ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: ids }))).SecurityGroups!;
  }

  /** The names that the network gave to subnets. */
  async subnetNames(ids: string[]): Promise<string[]> {
    const { Subnets } = await this.aws.ec2.send(new DescribeSubnetsCommand({ SubnetIds: ids }));
    return Subnets!.map(({ Tags }) => Tags!.find(({ Key }) => Key === 'Name')!.Value!).sort();
  }
}

/** The sources and ports that are let in: `sg-1:5433` and `10.0.0.0/16:80`. */
export function letIn(group: SecurityGroup): string[] {
  return group
    .IpPermissions!.flatMap(({ FromPort, UserIdGroupPairs = [], IpRanges = [] }) => [
      ...UserIdGroupPairs.map(({ GroupId }) => `${GroupId}:${FromPort}`),
      ...IpRanges.map(({ CidrIp }) => `${CidrIp}:${FromPort}`),
    ])
    .sort();
}

/**
 * The addresses of an Aurora cluster, by its identifier. DescribeDBClusters would tell them, too, but the embedded AWS
 * forgets them as soon as a node of another cluster is deleted.
 */
export function addressOf(clusterId: string, kind: 'cluster' | 'cluster-ro'): RegExp {
  return new RegExp(`^${clusterId}\\.${kind}-[a-z0-9]+\\..*\\.rds\\.amazonaws\\.com$`);
}
