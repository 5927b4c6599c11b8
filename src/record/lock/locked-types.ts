/**
 * What identifies a resource that is kept in the lock.
 *
 * @internal
 */
export interface LockedType {
  /** The word for it: `database`. */
  readonly noun: string;
  /** What is lost with it: its data, or the name that others know. */
  readonly loses: 'data' | 'name';
  /** The properties of which another value is another resource. */
  readonly identifiedBy: readonly string[];
  /** The properties of a resource that is none by itself: a node of a cluster. */
  readonly unless?: readonly string[];
  /** The types beside it in the same construct by one of which others know it instead. */
  readonly knownBy?: readonly string[];
}

const RESTORED = ['SnapshotIdentifier', 'SourceRegion', 'StorageEncrypted', 'KmsKeyId', 'DBSubnetGroupName'];

/**
 * What keeps data, or is known to others by a name, by its type in CloudFormation. The properties are those that
 * CloudFormation calls create-only, and those that it replaces a resource for in the cases that a path can come to.
 *
 * Log groups are not among them: of a renamed function, each synth would speak.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-template-resource-type-ref.html
 */
const CLOUDFORMATION: { readonly [type: string]: LockedType } = {
  'AWS::RDS::DBCluster': {
    noun: 'database cluster',
    loses: 'data',
    identifiedBy: [
      'DBClusterIdentifier',
      'Engine',
      'EngineMode',
      'DatabaseName',
      'MasterUsername',
      'AvailabilityZones',
      'PubliclyAccessible',
      'ClusterScalabilityType',
      'GlobalClusterIdentifier',
      'SourceDBClusterIdentifier',
      'SourceDbClusterResourceId',
      'RestoreType',
      'RestoreToTime',
      'UseLatestRestorableTime',
      'DBSystemId',
      ...RESTORED,
    ],
  },
  'AWS::RDS::DBInstance': {
    noun: 'database instance',
    loses: 'data',
    // The data of an Aurora node are in the cluster.
    unless: ['DBClusterIdentifier'],
    identifiedBy: [
      'DBInstanceIdentifier',
      'Engine',
      'DBName',
      'MasterUsername',
      'CharacterSetName',
      'NcharCharacterSetName',
      'Timezone',
      'Port',
      'CustomIAMInstanceProfile',
      'BackupTarget',
      'DBSnapshotIdentifier',
      'DBSystemId',
      ...RESTORED.slice(1),
    ],
  },
  'AWS::DynamoDB::Table': {
    noun: 'table',
    loses: 'data',
    // Of the attributes, those of the keys.
    identifiedBy: ['TableName', 'KeySchema', 'AttributeDefinitions', 'ImportSourceSpecification'],
  },
  'AWS::S3::Bucket': {
    noun: 'bucket',
    loses: 'data',
    identifiedBy: ['BucketName', 'BucketNamePrefix', 'BucketNamespace', 'ObjectLockEnabled'],
  },
  'AWS::SQS::Queue': { noun: 'queue', loses: 'data', identifiedBy: ['QueueName', 'FifoQueue'] },
  'AWS::SecretsManager::Secret': { noun: 'secret', loses: 'data', identifiedBy: ['Name'] },
  'AWS::KMS::Key': { noun: 'key', loses: 'data', identifiedBy: ['KeySpec', 'KeyUsage', 'MultiRegion', 'Origin'] },
  'AWS::SNS::Topic': { noun: 'topic', loses: 'name', identifiedBy: ['TopicName', 'FifoTopic'] },
  'AWS::EC2::VPC': {
    noun: 'network',
    loses: 'name',
    identifiedBy: ['CidrBlock', 'Ipv4IpamPoolId', 'Ipv4NetmaskLength', 'VpcEncryptionControl'],
  },
  'AWS::EC2::Subnet': {
    noun: 'subnet',
    loses: 'name',
    identifiedBy: [
      'VpcId',
      'CidrBlock',
      'AvailabilityZone',
      'AvailabilityZoneId',
      'OutpostArn',
      'Ipv6Native',
      'Ipv4IpamPoolId',
      'Ipv4NetmaskLength',
      'Ipv6IpamPoolId',
      'Ipv6NetmaskLength',
    ],
  },
  'AWS::EC2::EIP': {
    noun: 'address',
    loses: 'name',
    identifiedBy: ['Domain', 'Address', 'TransferAddress', 'NetworkBorderGroup', 'IpamPoolId'],
  },
  'AWS::ElasticLoadBalancingV2::LoadBalancer': {
    noun: 'load balancer',
    loses: 'name',
    knownBy: ['AWS::Route53::RecordSet', 'AWS::ApiGatewayV2::Api'],
    identifiedBy: ['Name', 'Scheme', 'Type'],
  },
  'AWS::ApiGatewayV2::Api': {
    noun: 'API',
    loses: 'name',
    knownBy: ['AWS::Route53::RecordSet'],
    identifiedBy: ['ProtocolType'],
  },
  'AWS::Route53::RecordSet': {
    noun: 'DNS name',
    loses: 'name',
    identifiedBy: ['Name', 'HostedZoneId', 'HostedZoneName'],
  },
  'AWS::Events::EventBus': { noun: 'event bus', loses: 'name', identifiedBy: ['Name', 'EventSourceName'] },
};

/**
 * The same on Terraform: the arguments that the AWS provider replaces a resource for. Its schema does not say which:
 * they are those of its documentation and source.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs
 */
const TERRAFORM: { readonly [type: string]: LockedType } = {
  aws_rds_cluster: {
    noun: 'database cluster',
    loses: 'data',
    identifiedBy: [
      'cluster_identifier',
      'cluster_identifier_prefix',
      'engine',
      'engine_mode',
      'database_name',
      'master_username',
      'availability_zones',
      'db_subnet_group_name',
      'db_system_id',
      'kms_key_id',
      'storage_encrypted',
      'snapshot_identifier',
      'source_region',
    ],
  },
  aws_db_instance: {
    noun: 'database instance',
    loses: 'data',
    unless: ['cluster_identifier'],
    identifiedBy: [
      'identifier',
      'identifier_prefix',
      'engine',
      'db_name',
      'username',
      'character_set_name',
      'nchar_character_set_name',
      'timezone',
      'custom_iam_instance_profile',
      'backup_target',
      'db_subnet_group_name',
      'kms_key_id',
      'storage_encrypted',
      'snapshot_identifier',
    ],
  },
  aws_dynamodb_table: {
    noun: 'table',
    loses: 'data',
    identifiedBy: ['name', 'hash_key', 'range_key', 'attribute', 'local_secondary_index', 'import_table'],
  },
  aws_s3_bucket: {
    noun: 'bucket',
    loses: 'data',
    identifiedBy: ['bucket', 'bucket_prefix', 'object_lock_enabled'],
  },
  aws_sqs_queue: { noun: 'queue', loses: 'data', identifiedBy: ['name', 'name_prefix', 'fifo_queue'] },
  aws_secretsmanager_secret: { noun: 'secret', loses: 'data', identifiedBy: ['name', 'name_prefix'] },
  aws_kms_key: {
    noun: 'key',
    loses: 'data',
    identifiedBy: ['customer_master_key_spec', 'key_usage', 'multi_region', 'custom_key_store_id', 'xks_key_id'],
  },
  aws_sns_topic: { noun: 'topic', loses: 'name', identifiedBy: ['name', 'name_prefix', 'fifo_topic'] },
  aws_vpc: {
    noun: 'network',
    loses: 'name',
    identifiedBy: ['cidr_block', 'ipv4_ipam_pool_id', 'ipv4_netmask_length'],
  },
  aws_subnet: {
    noun: 'subnet',
    loses: 'name',
    identifiedBy: ['vpc_id', 'cidr_block', 'availability_zone', 'availability_zone_id', 'outpost_arn', 'ipv6_native'],
  },
  aws_eip: {
    noun: 'address',
    loses: 'name',
    identifiedBy: ['domain', 'address', 'network_border_group', 'ipam_pool_id', 'public_ipv4_pool'],
  },
  aws_lb: {
    noun: 'load balancer',
    loses: 'name',
    knownBy: ['aws_route53_record', 'aws_apigatewayv2_api'],
    identifiedBy: ['name', 'name_prefix', 'internal', 'load_balancer_type'],
  },
  aws_apigatewayv2_api: {
    noun: 'API',
    loses: 'name',
    knownBy: ['aws_route53_record'],
    identifiedBy: ['protocol_type'],
  },
  aws_route53_record: { noun: 'DNS name', loses: 'name', identifiedBy: ['name', 'zone_id', 'type', 'set_identifier'] },
  aws_cloudwatch_event_bus: { noun: 'event bus', loses: 'name', identifiedBy: ['name', 'event_source_name'] },
};

const ALL = { ...CLOUDFORMATION, ...TERRAFORM };

/**
 * What identifies resources of a type, if they are kept in the lock.
 *
 * @internal
 */
export function lockedType(type: string): LockedType | undefined {
  return Object.hasOwn(ALL, type) ? ALL[type] : undefined;
}

/** The attribute of a resource by which CloudFormation makes it, or not. It is part of what each is. */
export const CONDITION = 'Condition';

/**
 * The types of an engine that are kept in the lock.
 *
 * @internal
 */
export function lockedTypes(engine: 'aws' | 'terraform'): string[] {
  return Object.keys(engine === 'aws' ? CLOUDFORMATION : TERRAFORM);
}
