import { BindingPermission } from '../../binding/binding';
import { throughService } from '../../parts/data-key/policies';
import { writeLogs } from '../../parts/log-group/permissions';
import { FunctionChoices } from './decisions';

/** The resources around a function that its role, or that of its schedules, may use. */
export interface Surroundings {
  readonly region: string;
  readonly deadLetterQueueArn: string;
  readonly keyArn?: string;
}

/** What the program's role needs before anything is used: to log, to trace, and to send dead letters. */
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

/** What the role of schedules needs: to call the alias, and to send dead letters. */
export function schedulePermissions(aliasArn: string, around: Surroundings): BindingPermission[] {
  return [
    { actions: ['lambda:InvokeFunction'], resources: [aliasArn] },
    sendTo(around.deadLetterQueueArn),
    ...useKey(around, 'scheduler'),
  ];
}

/**
 * To stand in a network. Lambda makes the interfaces itself, before they have an ARN; AWS has nothing finer for the
 * function's role.
 */
export function haveInterfaces(): BindingPermission {
  return {
    actions: [
      'ec2:CreateNetworkInterface',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSubnets',
      'ec2:DeleteNetworkInterface',
      'ec2:AssignPrivateIpAddresses',
      'ec2:UnassignPrivateIpAddresses',
    ],
    resources: ['*'],
  };
}

/**
 * What CodeDeploy does: move the alias, and look at the alarms. Those are looked at by name, in a list, so by all names
 * of the account.
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

/** To tell X-Ray of a call. There is nothing finer: a trace has no ARN before it is there. */
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
