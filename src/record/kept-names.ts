import { sameWord } from './spelling';

/**
 * The properties that name a resource with data, by its type on either engine. Another name is another resource, which
 * is empty: the logical id, or the address in the state, does not keep it.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbcluster.html
 */
const NAMES: { readonly [type: string]: readonly string[] } = {
  'AWS::RDS::DBCluster': ['DBClusterIdentifier'],
  'AWS::RDS::DBInstance': ['DBInstanceIdentifier'],
  'AWS::Logs::LogGroup': ['LogGroupName'],
  'AWS::DynamoDB::Table': ['TableName'],
  'AWS::S3::Bucket': ['BucketName'],
  'AWS::SQS::Queue': ['QueueName'],
  'AWS::SNS::Topic': ['TopicName'],
  'AWS::SecretsManager::Secret': ['Name'],
  aws_rds_cluster: ['cluster_identifier', 'cluster_identifier_prefix'],
  aws_db_instance: ['identifier', 'identifier_prefix'],
  aws_cloudwatch_log_group: ['name', 'name_prefix'],
  aws_dynamodb_table: ['name'],
  aws_s3_bucket: ['bucket', 'bucket_prefix'],
  aws_sqs_queue: ['name', 'name_prefix'],
  aws_sns_topic: ['name', 'name_prefix'],
  aws_secretsmanager_secret: ['name', 'name_prefix'],
};

/**
 * A resource with data that a team keeps from elsewhere.
 *
 * @internal
 */
export interface KeptResource {
  readonly slot: string;
  readonly type: string;
  /** Its properties, as the template will have them. */
  readonly properties: any;
  /** The properties that somebody changed. */
  readonly changed: readonly string[];
}

/**
 * The error about a resource that keeps its id, and gets another name from the path: it would be replaced.
 *
 * @internal
 */
export function nameLost({ slot, type, properties, changed }: KeptResource): string[] {
  // Terraform leaves a difference alone that it is to ignore.
  const ignored: string[] = [properties.lifecycle?.ignore_changes ?? []].flat();
  if (ignored.includes('all')) return [];
  const settled = [...ignored, ...changed.map(property => property.replace(/ \(raw override\)$/, ''))];
  const lost = (NAMES[type] ?? []).find(
    name => (properties[name] ?? undefined) !== undefined && !settled.some(word => sameWord(word, name)),
  );
  if (lost === undefined) return [];
  return [
    `The slot '${slot}' keeps a resource that is there already, and its ${lost} is a new one of the path: it would ` +
      `be replaced by an empty one. Keep the name: escape('${slot}', Patch.property('${lost}', '<its name>'), ...)` +
      (lost.endsWith('_prefix') ? `; or Patch.remove('${lost}'), and the name that it has.` : '.'),
  ];
}
