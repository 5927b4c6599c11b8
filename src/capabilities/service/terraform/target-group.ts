import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import { INetwork } from '../../../binding/network';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { ServiceChoices } from '../decisions';
import { TARGET_GROUP_PORT } from '../ingress';

/** The target group that the tasks of a service register in. */
export function renderTargetGroup(
  owner: CapabilityConstruct,
  id: string,
  choices: ServiceChoices,
  network: INetwork,
): LbTargetGroup {
  return owner._slot(
    'targetGroup',
    new LbTargetGroup(owner, id, {
      targetType: 'ip',
      protocol: 'HTTP',
      protocolVersion: choices.protocol,
      port: TARGET_GROUP_PORT,
      vpcId: network.vpcId,
      healthCheck: {
        enabled: true,
        protocol: 'HTTP',
        path: choices.grpcHealthCheckPath ?? choices.healthCheckPath!,
        interval: choices.healthCheckIntervalSeconds,
        timeout: choices.healthCheckTimeoutSeconds,
        healthyThreshold: choices.healthCheckSuccesses,
        unhealthyThreshold: choices.healthCheckRetries,
        matcher: choices.grpcHealthCheckCodes ?? choices.healthCheckCodes!,
      },
      deregistrationDelay: String(choices.drainSeconds),
      loadBalancingAlgorithmType: choices.balancing,
      // One that a listener forwards to cannot be deleted first.
      lifecycle: { createBeforeDestroy: true },
      tags: owner._tags,
    }),
  );
}
