import { BindingPermission } from '../../binding/binding';

/** To tell X-Ray of a call. There is nothing finer: a trace has no ARN before it is there. */
export function writeTraces(): BindingPermission {
  return { actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], resources: ['*'] };
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

/** To put what was lost into a queue. */
export function sendTo(queueArn: string): BindingPermission {
  return { actions: ['sqs:SendMessage'], resources: [queueArn] };
}

/** To encrypt what one service keeps, and read it again. `conditions` are those of `throughService`. */
export function useKey(keyArn: string, actions: string[], conditions: { [operator: string]: any }): BindingPermission {
  return { actions, resources: [keyArn], conditions };
}

/** To call a function by its alias. */
export function invoke(aliasArn: string): BindingPermission {
  return { actions: ['lambda:InvokeFunction'], resources: [aliasArn] };
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
