import { Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { plannedNetwork } from '../../../engines/aws/default-network';
import { checkDockerfile } from '../../../parts/fargate-task/aws/check-dockerfile';
import { EngineCheck } from '../../../path/plan';
import { pathOf, Refuse } from '../../../support/input';
import { checkNetwork } from '../check-choices';
import { ServiceChoices } from '../decisions';
import { Exposure, exposureOf } from '../exposure';
import { needsLookup } from '../ingress';
import { GoldenPathServiceProps } from '../props';
import { checkPriority } from '../shared-listener';

/** The checks of a service that need its stack. */
export function checkIn(scope: Construct, id: string): EngineCheck<GoldenPathServiceProps, ServiceChoices> {
  return ({ props, choices, refuse }) => {
    const exposure = exposureOf(props);
    const { shared } = exposure;
    checkDockerfile(props.source, refuse);
    checkZone(Stack.of(scope), exposure, refuse);
    if (shared) checkPriority(scope, listenerKey(scope, shared.listenerArn), shared, refuse);
    const network = plannedNetwork(scope, props.network, pathOf(scope, id));
    if (network) checkNetwork(network, choices, refuse);
  };
}

/** The ARN of a listener as the template will have it. */
export function listenerKey(scope: Construct, listenerArn: string): string {
  return JSON.stringify(Stack.of(scope).resolve(listenerArn));
}

/** Refuses a domain whose hosted zone cannot be looked up. */
function checkZone({ account, region }: Stack, exposure: Exposure, refuse: Refuse): void {
  const { domainName } = exposure.domain;
  if (!needsLookup(exposure) || ![account, region, domainName].some(Token.isUnresolved)) return;
  refuse(
    Token.isUnresolved(domainName)
      ? 'The hosted zone of a domain that is known at deployment only cannot be looked up.'
      : `The hosted zone of '${domainName}' cannot be looked up in a stack without a concrete account and region.`,
    'Give hostedZoneId, or certificateArn and a DNS record of your own, or set env of the stack.',
  );
}
