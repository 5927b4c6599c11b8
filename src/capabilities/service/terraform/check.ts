import { Tokenization } from 'cdktf';
import { Construct } from 'constructs';
import { plannedNetwork } from '../../../engines/terraform/default-network';
import { TerraformProps } from '../../../engines/terraform/provider';
import { keyIn } from '../../../parts/data-key/terraform';
import { checkZone } from '../../../parts/domain/terraform';
import { checkBuilt } from '../../../parts/fargate-task/terraform/task';
import { EngineCheck } from '../../../path/plan';
import { pathOf } from '../../../support/input';
import { isToken } from '../../../support/tokens';
import { checkNetwork } from '../check-choices';
import { ServiceChoices } from '../decisions';
import { exposureOf } from '../exposure';
import { GoldenPathServiceProps } from '../props';
import { planPriority } from '../shared-listener';

/** The checks of a service that need its stack. */
export function checkIn(
  scope: Construct,
  id: string,
): EngineCheck<GoldenPathServiceProps & TerraformProps, ServiceChoices> {
  const where = pathOf(scope, id);
  return ({ props, choices, refuse }) => {
    keyIn(scope)({ props, choices, refuse });
    const exposure = exposureOf(props);
    const { shared } = exposure;
    checkBuilt(props.source, where);
    checkZone(exposure.domain, refuse);
    if (shared) planPriority(scope, listenerKey(shared.listenerArn), { shared, path: where }, refuse);
    const network = plannedNetwork(scope, props, where);
    if (network) checkNetwork(network, choices, refuse);
  };
}

/** A text that tells a listener apart from all others of the app. */
export function listenerKey(listenerArn: string): string {
  if (!isToken(listenerArn)) return listenerArn;
  // Each look at an attribute makes another token of the same expression.
  const [token] = Tokenization.reverseString(listenerArn).tokens;
  const { identifier, originStack } = token as any;
  return identifier ? `${originStack?.node.path}.${identifier}` : listenerArn;
}
