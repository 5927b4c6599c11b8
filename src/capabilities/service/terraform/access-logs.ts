import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { context } from '../../../engines/terraform/context';
import { LogBucket, logBucket } from '../../../parts/log-bucket/terraform';
import { loadBalancerLogs } from '../access-logs';
import { ServiceChoices } from '../decisions';

/** A private bucket that a load balancer may write its access logs to. */
export function renderAccessLogBucket(owner: CapabilityConstruct, choices: ServiceChoices): LogBucket {
  return logBucket(owner, choices, loadBalancerLogs(context(owner)), choices.logsKeptOnDeletion);
}
