import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { context } from '../../../engines/terraform/context';
import { LogBucket, logBucket } from '../../../parts/log-bucket/terraform';
import { loadBalancerLogs } from '../access-logs';
import { ServiceChoices } from '../decisions';

/** The bucket of the access logs, and what Terraform has resources of its own for. */
export type AccessLogResources = LogBucket;

/** A private bucket that a load balancer may write its access logs to. */
export function accessLogBucket(owner: CapabilityConstruct, choices: ServiceChoices): AccessLogResources {
  return logBucket(owner, choices, loadBalancerLogs(context(owner)), choices.logsKeptOnDeletion);
}
