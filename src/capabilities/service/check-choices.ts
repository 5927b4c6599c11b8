import { checkCidrs } from './check-exposure';
import { ServiceChoices } from './decisions';
import { ExposureKind, exposureOf } from './exposure';
import { isInternetFacing } from './ingress';
import { GoldenPathServiceProps } from './props';
import { ServiceProtocol } from './protocol';
import { INetwork } from '../../binding/network';
import { checkTaskNetwork } from '../../parts/fargate-task/check';
import { checkCluster } from '../../parts/fargate-task/decisions/cluster';
import { checkTaskCounts } from '../../parts/fargate-task/deployment';
import { HttpCallers } from '../../parts/http-api/authorization';
import { Refuse } from '../../support/input';
import { isListToken } from '../../support/tokens';

/** Refuses choices that do not go together, whoever made them. */
export function checkChoices(choices: ServiceChoices, props: GoldenPathServiceProps, refuse: Refuse): void {
  const { tls, allowedCidrs, exposure, healthCheckTimeoutSeconds, healthCheckIntervalSeconds } = choices;
  if (exposure === ExposureKind.SHARED && !exposureOf(props).shared) {
    refuse(
      'The platform team wants services behind a shared load balancer.',
      'Name it: exposure: Exposure.sharedLoadBalancer(...).',
    );
  }
  if (choices.authorization === HttpCallers.JWT && !exposureOf(props).authorization?.tokens) {
    refuse(
      'The platform team wants tokens from callers of public services, and does not know whose.',
      'Say so: Exposure.publicHttps({ authorization: HttpAuthorization.jwt({ issuer, audience }) }).',
    );
  }
  if (choices.signIn !== null && choices.protocol === ServiceProtocol.GRPC) {
    refuse('signIn is for people with a browser, and protocol is GRPC.', 'Leave out one of the two.');
  }
  checkProtocol(choices, refuse);
  checkCidrs(allowedCidrs, refuse);
  checkRules(choices, refuse);
  if (healthCheckTimeoutSeconds >= healthCheckIntervalSeconds) {
    refuse(
      `The health check waits ${healthCheckTimeoutSeconds} seconds for an answer, and asks every ` +
        `${healthCheckIntervalSeconds}: a load balancer asks again only after it has given up.`,
      'Set service.healthCheckTimeoutSeconds below service.healthCheckIntervalSeconds in the GoldenPath.',
    );
  }
  if (tls === 'http-api' && !(allowedCidrs.length === 1 && allowedCidrs[0] === '0.0.0.0/0')) {
    refuse(
      'allowedCidrs needs a domainName: an HTTP API of AWS cannot be closed to addresses.',
      'Give a domainName, or leave allowedCidrs out.',
    );
  }
  checkTaskCounts(choices, refuse);
  checkCluster(choices, props, refuse);
  if (exposureOf(props).ownVpcLink === false && choices.vpcLink !== 'environment') {
    refuse(
      'ownVpcLink is false, and there is no VPC link of an Environment that the HTTP API of this service could share.',
      'Make it inside of an Environment, without a domainName, or leave ownVpcLink out.',
    );
  }
}

/**
 * The rules that a security group takes in each direction.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
 */
const MOST_RULES = 60;

/** Refuses more ranges than the security group of the load balancer takes: each is a rule for every port. */
function checkRules({ allowedCidrs, redirectHttp }: ServiceChoices, refuse: Refuse): void {
  const ports = redirectHttp ? 2 : 1;
  if (allowedCidrs.length * ports <= MOST_RULES) return;
  refuse(
    `allowedCidrs has ${allowedCidrs.length} ranges for ${ports === 1 ? 'one port' : 'two ports'}, and a security ` +
      `group takes ${MOST_RULES} rules.`,
    `Give ${MOST_RULES / ports} at most: join neighbours to one range, or leave out redirectHttp.`,
  );
}

/**
 * Refuses a protocol that no listener without TLS forwards.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html
 */
function checkProtocol({ protocol, tls }: ServiceChoices, refuse: Refuse): void {
  if (protocol === ServiceProtocol.HTTP1 || tls === 'load-balancer' || tls === 'shared') return;
  const why =
    tls === 'http-api'
      ? 'an HTTP API of AWS, which stands before it without a domainName, speaks HTTP 1.1 to its backend'
      : 'a load balancer speaks it behind HTTPS only, and without a domainName there is no certificate';
  refuse(
    `protocol is ${protocol}, and ${why}.`,
    'Give the exposure a domainName, or use Exposure.sharedLoadBalancer(...) with an HTTPS listener.',
  );
}

/** Refuses a network that has no place for the tasks or the load balancer. */
export function checkNetwork(network: INetwork, choices: ServiceChoices, refuse: Refuse): void {
  checkTaskNetwork(network, refuse);
  const { node } = network;
  const count = (subnets: string[]) => (isListToken(subnets) ? Infinity : subnets.length);
  if (choices.exposure === ExposureKind.SHARED) return;
  const [kind, subnets] = isInternetFacing(choices)
    ? (['public', count(network.publicSubnetIds)] as const)
    : (['private', count(network.privateSubnetIds)] as const);
  if (subnets < 2) {
    refuse(
      `The network '${node.path}' has ${subnets} ${kind} subnets, and a load balancer there needs two.`,
      `Give a network with ${kind} subnets in two zones.`,
    );
  }
}
