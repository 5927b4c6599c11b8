import { Reference, Stack, Stage, Token, Tokenization } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { plannedNetwork } from '../../../engines/aws/default-network';
import { keyIn } from '../../../parts/data-key/aws';
import { checkZone } from '../../../parts/domain/aws';
import { checkDockerfile } from '../../../parts/fargate-task/aws/check-dockerfile';
import { EngineCheck } from '../../../path/plan';
import { pathOf } from '../../../support/input';
import { checkNetwork } from '../check-choices';
import { ServiceChoices } from '../decisions';
import { exposureOf } from '../exposure';
import { GoldenPathServiceProps } from '../props';
import { planPriority } from '../shared-listener';

/** The checks of a service that need its stack. */
export function checkIn(scope: Construct, id: string): EngineCheck<GoldenPathServiceProps, ServiceChoices> {
  return ({ props, choices, refuse }) => {
    keyIn(scope)({ props, choices, refuse });
    const exposure = exposureOf(props);
    const { shared } = exposure;
    const path = pathOf(scope, id);
    checkDockerfile(props.source, refuse);
    checkZone(scope, exposure.domain, refuse);
    if (shared) planPriority(scope, listenerKey(scope, shared.listenerArn), { shared, path }, refuse);
    const network = plannedNetwork(scope, props.network, path);
    if (network) checkNetwork(network, choices, refuse);
  };
}

/**
 * A text that tells a listener apart from all others of the app. One that is made in the app is told by its construct,
 * whichever stack asks.
 */
export function listenerKey(scope: Construct, listenerArn: string): string {
  if (!Token.isUnresolved(listenerArn)) return listenerArn;
  const [token, ...others] = Tokenization.reverseString(listenerArn).tokens;
  if (others.length === 0 && Reference.isReference(token)) return `${token.target.node.addr}.${token.displayName}`;
  const stack = Stack.of(scope);
  return JSON.stringify([stack.resolve(listenerArn), stack.environment, Stage.of(scope)?.node.path ?? '']);
}
