import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { attributes } from './attributes';
import { INetwork } from '../../../binding/network';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { ServiceChoices } from '../decisions';
import { TARGET_GROUP_PORT } from '../ingress';

/** The target group that the tasks of a service register in. */
export function renderTargetGroup(
  owner: CapabilityConstruct,
  id: string,
  choices: ServiceChoices,
  network: INetwork,
): elbv2.CfnTargetGroup {
  return owner._slot(
    'targetGroup',
    new elbv2.CfnTargetGroup(owner, id, {
      targetType: 'ip',
      protocol: 'HTTP',
      protocolVersion: choices.protocol,
      port: TARGET_GROUP_PORT,
      vpcId: network.vpcId,
      healthCheckEnabled: true,
      healthCheckProtocol: 'HTTP',
      healthCheckPath: choices.grpcHealthCheckPath ?? choices.healthCheckPath!,
      healthCheckIntervalSeconds: choices.healthCheckIntervalSeconds,
      healthCheckTimeoutSeconds: choices.healthCheckTimeoutSeconds,
      healthyThresholdCount: choices.healthCheckSuccesses,
      unhealthyThresholdCount: choices.healthCheckRetries,
      matcher:
        choices.grpcHealthCheckCodes === null
          ? { httpCode: choices.healthCheckCodes! }
          : { grpcCode: choices.grpcHealthCheckCodes },
      targetGroupAttributes: attributes({
        'deregistration_delay.timeout_seconds': choices.drainSeconds,
        'load_balancing.algorithm.type': choices.balancing,
      }),
    }),
  );
}
