import { FunctionChoices } from './decisions';
import { BindingPermission, RolePermission } from '../../binding/binding';
import { throughService } from '../../parts/data-key/policies';
import { writeLogs } from '../../parts/log-group/permissions';

/** The resources around a function that its role, or that of its schedules, may use. */
export interface Surroundings {
  readonly region: string;
  readonly deadLetterQueueArn: string;
  readonly keyArn?: string;
}

/** The permissions of the program before it uses anything: to log, to trace, and to send dead letters. */
export function programPermissions(
  { tracing }: FunctionChoices,
  logGroupArn: string,
  around: Surroundings,
): BindingPermission[] {
  return [
    writeLogs(logGroupArn),
    sendTo(around.deadLetterQueueArn),
    ...(tracing === 'active' ? [writeTraces()] : []),
    ...useKey(around, 'lambda'),
  ];
}

/** The permissions of schedules: to call the alias, and to send dead letters. */
export function schedulePermissions(aliasArn: string, around: Surroundings): BindingPermission[] {
  return [
    { actions: ['lambda:InvokeFunction'], resources: [aliasArn] },
    sendTo(around.deadLetterQueueArn),
    ...useKey(around, 'scheduler'),
  ];
}

/**
 * To stand in a network. Lambda makes the network interfaces with the function's role, before they have an ARN, so the
 * permission cannot be limited to some. The program has the same role and must not have the permission: only its own
 * calls carry the ARN of the function. (That it is there is enough: to name it would make function and policy wait for
 * each other.)
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-best-practice
 * @see https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
 */
export function haveInterfaces(): RolePermission[] {
  const onInterfaces = [
    'ec2:CreateNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSubnets',
    'ec2:DeleteNetworkInterface',
    'ec2:AssignPrivateIpAddresses',
    'ec2:UnassignPrivateIpAddresses',
  ];
  return [
    { actions: onInterfaces, resources: ['*'] },
    {
      denied: true,
      actions: [...onInterfaces, 'ec2:DetachNetworkInterface'],
      resources: ['*'],
      conditions: { Null: { 'lambda:SourceFunctionArn': 'false' } },
    },
  ];
}

/**
 * The permissions of CodeDeploy: to move the alias, and to look at the alarms. It asks for the alarms in a list, which
 * cannot be limited to some names, so the permission is on all alarms of the account.
 */
export function shiftTraffic(functionArn: string, alarms: string): BindingPermission[] {
  return [
    {
      actions: ['lambda:GetAlias', 'lambda:UpdateAlias', 'lambda:GetProvisionedConcurrencyConfig'],
      resources: [functionArn, `${functionArn}:*`],
    },
    { actions: ['cloudwatch:DescribeAlarms'], resources: [alarms] },
  ];
}

/** To send traces to X-Ray. It cannot be limited: a trace has no ARN before it is there. */
function writeTraces(): BindingPermission {
  return { actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], resources: ['*'] };
}

/** To put dead letters into a queue. */
function sendTo(queueArn: string): BindingPermission {
  return { actions: ['sqs:SendMessage'], resources: [queueArn] };
}

/** To encrypt dead letters, and to read what another service keeps. Nothing, where there is no key of one's own. */
function useKey({ keyArn, region }: Surroundings, service: string): BindingPermission[] {
  if (keyArn === undefined) return [];
  return [
    { actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [keyArn], conditions: throughService('sqs', region) },
    { actions: ['kms:Decrypt'], resources: [keyArn], conditions: throughService(service, region) },
  ];
}
