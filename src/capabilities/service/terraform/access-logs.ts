import { CapabilityConstruct } from '../../../terraform/capability-construct';
import { context } from '../../../terraform/context';
import { LogBucket, logBucket } from '../../../terraform/log-bucket';
import { loadBalancerLogs } from '../access-logs';
import { ServiceChoices } from '../decisions';

/** The bucket of the access logs, and what Terraform has resources of its own for. */
export type AccessLogResources = LogBucket;

/** A private bucket that a load balancer may write its access logs to. */
export function accessLogBucket(owner: CapabilityConstruct, choices: ServiceChoices): AccessLogResources {
  return logBucket(owner, choices, loadBalancerLogs(context(owner)), choices.logsKeptOnDeletion);
}
