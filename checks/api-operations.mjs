/**
 * Which operation of which service takes the properties of a resource. A word is the name of an operation, whose input
 * is meant, or of a structure of the service's model; the first that has a member of a property's name is the one.
 *
 * @type {Record<string, string>} the service and its words, by the type of a resource
 */
export const OPERATIONS = {
  'AWS::ApiGatewayV2::Api': 'apigatewayv2 CreateApi',
  'AWS::ApiGatewayV2::ApiMapping': 'apigatewayv2 CreateApiMapping',
  'AWS::ApiGatewayV2::Authorizer': 'apigatewayv2 CreateAuthorizer',
  'AWS::ApiGatewayV2::DomainName': 'apigatewayv2 CreateDomainName',
  'AWS::ApiGatewayV2::Integration': 'apigatewayv2 CreateIntegration',
  'AWS::ApiGatewayV2::Route': 'apigatewayv2 CreateRoute',
  'AWS::ApiGatewayV2::Stage': 'apigatewayv2 CreateStage',
  'AWS::ApiGatewayV2::VpcLink': 'apigatewayv2 CreateVpcLink',
  'AWS::ApplicationAutoScaling::ScalableTarget': 'application-autoscaling RegisterScalableTarget PutScheduledAction',
  'AWS::ApplicationAutoScaling::ScalingPolicy': 'application-autoscaling PutScalingPolicy',
  'AWS::Athena::WorkGroup': 'athena CreateWorkGroup',
  'AWS::CertificateManager::Certificate': 'acm RequestCertificate',
  'AWS::CloudWatch::Alarm': 'cloudwatch PutMetricAlarm',
  'AWS::CloudWatch::Dashboard': 'cloudwatch PutDashboard',
  'AWS::CodeDeploy::Application': 'codedeploy CreateApplication',
  'AWS::CodeDeploy::DeploymentGroup': 'codedeploy CreateDeploymentGroup',
  'AWS::DynamoDB::Table': 'dynamodb CreateTable UpdateTimeToLive UpdateContinuousBackups',
  'AWS::EC2::EIP': 'ec2 AllocateAddress',
  'AWS::EC2::FlowLog': 'ec2 CreateFlowLogs',
  'AWS::EC2::InternetGateway': 'ec2 CreateInternetGateway',
  'AWS::EC2::NatGateway': 'ec2 CreateNatGateway',
  'AWS::EC2::Route': 'ec2 CreateRoute',
  'AWS::EC2::RouteTable': 'ec2 CreateRouteTable',
  'AWS::EC2::SecurityGroup': 'ec2 CreateSecurityGroup',
  'AWS::EC2::SecurityGroupEgress': 'ec2 AuthorizeSecurityGroupEgress UserIdGroupPair',
  'AWS::EC2::SecurityGroupIngress': 'ec2 AuthorizeSecurityGroupIngress UserIdGroupPair',
  'AWS::EC2::Subnet': 'ec2 CreateSubnet',
  'AWS::EC2::SubnetRouteTableAssociation': 'ec2 AssociateRouteTable',
  'AWS::EC2::VPC': 'ec2 CreateVpc',
  'AWS::EC2::VPCEndpoint': 'ec2 CreateVpcEndpoint',
  'AWS::EC2::VPCGatewayAttachment': 'ec2 AttachInternetGateway',
  'AWS::ECS::Cluster': 'ecs CreateCluster',
  'AWS::ECS::ClusterCapacityProviderAssociations': 'ecs PutClusterCapacityProviders',
  'AWS::ECS::Service': 'ecs CreateService',
  'AWS::ECS::TaskDefinition': 'ecs RegisterTaskDefinition',
  'AWS::EFS::AccessPoint': 'efs CreateAccessPoint',
  'AWS::EFS::FileSystem': 'efs CreateFileSystem',
  'AWS::EFS::MountTarget': 'efs CreateMountTarget',
  'AWS::ElasticLoadBalancingV2::Listener': 'elbv2 CreateListener',
  'AWS::ElasticLoadBalancingV2::ListenerRule': 'elbv2 CreateRule',
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 'elbv2 CreateLoadBalancer',
  'AWS::ElasticLoadBalancingV2::TargetGroup': 'elbv2 CreateTargetGroup RegisterTargets',
  'AWS::Events::EventBus': 'events CreateEventBus',
  'AWS::Events::EventBusPolicy': 'events PutPermission',
  'AWS::Events::Rule': 'events PutRule PutTargets',
  'AWS::Glue::Database': 'glue CreateDatabase',
  'AWS::Glue::Table': 'glue CreateTable',
  'AWS::IAM::OIDCProvider': 'iam CreateOpenIDConnectProvider',
  'AWS::IAM::Role': 'iam CreateRole PutRolePolicy',
  'AWS::IAM::RolePolicy': 'iam PutRolePolicy',
  'AWS::KMS::Key': 'kms CreateKey ScheduleKeyDeletion',
  'AWS::KinesisFirehose::DeliveryStream': 'firehose CreateDeliveryStream',
  'AWS::Lambda::Alias': 'lambda CreateAlias',
  'AWS::Lambda::EventSourceMapping': 'lambda CreateEventSourceMapping',
  'AWS::Lambda::Function': 'lambda CreateFunction PutFunctionConcurrency',
  'AWS::Lambda::Permission': 'lambda AddPermission',
  'AWS::Lambda::Version': 'lambda PublishVersion',
  'AWS::Logs::LogGroup': 'logs CreateLogGroup PutRetentionPolicy',
  'AWS::Logs::LogStream': 'logs CreateLogStream',
  'AWS::RDS::DBCluster': 'rds CreateDBCluster',
  'AWS::RDS::DBClusterParameterGroup': 'rds CreateDBClusterParameterGroup',
  'AWS::RDS::DBInstance': 'rds CreateDBInstance',
  'AWS::RDS::DBParameterGroup': 'rds CreateDBParameterGroup',
  'AWS::RDS::DBSubnetGroup': 'rds CreateDBSubnetGroup',
  'AWS::Route53::RecordSet': 'route53 ResourceRecordSet ChangeResourceRecordSets',
  'AWS::S3::Bucket':
    's3 CreateBucket PutBucketVersioning PutBucketLifecycleConfiguration PutPublicAccessBlock ' +
    'PutBucketOwnershipControls PutBucketCors PutBucketNotificationConfiguration PutObjectLockConfiguration',
  'AWS::SNS::Topic': 'sns CreateTopic',
  'AWS::SNS::Subscription': 'sns Subscribe',
  'AWS::SQS::Queue': 'sqs CreateQueue',
  'AWS::SSM::Parameter': 'ssm PutParameter',
  'AWS::Scheduler::Schedule': 'scheduler CreateSchedule',
  'AWS::SecretsManager::ResourcePolicy': 'secretsmanager PutResourcePolicy',
  'AWS::SecretsManager::RotationSchedule': 'secretsmanager RotateSecret',
  'AWS::SecretsManager::Secret': 'secretsmanager CreateSecret GetRandomPassword',
  'AWS::WAFv2::LoggingConfiguration': 'wafv2 LoggingConfiguration',
  'AWS::WAFv2::WebACL': 'wafv2 CreateWebACL',
  'AWS::WAFv2::WebACLAssociation': 'wafv2 AssociateWebACL',
};

/** What has no operation whose input is typed: policies are a text there, and nobody's service makes what is ours. */
export const UNTYPED = [
  'AWS::CDK::Metadata',
  'AWS::CloudFormation::CustomResource',
  'AWS::CloudFormation::Stack',
  'AWS::S3::BucketPolicy',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
];

/**
 * Where CloudFormation has a name of its own for what the API calls otherwise.
 *
 * @type {Record<string, string>} the API's name, by the type of a resource and its property
 */
export const RENAMED = {
  'AWS::EC2::SecurityGroup GroupDescription': 'Description',
  'AWS::EC2::SecurityGroupEgress DestinationSecurityGroupId': 'GroupId',
  'AWS::EC2::SecurityGroupIngress SourceSecurityGroupId': 'GroupId',
  'AWS::ECS::Cluster ClusterSettings': 'Settings',
  'AWS::RDS::DBClusterParameterGroup Family': 'DBParameterGroupFamily',
  'AWS::RDS::DBParameterGroup Family': 'DBParameterGroupFamily',
};
