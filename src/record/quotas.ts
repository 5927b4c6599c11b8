import { Finding } from './finding';
import { parsePath } from './property-path';
import { valueAt } from './value-at';
import { isListToken } from '../support/tokens';

/** A quota: the type of a resource, the path of a property, how much AWS takes, of what. Bytes are those of JSON. */
type Quota = readonly [type: string, path: string, most: number, what: string];

/**
 * What AWS takes of the lists and texts that escapes may make longer. What the path makes itself is checked before.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
const QUOTAS: readonly Quota[] = [
  ['AWS::Lambda::Function', 'Environment.Variables', 4096, 'bytes'],
  ['aws_lambda_function', 'environment.variables', 4096, 'bytes'],
  ['AWS::Lambda::Function', 'Layers', 5, 'layers'],
  ['aws_lambda_function', 'layers', 5, 'layers'],
  ['AWS::Lambda::Function', 'VpcConfig.SecurityGroupIds', 5, 'security groups'],
  ['aws_lambda_function', 'vpc_config.security_group_ids', 5, 'security groups'],
  ['AWS::ECS::TaskDefinition', 'ContainerDefinitions', 65_536, 'bytes'],
  ['aws_ecs_task_definition', 'container_definitions', 65_536, 'bytes'],
  ['AWS::ECS::TaskDefinition', 'ContainerDefinitions', 10, 'containers'],
  ['aws_ecs_task_definition', 'container_definitions', 10, 'containers'],
  ['AWS::ECS::Service', 'NetworkConfiguration.AwsvpcConfiguration.SecurityGroups', 5, 'security groups'],
  ['aws_ecs_service', 'network_configuration.security_groups', 5, 'security groups'],
  ['AWS::ECS::Service', 'NetworkConfiguration.AwsvpcConfiguration.Subnets', 16, 'subnets'],
  ['aws_ecs_service', 'network_configuration.subnets', 16, 'subnets'],
  ['AWS::ECS::Service', 'LoadBalancers', 5, 'load balancers'],
  ['aws_ecs_service', 'load_balancer', 5, 'load balancers'],
  ['AWS::ElasticLoadBalancingV2::LoadBalancer', 'SecurityGroups', 5, 'security groups'],
  ['aws_lb', 'security_groups', 5, 'security groups'],
  ['AWS::EC2::SecurityGroup', 'SecurityGroupIngress', 60, 'rules'],
  ['aws_security_group', 'ingress', 60, 'rules'],
  ['AWS::EC2::SecurityGroup', 'SecurityGroupEgress', 60, 'rules'],
  ['aws_security_group', 'egress', 60, 'rules'],
  ['AWS::DynamoDB::Table', 'GlobalSecondaryIndexes', 20, 'global secondary indexes'],
  ['aws_dynamodb_table', 'global_secondary_index', 20, 'global secondary indexes'],
  ['AWS::DynamoDB::Table', 'LocalSecondaryIndexes', 5, 'local secondary indexes'],
  ['aws_dynamodb_table', 'local_secondary_index', 5, 'local secondary indexes'],
  ['AWS::CloudWatch::Alarm', 'AlarmActions', 5, 'actions'],
  ['aws_cloudwatch_metric_alarm', 'alarm_actions', 5, 'actions'],
  ['AWS::CloudWatch::Alarm', 'OKActions', 5, 'actions'],
  ['aws_cloudwatch_metric_alarm', 'ok_actions', 5, 'actions'],
  ['AWS::S3::Bucket', 'CorsConfiguration.CorsRules', 100, 'rules of CORS'],
  ['aws_s3_bucket_cors_configuration', 'cors_rule', 100, 'rules of CORS'],
  ['AWS::S3::Bucket', 'LifecycleConfiguration.Rules', 1000, 'rules of its lifecycle'],
  ['aws_s3_bucket_lifecycle_configuration', 'rule', 1000, 'rules of its lifecycle'],
  ['AWS::Events::Rule', 'Targets', 5, 'targets'],
];

/**
 * The findings about a resource that has more of something than AWS takes, after an escape.
 *
 * @param type its type in the template
 * @param properties its properties, as the template will have them
 * @internal
 */
export function quotaFindings(slot: string, type: string, properties: any): Finding[] {
  return QUOTAS.filter(([of]) => of === type).flatMap(([, path, most, what]) => {
    const value = valueAt(properties, parsePath(path));
    const size = what === 'bytes' ? bytesOf(value) : lengthOf(value);
    if (size <= most) return [];
    return [
      {
        rule: 'quota',
        severity: 'fatal' as const,
        text: `${path} of '${slot}' has ${size} ${what}, and AWS takes ${most}.`,
        fix: 'An escape has added some: leave some out.',
        at: { slot, properties: [path] },
      },
    ];
  });
}

/** The bytes of a value as JSON. What is known at deployment only counts as nothing. */
function bytesOf(value: any): number {
  if (value === undefined) return 0;
  const known = JSON.stringify(value, (_, each) => {
    if (typeof each === 'string') return each.replace(/\$\{[^}]*\}/g, '');
    const [only, ...more] = Object.keys(each ?? {});
    return more.length === 0 && /^(Ref|Fn::\w+)$/.test(only ?? '') ? textIn(each) : each;
  });
  return Buffer.byteLength(known);
}

/** The texts of a join that are known. */
function textIn(value: any): string {
  const [, parts] = value['Fn::Join'] ?? [];
  return Array.isArray(parts) ? parts.filter(part => typeof part === 'string').join('') : '';
}

function lengthOf(value: any): number {
  return Array.isArray(value) && !isListToken(value) ? value.length : 0;
}
