import type { Change } from './change.js';

/** What it means that a resource is replaced or removed, which no template says, by type. */
const MEANS: readonly (readonly [RegExp, string])[] = [
  [
    /^(AWS::RDS::DB(Cluster|Instance)|AWS::DynamoDB::.*Table|AWS::S3::Bucket|AWS::SQS::Queue)$/,
    'the app goes on with an empty one',
  ],
  [
    /^(aws_rds_cluster|aws_db_instance|aws_dynamodb_table|aws_s3_bucket|aws_sqs_queue)$/,
    'the app goes on with an empty one',
  ],
  [/^(AWS::SecretsManager::Secret|aws_secretsmanager_secret)$/, 'its value is another one'],
  [/^(AWS::KMS::Key|aws_kms_key)$/, 'what the old key encrypted can be read only as long as that key is there'],
  [/^(AWS::SNS::Topic|aws_sns_topic)$/, 'subscriptions that others made are lost, and its ARN is another one'],
  [/TargetGroup$|^aws_lb_target_group$/, 'requests fail until the tasks are healthy in the new one'],
  [
    /LoadBalancer$|^aws_lb$|ApiGatewayV2::Api$|^aws_apigatewayv2_api$/,
    'clients that call it by its own address do not reach it',
  ],
  [/^(AWS::EC2::(VPC|Subnet)|aws_vpc|aws_subnet)$/, 'everything in it has to move'],
  [/^(AWS::EC2::EIP|aws_eip)$/, 'others who allow the address have to allow another one'],
];

export function consequenceOf({ type, impact }: Pick<Change, 'type' | 'impact'>): string | undefined {
  if (impact === 'added' || impact === 'in place') return undefined;
  if (impact === 'interrupted') return 'it does not answer while it changes';
  return MEANS.find(([pattern]) => pattern.test(type))?.[1];
}

/** What is made anew with each change by its nature: a revision of a task, a version of a function. */
const REVISIONS = /^(AWS::ECS::TaskDefinition|AWS::Lambda::Version|aws_ecs_task_definition)$/;

/** Whether a change is a new revision, which takes the place of the one before without a break. */
export function isRevision({ type, impact }: Pick<Change, 'type' | 'impact'>, types: ReadonlySet<string>): boolean {
  if (!REVISIONS.test(type)) return false;
  // A version has an id of its own: the old one goes when a new one comes.
  return impact === 'replaced' || (impact === 'removed' && types.has(type)) || impact === 'in place';
}
