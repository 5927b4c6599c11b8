import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { context } from '../../../engines/terraform/context';
import { LogBucket, createLogBucket } from '../../../parts/log-bucket/terraform';
import { loadBalancerLogs } from '../access-logs';
import { ServiceChoices } from '../decisions';

/** A private bucket that a load balancer may write its access logs to. */
export function renderAccessLogBucket(owner: CapabilityConstruct, choices: ServiceChoices): LogBucket {
  return createLogBucket(owner, choices, loadBalancerLogs(context(owner)), choices.logsKeptOnDeletion);
}
