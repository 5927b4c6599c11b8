import { ServiceChoices } from './decisions';
import { Exposure, ExposureKind } from './exposure';
import { INetwork } from '../../binding/network';
import { checkTaskNetwork } from '../../parts/fargate-task/check';
import { checkTaskCounts } from '../../parts/fargate-task/deployment';
import { Refuse } from '../../support/input';
import { isToken } from '../../support/tokens';

/** Refuses choices that do not go together, whoever made them. */
export function checkChoices(choices: ServiceChoices, { shared }: Exposure, refuse: Refuse): void {
  const { tls, allowedCidrs } = choices;
  if (choices.exposure === ExposureKind.SHARED && !shared) {
    refuse(
      'The platform team wants services behind a shared load balancer.',
      'Name it: exposure: Exposure.sharedLoadBalancer(...).',
    );
  }
  if (tls === 'http-api' && !(allowedCidrs.length === 1 && allowedCidrs[0] === '0.0.0.0/0')) {
    refuse(
      'allowedCidrs needs a domainName: an HTTP API of AWS cannot be closed to addresses.',
      'Give a domainName, or leave allowedCidrs out.',
    );
  }
  checkTaskCounts(choices, refuse);
}

/** Refuses a network that has no place for the tasks or the load balancer. */
export function checkNetwork(network: INetwork, choices: ServiceChoices, refuse: Refuse): void {
  checkTaskNetwork(network, refuse);
  const { node, privateSubnetIds, publicSubnetIds } = network;
  const count = (subnets: string[]) => (isToken(subnets) ? Infinity : subnets.length);
  if (choices.exposure === ExposureKind.SHARED) return;
  const [kind, subnets] = isInternetFacing(choices)
    ? (['public', count(publicSubnetIds)] as const)
    : (['private', count(privateSubnetIds)] as const);
  if (subnets < 2) {
    refuse(
      `The network '${node.path}' has ${subnets} ${kind} subnets, and a load balancer there needs two.`,
      `Give a network with ${kind} subnets in two zones.`,
    );
  }
}

/** Whether the load balancer itself faces the internet. Without a domain an HTTP API does. */
export function isInternetFacing({ exposure, tls }: ServiceChoices): boolean {
  return exposure === ExposureKind.PUBLIC && tls === 'load-balancer';
}

/** Whether the hosted zone is nobody's word, and a certificate and a DNS record need it. */
export function needsLookup({ domain }: Exposure): boolean {
  return Boolean(domain.domainName && !domain.hostedZoneId && !domain.certificateArn);
}

/** The name of the hosted zone that a domain name should be in: its parent. Of `acme.com` itself, `acme.com`. */
export function zoneNameOf(domainName: string): string {
  const labels = domainName.split('.');
  return labels.slice(labels.length > 2 ? 1 : 0).join('.');
}
