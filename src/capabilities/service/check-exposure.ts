import { Exposure, ExposureKind, SharedLoadBalancerOptions } from './exposure';
import { conditionsOf, contains } from './listener-conditions';
import { SignIn } from './sign-in';
import { checkDomain, DomainOptions } from '../../parts/domain/domain';
import { HttpAuthorization } from '../../parts/http-api/authorization';
import { checkCidr } from '../../support/cidr';
import { SUBNET_ID } from '../../support/ids';
import { fits, isGiven, isListOfTexts, isObject, Refuse, said } from '../../support/input';
import { isToken } from '../../support/tokens';

const LISTENER_ARN = /^arn:[^:]+:elasticloadbalancing:[^:]+:\d{12}:listener\/app\/[^/]+\/[^/]+\/[^/]+$/;

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const MOST_WILDCARDS = 6;

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html */
const CONDITIONS = {
  hostHeaders: /^[A-Za-z0-9.*?-]*\.[A-Za-z*?-]+$/,
  pathPatterns: /^[/*?][A-Za-z0-9_.$/~"'@:+&*?-]*$/,
};
const HINTS = {
  hostHeaders: "Give a name with a dot, without a port: 'orders.acme.com'. * stands for any text, ? for one character.",
  pathPatterns:
    "Give a path that begins with a slash, without a query: '/orders/*'. It takes letters, digits, and " +
    '_ - . $ / ~ " \' @ : + & * ?',
};

/** Refuses an exposure that cannot be right. Names and kinds were checked when it was made. */
export function checkExposure(exposure: Exposure, refuse: Refuse): void {
  const { _kind, domain, shared, allowedCidrs, redirectHttp, apiSubnetIds, ownVpcLink } = exposure;
  if (!Object.values(ExposureKind).includes(_kind) || !isObject(domain)) {
    refuse('exposure is not an Exposure.', 'Give Exposure.internal() or Exposure.publicHttps().');
  }
  checkDomain(domain, refuse);
  if (allowedCidrs) checkCidrs(allowedCidrs, refuse);
  if (_kind === ExposureKind.PUBLIC && !isGiven(domain.domainName) && redirectHttp) {
    refuse(
      'redirectHttp needs a domainName: an HTTP API of AWS has no port 80.',
      'Give a domainName, or leave redirectHttp out.',
    );
  }
  if (isGiven(apiSubnetIds)) checkApiSubnets(apiSubnetIds!, domain, refuse);
  if (ownVpcLink !== undefined && isGiven(domain.domainName)) {
    refuse(
      'ownVpcLink is about the HTTP API of AWS, and with a domainName there is none.',
      'Leave out one of the two.',
    );
  }
  if (ownVpcLink === false && isGiven(apiSubnetIds)) {
    refuse('apiSubnetIds are those of a VPC link of its own, and ownVpcLink is false.', 'Leave out one of the two.');
  }
  checkAuthorization(exposure, refuse);
  checkSignIn(exposure, refuse);
  if (shared) checkShared(shared, refuse);
}

function checkAuthorization({ authorization, domain }: Exposure, refuse: Refuse): void {
  if (!isGiven(authorization)) return;
  if (!(authorization instanceof HttpAuthorization)) {
    refuse(
      'authorization is not an HttpAuthorization.',
      'Give HttpAuthorization.iam() or HttpAuthorization.jwt({ issuer, audience }).',
    );
  }
  if (isGiven(domain.domainName)) {
    refuse(
      'authorization is about the HTTP API of AWS, and with a domainName there is none.',
      'Leave out the domainName, or let the program check who calls.',
    );
  }
}

function checkSignIn({ signIn, domain, shared }: Exposure, refuse: Refuse): void {
  if (signIn === undefined) return;
  if (!(signIn instanceof SignIn)) {
    refuse('signIn is not a SignIn.', 'Give SignIn.oidc({ issuer, clientId, ... }) or SignIn.cognito({ ... }).');
  }
  if (!shared && !isGiven(domain.domainName)) {
    refuse(
      'signIn needs a domainName: an HTTP API of AWS signs in nobody, and the identity provider must know the name.',
      'Give the exposure a domainName, or let programs in: HttpAuthorization.iam().',
    );
  }
  if (shared && signIn.options.openPaths) checkOpenPaths(shared, signIn.options.openPaths, refuse);
}

/** Refuses open paths that the rule of the service does not take, or that no rule can say. */
function checkOpenPaths(shared: SharedLoadBalancerOptions, openPaths: string[], refuse: Refuse): void {
  const open = { ...shared, pathPatterns: openPaths };
  if (openPaths.length + (shared.hostHeaders ?? []).length > 5) {
    refuse('A listener rule takes five values at most.', 'Give fewer hostHeaders and openPaths.');
  }
  if (!contains(conditionsOf(shared), conditionsOf(open))) {
    refuse(
      `openPaths are ${said(openPaths)}, and pathPatterns ${said(shared.pathPatterns)} do not have all of them.`,
      'Open paths below the pathPatterns of this service.',
    );
  }
  if (shared.priority === 1) {
    refuse('priority is 1, and the rule for openPaths needs the number before.', 'Give a higher priority, or none.');
  }
}

function checkApiSubnets(apiSubnetIds: string[], { domainName }: DomainOptions, refuse: Refuse): void {
  const areIds = isListOfTexts(apiSubnetIds) && apiSubnetIds.every(id => fits(id, SUBNET_ID));
  if (!areIds || apiSubnetIds.length === 0) {
    refuse(`apiSubnetIds is ${said(apiSubnetIds)}.`, "Give the ids of private subnets, for instance ['subnet-0a1b'].");
  }
  if (isGiven(domainName)) {
    refuse(
      'apiSubnetIds are those of an HTTP API of AWS, and with a domainName there is none.',
      'Leave out one of the two.',
    );
  }
}

/** Refuses ranges that no security group takes, whoever gave them. */
export function checkCidrs(allowedCidrs: string[], refuse: Refuse): void {
  if (!isListOfTexts(allowedCidrs)) {
    refuse(`allowedCidrs is ${said(allowedCidrs)}.`, "Give a list of IPv4 ranges, for instance ['203.0.113.0/24'].");
  }
  if (allowedCidrs.length === 0) {
    refuse('allowedCidrs is empty, so nobody could reach the service.', 'Give ranges, or use Exposure.internal().');
  }
  allowedCidrs.forEach((cidr, i) => checkCidr(`allowedCidrs[${i}]`, cidr, { shortest: 0, longest: 32 }, refuse));
  const twice = allowedCidrs.find((cidr, i) => allowedCidrs.indexOf(cidr) !== i);
  if (twice !== undefined) refuse(`allowedCidrs has '${twice}' twice.`, 'Give it once: EC2 takes no rule twice.');
}

function checkShared(shared: SharedLoadBalancerOptions, refuse: Refuse): void {
  const { listenerArn, securityGroupId, priority, loadBalancerFullName } = shared;
  if (!fits(listenerArn, LISTENER_ARN)) {
    refuse(`listenerArn is ${said(listenerArn)}.`, 'Give the ARN of a listener of an application load balancer.');
  }
  if (!fits(securityGroupId, /^sg-[0-9a-z]+$/)) {
    refuse(
      `securityGroupId is ${said(securityGroupId)}.`,
      "Give the id of the load balancer's security group, 'sg-...'.",
    );
  }
  if (isGiven(loadBalancerFullName) && !fits(loadBalancerFullName, /^app\/[^/]+\/[^/]+$/)) {
    refuse(`loadBalancerFullName is ${said(loadBalancerFullName)}.`, "Give 'app/name/id', or leave it out.");
  }
  checkConditions(shared, refuse);
  if (isGiven(priority) && (!Number.isInteger(priority) || priority! < 1 || priority! > 50_000)) {
    refuse(`priority is ${said(priority)}.`, 'Give a whole number from 1 to 50000.');
  }
}

function checkConditions(shared: SharedLoadBalancerOptions, refuse: Refuse): void {
  const [hostHeaders, pathPatterns] = [shared.hostHeaders ?? [], shared.pathPatterns ?? []];
  for (const [name, values] of Object.entries({ hostHeaders, pathPatterns })) {
    if (!isListOfTexts(values) || values.some(value => value.length > 128 && !isToken(value))) {
      refuse(`${name} is ${said(values)}.`, 'Give a list of texts of at most 128 characters.');
    }
    const odd = values.find(value => !fits(value, CONDITIONS[name as keyof typeof CONDITIONS]));
    if (odd !== undefined) refuse(`${name} has ${said(odd)}.`, HINTS[name as keyof typeof HINTS]);
  }
  const count = hostHeaders.length + pathPatterns.length;
  if (count === 0) {
    refuse(
      'A shared load balancer needs to know which requests are for this service.',
      'Give hostHeaders or pathPatterns.',
    );
  }
  if (count > 5) refuse('A listener rule takes five values at most.', 'Give fewer hostHeaders and pathPatterns.');
  const known = [...hostHeaders, ...pathPatterns].filter(value => !isToken(value)).join('');
  if (known.replace(/[^*?]/g, '').length > MOST_WILDCARDS) {
    refuse(`A listener rule takes ${MOST_WILDCARDS} wildcards at most.`, 'Give fewer * and ?.');
  }
}
