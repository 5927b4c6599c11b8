import { Reliance, ReliedOnBy } from '../../binding/reliance';
import { keyPolicyReliance, keyReliance } from '../../parts/data-key/reliances';

const LEAVE_ROLE = 'Leave it to the path. Let the role do more: grant on Terraform, grants of any L2 on AWS CDK.';

/** The properties of a function that others rely on. */
export const reliances: Reliance[] = [
  keyPolicyReliance('key', ReliedOnBy.ITSELF),
  {
    slot: 'function',
    cloudformation: 'Environment.Variables.{variable}',
    terraform: 'environment.variables.{variable}',
    by: ReliedOnBy.USED,
    presence: true,
    breaks: 'the program finds what it uses by its variables.',
    instead: 'Change a value, or add a variable; leave those of what it uses.',
  },
  {
    slot: 'function',
    cloudformation: 'Role',
    terraform: 'role',
    by: ReliedOnBy.PERMITTED,
    breaks: 'the permissions for what it uses are those of the path’s role.',
    instead: LEAVE_ROLE,
  },
  {
    slot: 'policy',
    cloudformation: 'PolicyDocument',
    terraform: 'policy',
    by: ReliedOnBy.PERMITTED,
    breaks: 'the permissions for what it uses are in it.',
    instead: LEAVE_ROLE,
  },
  {
    slot: 'function',
    cloudformation: 'VpcConfig.SecurityGroupIds[0]',
    terraform: 'vpc_config.security_group_ids[0]',
    by: ReliedOnBy.REACHED,
    breaks: 'the way to what it uses is a rule of the path’s security group.',
    instead: 'Give the prop network, and add yours after the path’s: Patch.append.',
  },
  {
    slot: 'function',
    cloudformation: 'Timeout',
    terraform: 'timeout',
    by: ReliedOnBy.CONSUMED,
    breaks: 'the time for which its queue hides a message was checked against it.',
    instead: 'Give the prop timeoutSeconds.',
  },
  {
    slot: 'function',
    cloudformation: 'ReservedConcurrentExecutions',
    terraform: 'reserved_concurrent_executions',
    by: ReliedOnBy.CONSUMED,
    breaks: 'how often its queue may call at once was checked against it.',
    instead: 'Give the prop reservedConcurrency.',
  },
  ...ofItsUsers(),
  ...ofItself(),
];

/** Those who call it have its URL, and the permission or the audience that its API asks for. */
function ofItsUsers(): Reliance[] {
  const by = ReliedOnBy.USERS;
  return [
    {
      by,
      slot: 'httpApi',
      cloudformation: 'DisableExecuteApiEndpoint',
      terraform: 'disable_execute_api_endpoint',
      breaks: 'its users have the URL of before in their variables.',
      instead: 'Give http a domain name.',
    },
    {
      by,
      slot: 'httpApiRoute',
      cloudformation: 'AuthorizationType',
      terraform: 'authorization_type',
      breaks: 'its users have the permission, or the audience, of before.',
      instead: 'Give another http.',
    },
  ];
}

function ofItself(): Reliance[] {
  const here = { slot: 'function', by: ReliedOnBy.ITSELF };
  return [
    keyReliance('variables', { ...here, cloudformation: 'KmsKeyArn', terraform: 'kms_key_arn' }, here.by),
    keyReliance(
      'dead letters',
      { slot: 'deadLetterQueue', cloudformation: 'KmsMasterKeyId', terraform: 'kms_master_key_id' },
      here.by,
    ),
    {
      ...here,
      cloudformation: 'DeadLetterConfig.TargetArn',
      terraform: 'dead_letter_config.target_arn',
      breaks: 'its role may send to the path’s dead-letter queue alone.',
      instead: 'Leave the queue to the path: fn.resources.deadLetterQueue.',
    },
    {
      ...here,
      cloudformation: 'LoggingConfig.LogGroup',
      terraform: 'logging_config.log_group',
      breaks: 'its role may write to the path’s log group alone, and alarms and dashboard read that.',
      instead: "Change the log group itself: the slot 'logGroup'.",
    },
    {
      slot: 'alias',
      cloudformation: 'ProvisionedConcurrencyConfig',
      terraform: 'provisioned_concurrency_config',
      by: ReliedOnBy.SHIFTED,
      absence: true,
      breaks: 'CodeDeploy shifts no calls between versions of which one is provisioned.',
      instead: 'Give the prop deployment: { trafficShift: TrafficShift.ALL_AT_ONCE }.',
    },
    {
      slot: 'alias',
      cloudformation: 'Name',
      terraform: 'name',
      by: ReliedOnBy.ITSELF,
      breaks: 'alarms and dashboard have the name of before.',
      instead: "Set the default 'function.aliasName' of the path.",
    },
    {
      ...here,
      cloudformation: 'TracingConfig.Mode',
      terraform: 'tracing_config.mode',
      breaks: 'sending traces is a permission of its role.',
      instead: "Set the default 'function.tracing' of the path: it does both.",
    },
  ];
}
