import * as apiGateway from '@aws-sdk/client-apigatewayv2';
import {
  DescribeScalableTargetsCommand,
  DescribeScalingPoliciesCommand,
} from '@aws-sdk/client-application-auto-scaling';
import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeLogStreamsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { ListApplicationsCommand, ListDeploymentGroupsCommand } from '@aws-sdk/client-codedeploy';
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import * as ec2 from '@aws-sdk/client-ec2';
import {
  DescribeClustersCommand,
  ListClustersCommand,
  ListServicesCommand,
  ListTaskDefinitionsCommand,
} from '@aws-sdk/client-ecs';
import { DescribeListenersCommand, DescribeTargetGroupsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { ListOpenIDConnectProvidersCommand, ListRolePoliciesCommand } from '@aws-sdk/client-iam';
import {
  ListAliasesCommand,
  ListEventSourceMappingsCommand,
  ListVersionsByFunctionCommand,
} from '@aws-sdk/client-lambda';
import {
  DescribeDBClusterParameterGroupsCommand,
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  DescribeDBParameterGroupsCommand,
  DescribeDBSubnetGroupsCommand,
} from '@aws-sdk/client-rds';
import { GetBucketPolicyCommand } from '@aws-sdk/client-s3';
import { ListSchedulesCommand } from '@aws-sdk/client-scheduler';
import { GetResourcePolicyCommand } from '@aws-sdk/client-secrets-manager';
import { ListSubscriptionsCommand, ListTopicsCommand } from '@aws-sdk/client-sns';
import { ListQueuesCommand } from '@aws-sdk/client-sqs';
import { DescribeParametersCommand } from '@aws-sdk/client-ssm';
import { ListLoggingConfigurationsCommand, ListResourcesForWebACLCommand } from '@aws-sdk/client-wafv2';
import { AwsApi, pages } from './aws-api';
import {
  apis,
  buckets,
  databases,
  each,
  eventBuses,
  functions,
  internetGateways,
  loadBalancers,
  logGroups,
  roles,
  routeTables,
  secrets,
  webAcls,
} from './listed';

/** Services whose capacity is scaled. */
const SCALED = Promise.resolve(['dynamodb', 'ecs'] as const);

type List = (aws: AwsApi) => Promise<(string | undefined)[]>;

/** Reads from its service all that there is of a type, by what CloudFormation calls the physical id. */
export const LISTS: { [type: string]: List } = {
  'AWS::ApiGatewayV2::Api': async aws => (await apis(aws)).map(api => api.ApiId),
  'AWS::ApiGatewayV2::Authorizer': async aws =>
    each(apis(aws), async ({ ApiId }) =>
      (await aws.apiGateway.send(new apiGateway.GetAuthorizersCommand({ ApiId }))).Items!.map(
        ({ AuthorizerId }) => AuthorizerId,
      ),
    ),
  'AWS::ApiGatewayV2::DomainName': async aws =>
    (await aws.apiGateway.send(new apiGateway.GetDomainNamesCommand({}))).Items!.map(({ DomainName }) => DomainName),
  'AWS::ApiGatewayV2::Integration': async aws =>
    each(apis(aws), async ({ ApiId }) =>
      (await aws.apiGateway.send(new apiGateway.GetIntegrationsCommand({ ApiId }))).Items!.map(
        ({ IntegrationId }) => IntegrationId,
      ),
    ),
  'AWS::ApiGatewayV2::Route': async aws =>
    each(apis(aws), async ({ ApiId }) =>
      (await aws.apiGateway.send(new apiGateway.GetRoutesCommand({ ApiId }))).Items!.map(
        ({ RouteId }) => `${ApiId}/${RouteId}`,
      ),
    ),
  'AWS::ApiGatewayV2::VpcLink': async aws =>
    (await aws.apiGateway.send(new apiGateway.GetVpcLinksCommand({}))).Items!.map(link => link.VpcLinkId),
  'AWS::ApplicationAutoScaling::ScalableTarget': aws =>
    each(SCALED, async ServiceNamespace =>
      (await aws.autoScaling.send(new DescribeScalableTargetsCommand({ ServiceNamespace }))).ScalableTargets!.map(
        ({ ResourceId, ScalableDimension }) => `${ResourceId}|${ScalableDimension}|${ServiceNamespace}`,
      ),
    ),
  'AWS::ApplicationAutoScaling::ScalingPolicy': aws =>
    each(SCALED, async ServiceNamespace =>
      (await aws.autoScaling.send(new DescribeScalingPoliciesCommand({ ServiceNamespace }))).ScalingPolicies!.map(
        policy => policy.PolicyARN,
      ),
    ),
  'AWS::Athena::WorkGroup': async aws =>
    (await aws.call('athena', 'AmazonAthena.ListWorkGroups', {})).WorkGroups.map((group: any) => group.Name),
  'AWS::CertificateManager::Certificate': async aws =>
    (await aws.call('acm', 'CertificateManager.ListCertificates', {})).CertificateSummaryList.map(
      (certificate: any) => certificate.CertificateArn,
    ),
  'AWS::CloudWatch::Alarm': async aws =>
    pages(async NextToken => {
      const page = await aws.cloudWatch.send(new DescribeAlarmsCommand({ NextToken, MaxRecords: 100 }));
      return { items: page.MetricAlarms!.map(({ AlarmName }) => AlarmName), next: page.NextToken };
    }),
  // Not by the client: the embedded AWS writes dates here in a form that it cannot read.
  'AWS::CloudWatch::Dashboard': async aws =>
    (await aws.call('monitoring', 'GraniteServiceVersion20100801.ListDashboards', {})).DashboardEntries.map(
      (dashboard: any) => dashboard.DashboardName,
    ),
  'AWS::CodeDeploy::Application': async aws =>
    (await aws.codeDeploy.send(new ListApplicationsCommand({}))).applications!,
  'AWS::CodeDeploy::DeploymentGroup': async aws =>
    each(
      aws.codeDeploy.send(new ListApplicationsCommand({})).then(({ applications }) => applications!),
      async applicationName =>
        (await aws.codeDeploy.send(new ListDeploymentGroupsCommand({ applicationName }))).deploymentGroups!,
    ),
  'AWS::DynamoDB::Table': async aws =>
    pages(async ExclusiveStartTableName => {
      const page = await aws.dynamoDb.send(new ListTablesCommand({ ExclusiveStartTableName }));
      return { items: page.TableNames!, next: page.LastEvaluatedTableName };
    }),
  'AWS::EC2::EIP': async aws =>
    (await aws.ec2.send(new ec2.DescribeAddressesCommand({}))).Addresses!.map(address => address.PublicIp),
  'AWS::EC2::FlowLog': async aws =>
    (await aws.ec2.send(new ec2.DescribeFlowLogsCommand({}))).FlowLogs!.map(log => log.FlowLogId),
  'AWS::EC2::InternetGateway': async aws => (await internetGateways(aws)).map(gateway => gateway.InternetGatewayId),
  'AWS::EC2::NatGateway': async aws =>
    (await aws.ec2.send(new ec2.DescribeNatGatewaysCommand({})))
      .NatGateways!.filter(({ State }) => State !== 'deleted')
      .map(gateway => gateway.NatGatewayId),
  'AWS::EC2::Route': async aws =>
    (await routeTables(aws)).flatMap(({ RouteTableId, Routes }) =>
      Routes!.map(route => `${RouteTableId}|${route.DestinationCidrBlock}`),
    ),
  'AWS::EC2::RouteTable': async aws => (await routeTables(aws)).map(table => table.RouteTableId),
  'AWS::EC2::SecurityGroup': async aws =>
    (await aws.ec2.send(new ec2.DescribeSecurityGroupsCommand({}))).SecurityGroups!.map(group => group.GroupId),
  'AWS::EC2::Subnet': async aws =>
    (await aws.ec2.send(new ec2.DescribeSubnetsCommand({}))).Subnets!.map(subnet => subnet.SubnetId),
  'AWS::EC2::SubnetRouteTableAssociation': async aws =>
    (await routeTables(aws)).flatMap(({ Associations }) =>
      Associations!.map(association => association.RouteTableAssociationId),
    ),
  'AWS::EC2::VPC': async aws => (await aws.ec2.send(new ec2.DescribeVpcsCommand({}))).Vpcs!.map(vpc => vpc.VpcId),
  'AWS::EC2::VPCEndpoint': async aws =>
    (await aws.ec2.send(new ec2.DescribeVpcEndpointsCommand({}))).VpcEndpoints!.map(endpoint => endpoint.VpcEndpointId),
  'AWS::EC2::VPCGatewayAttachment': async aws =>
    (await internetGateways(aws)).flatMap(({ Attachments }) => Attachments!.map(({ VpcId }) => `IGW|${VpcId}`)),
  'AWS::ECS::Cluster': async aws =>
    (await aws.ecs.send(new ListClustersCommand({}))).clusterArns!.map(arn => arn.split('/')[1]),
  'AWS::ECS::ClusterCapacityProviderAssociations': async aws => {
    const { clusterArns } = await aws.ecs.send(new ListClustersCommand({}));
    const { clusters } = await aws.ecs.send(new DescribeClustersCommand({ clusters: clusterArns }));
    return clusters!.filter(({ capacityProviders }) => capacityProviders?.length).map(({ clusterName }) => clusterName);
  },
  'AWS::ECS::Service': async aws =>
    each(
      aws.ecs.send(new ListClustersCommand({})).then(({ clusterArns }) => clusterArns!),
      async cluster => (await aws.ecs.send(new ListServicesCommand({ cluster }))).serviceArns!,
    ),
  'AWS::ECS::TaskDefinition': async aws =>
    (await aws.ecs.send(new ListTaskDefinitionsCommand({ status: 'ACTIVE' }))).taskDefinitionArns!,
  'AWS::ElasticLoadBalancingV2::Listener': async aws =>
    each(loadBalancers(aws), async ({ LoadBalancerArn }) =>
      (await aws.loadBalancing.send(new DescribeListenersCommand({ LoadBalancerArn }))).Listeners!.map(
        listener => listener.ListenerArn,
      ),
    ),
  'AWS::ElasticLoadBalancingV2::LoadBalancer': async aws =>
    (await loadBalancers(aws)).map(balancer => balancer.LoadBalancerArn),
  'AWS::ElasticLoadBalancingV2::TargetGroup': async aws =>
    (await aws.loadBalancing.send(new DescribeTargetGroupsCommand({}))).TargetGroups!.map(
      group => group.TargetGroupArn,
    ),
  'AWS::Events::EventBus': async aws => (await eventBuses(aws)).map(({ Name }) => Name),
  'AWS::Events::EventBusPolicy': async aws =>
    (await eventBuses(aws)).flatMap(({ Name, Policy }) =>
      Policy ? JSON.parse(Policy).Statement.map(({ Sid }: any) => `${Name}|${Sid}`) : [],
    ),
  'AWS::Events::Rule': async aws =>
    each(eventBuses(aws), async ({ Name: EventBusName }) =>
      (await aws.call('events', 'AWSEvents.ListRules', { EventBusName })).Rules.map((rule: any) => rule.Name),
    ),
  'AWS::Glue::Database': async aws => (await databases(aws)).map(({ Name }) => Name),
  'AWS::Glue::Table': async aws =>
    each(databases(aws), async ({ Name: DatabaseName }) =>
      (await aws.call('glue', 'AWSGlue.GetTables', { DatabaseName })).TableList.map((table: any) => table.Name),
    ),
  'AWS::IAM::OIDCProvider': async aws => {
    const { OpenIDConnectProviderList } = await aws.iam.send(new ListOpenIDConnectProvidersCommand({}));
    return OpenIDConnectProviderList!.map(({ Arn }) => Arn);
  },
  'AWS::IAM::Role': async aws => (await roles(aws)).map(role => role.RoleName),
  'AWS::IAM::RolePolicy': async aws =>
    each(roles(aws), async ({ RoleName }) =>
      (await aws.iam.send(new ListRolePoliciesCommand({ RoleName }))).PolicyNames!.map(name => `${name}|${RoleName}`),
    ),
  'AWS::KMS::Key': async aws =>
    each(
      aws.call('kms', 'TrentService.ListKeys', {}).then(({ Keys }) => Keys as any[]),
      async ({ KeyId }) => {
        const { KeyMetadata } = await aws.call('kms', 'TrentService.DescribeKey', { KeyId });
        return KeyMetadata.KeyState === 'PendingDeletion' ? [] : [KeyId];
      },
    ),
  'AWS::KinesisFirehose::DeliveryStream': async aws =>
    (await aws.call('firehose', 'Firehose_20150804.ListDeliveryStreams', {})).DeliveryStreamNames,
  'AWS::Lambda::Alias': async aws =>
    each(functions(aws), async FunctionName =>
      (await aws.lambda.send(new ListAliasesCommand({ FunctionName }))).Aliases!.map(alias => alias.AliasArn),
    ),
  'AWS::Lambda::EventSourceMapping': async aws =>
    (await aws.lambda.send(new ListEventSourceMappingsCommand({}))).EventSourceMappings!.map(mapping => mapping.UUID),
  'AWS::Lambda::Function': aws => functions(aws),
  'AWS::Lambda::Version': async aws =>
    each(functions(aws), async FunctionName =>
      (await aws.lambda.send(new ListVersionsByFunctionCommand({ FunctionName }))).Versions!.map(
        version => version.FunctionArn,
      ),
    ),
  'AWS::Logs::LogGroup': aws => logGroups(aws),
  'AWS::Logs::LogStream': async aws =>
    each(logGroups(aws), async logGroupName =>
      (await aws.logs.send(new DescribeLogStreamsCommand({ logGroupName }))).logStreams!.map(
        stream => stream.logStreamName,
      ),
    ),
  'AWS::RDS::DBCluster': async aws =>
    (await aws.rds.send(new DescribeDBClustersCommand({}))).DBClusters!.map(cluster => cluster.DBClusterIdentifier),
  'AWS::RDS::DBClusterParameterGroup': async aws =>
    (await aws.rds.send(new DescribeDBClusterParameterGroupsCommand({}))).DBClusterParameterGroups!.map(
      group => group.DBClusterParameterGroupName,
    ),
  'AWS::RDS::DBInstance': async aws =>
    (await aws.rds.send(new DescribeDBInstancesCommand({}))).DBInstances!.map(
      instance => instance.DBInstanceIdentifier,
    ),
  'AWS::RDS::DBParameterGroup': async aws =>
    (await aws.rds.send(new DescribeDBParameterGroupsCommand({}))).DBParameterGroups!.map(
      group => group.DBParameterGroupName,
    ),
  'AWS::RDS::DBSubnetGroup': async aws =>
    (await aws.rds.send(new DescribeDBSubnetGroupsCommand({}))).DBSubnetGroups!.map(group => group.DBSubnetGroupName),
  'AWS::S3::Bucket': async aws => (await buckets(aws)).map(({ Name }) => Name),
  'AWS::S3::BucketPolicy': async aws =>
    each(buckets(aws), async ({ Name: Bucket }) => {
      const policy = await aws.s3.send(new GetBucketPolicyCommand({ Bucket })).catch(() => undefined);
      return policy ? [`${Bucket}-policy`] : [];
    }),
  'AWS::Route53::HostedZone': async aws =>
    [...(await aws.text('route53', '/2013-04-01/hostedzone')).matchAll(/<Id>\/hostedzone\/(\w+)<\/Id>/g)].map(
      ([, id]) => id,
    ),
  'AWS::SNS::Subscription': async aws =>
    pages(async NextToken => {
      const page = await aws.sns.send(new ListSubscriptionsCommand({ NextToken }));
      return { items: page.Subscriptions!.map(({ SubscriptionArn }) => SubscriptionArn), next: page.NextToken };
    }),
  'AWS::SNS::Topic': async aws =>
    pages(async NextToken => {
      const page = await aws.sns.send(new ListTopicsCommand({ NextToken }));
      return { items: page.Topics!.map(({ TopicArn }) => TopicArn), next: page.NextToken };
    }),
  'AWS::SQS::Queue': async aws => (await aws.sqs.send(new ListQueuesCommand({}))).QueueUrls ?? [],
  'AWS::Scheduler::Schedule': async aws =>
    (await aws.scheduler.send(new ListSchedulesCommand({}))).Schedules!.map(schedule => schedule.Name),
  'AWS::SecretsManager::ResourcePolicy': async aws =>
    each(secrets(aws), async ({ ARN }) =>
      (await aws.secrets.send(new GetResourcePolicyCommand({ SecretId: ARN }))).ResourcePolicy ? [ARN] : [],
    ),
  'AWS::SecretsManager::RotationSchedule': async aws =>
    (await secrets(aws)).filter(({ RotationEnabled }) => RotationEnabled).map(({ ARN }) => ARN),
  'AWS::SecretsManager::Secret': async aws => (await secrets(aws)).map(({ ARN }) => ARN),
  'AWS::SSM::Parameter': async aws =>
    pages(async NextToken => {
      const page = await aws.ssm.send(new DescribeParametersCommand({ NextToken }));
      return { items: page.Parameters!.map(({ Name }) => Name), next: page.NextToken };
    }),
  'AWS::WAFv2::LoggingConfiguration': async aws =>
    (await aws.waf.send(new ListLoggingConfigurationsCommand({ Scope: 'REGIONAL' }))).LoggingConfigurations!.map(
      ({ ResourceArn }) => ResourceArn,
    ),
  'AWS::WAFv2::WebACL': async aws => (await webAcls(aws)).map(({ Name, Id }) => `${Name}|${Id}|REGIONAL`),
  'AWS::WAFv2::WebACLAssociation': async aws =>
    each(webAcls(aws), async ({ ARN }) => {
      const { ResourceArns } = await aws.waf.send(
        new ListResourcesForWebACLCommand({ WebACLArn: ARN, ResourceType: 'APPLICATION_LOAD_BALANCER' }),
      );
      return ResourceArns!.map(arn => `${ARN}|${arn}`);
    }),
  // The function of the network closes the default group of the VPC.
  'Custom::ClosedDefaultSecurityGroup': aws => LISTS['AWS::EC2::SecurityGroup'](aws),
  // The function of a bucket empties it, and has the name of the bucket as its id.
  'Custom::EmptiedBucket': aws => LISTS['AWS::S3::Bucket'](aws),
};
