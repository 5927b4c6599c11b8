import { Construct } from 'constructs';
import { plannedNetwork } from '../../../engines/terraform/default-network';
import { checkBuilt } from '../../../parts/fargate-task/terraform/task';
import { EngineCheck } from '../../../path/plan';
import { pathOf, Refuse } from '../../../support/input';
import { isToken } from '../../../support/tokens';
import { checkNetwork } from '../check-choices';
import { ServiceChoices } from '../decisions';
import { Exposure, exposureOf } from '../exposure';
import { needsLookup } from '../ingress';
import { GoldenPathServiceProps } from '../props';
import { checkPriority } from '../shared-listener';

/** The checks of a service that need its stack. */
export function checkIn(scope: Construct, id: string): EngineCheck<GoldenPathServiceProps, ServiceChoices> {
  const where = pathOf(scope, id);
  return ({ props, choices, refuse }) => {
    const exposure = exposureOf(props);
    const { shared } = exposure;
    checkBuilt(props.source, where);
    checkZone(exposure, refuse);
    if (shared) checkPriority(scope, shared.listenerArn, shared, refuse);
    const network = plannedNetwork(scope, props.network, where);
    if (network) checkNetwork(network, choices, refuse);
  };
}

/** Refuses a domain whose hosted zone cannot be looked up. */
function checkZone(exposure: Exposure, refuse: Refuse): void {
  if (!needsLookup(exposure) || !isToken(exposure.domain.domainName)) return;
  refuse(
    'The hosted zone of a domain that is known at deployment only cannot be looked up.',
    'Give hostedZoneId, or certificateArn and a DNS record of your own.',
  );
}
