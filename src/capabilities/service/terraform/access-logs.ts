import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { context } from '../../../engines/terraform/context';
import { environmentOf } from '../../../engines/terraform/environment';
import { LogBucket, createLogBucket } from '../../../parts/log-bucket/terraform';
import { loadBalancerLogs } from '../access-logs';
import { ServiceChoices } from '../decisions';

/** A private bucket that a load balancer may write its access logs to. */
export function renderAccessLogBucket(owner: CapabilityConstruct, choices: ServiceChoices): LogBucket {
  return createLogBucket(
    owner,
    choices,
    loadBalancerLogs({ ...context(owner), ...knownRegion(owner) }),
    choices.logsKeptOnDeletion,
  );
}

/** The region, where the code says it: outside the commercial partition an account of that region writes the logs. */
function knownRegion(owner: CapabilityConstruct): { readonly region?: string } {
  const { region } = environmentOf(owner);
  return region === undefined ? {} : { region };
}
