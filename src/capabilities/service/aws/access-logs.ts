import { Stack } from 'aws-cdk-lib';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { LogBucket, createLogBucket } from '../../../parts/log-bucket/aws';
import { loadBalancerLogs } from '../access-logs';
import { ServiceChoices } from '../decisions';

/** A private bucket that a load balancer may write its access logs to. */
export function renderAccessLogBucket(owner: CapabilityConstruct, choices: ServiceChoices): LogBucket {
  return createLogBucket(owner, choices, loadBalancerLogs(Stack.of(owner)));
}
