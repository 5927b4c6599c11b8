import { Exposure, ExposureKind } from './exposure';
import { GoldenPathServiceProps } from './props';
import { checkIsNetwork } from '../../binding/network';
import { checkTaskProps } from '../../parts/fargate-task/check';
import { fits, isListOfTexts, isObject, Refuse, refusal, said } from '../../support/input';
import { isToken } from '../../support/tokens';

/** The page about a service's props. */
export const PAGE = 'guides/service.md';

/** Refuses props that cannot be right, before anything is made. Numbers and choices are checked with the decisions. */
export function checkProps(props: GoldenPathServiceProps, where: string): void {
  const refuse = refusal(where, PAGE);
  checkTaskProps(props, refuse);
  const { environment, exposure } = props;
  checkPort(environment ?? {}, props.port ?? undefined, refuse);
  if (exposure) {
    checkExposure(exposure, refuse);
  } else if (exposure !== undefined && exposure !== null) {
    refuse(`exposure is ${said(exposure)}.`, 'Give Exposure.internal() or Exposure.publicHttps().');
  }
  checkIsNetwork(props.network, refuse);
}

function checkPort(environment: { readonly [name: string]: string }, port: number | undefined, refuse: Refuse): void {
  if (environment.PORT !== undefined && environment.PORT !== String(port)) {
    refuse(
      `environment.PORT is '${environment.PORT}', and the load balancer would ask another port.`,
      'Give it as port: the program is told by PORT.',
    );
  }
}

function checkExposure(exposure: Exposure, refuse: Refuse): void {
  const { kind, domain, shared, allowedCidrs, redirectHttp } = exposure;
  if (!Object.values(ExposureKind).includes(kind) || !isObject(domain)) {
    refuse('exposure is not an Exposure.', 'Give Exposure.internal() or Exposure.publicHttps().');
  }
  const [domainName, hostedZoneId, certificateArn] = [
    domain.domainName ?? undefined,
    domain.hostedZoneId ?? undefined,
    domain.certificateArn ?? undefined,
  ];
  if (
    domainName !== undefined &&
    !fits(domainName, /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/)
  ) {
    refuse(`domainName is ${said(domainName)}.`, "Give a full name in lower case, for instance 'orders.acme.com'.");
  }
  if (hostedZoneId !== undefined && !fits(hostedZoneId, /^[A-Z0-9]{1,32}$/)) {
    refuse(`hostedZoneId is ${said(hostedZoneId)}.`, "Give the id alone, for instance 'Z0123456789ABC'.");
  }
  if (certificateArn !== undefined && !fits(certificateArn, /^arn:[^:]+:(acm|iam):/)) {
    refuse(
      `certificateArn is ${said(certificateArn)}.`,
      'Give the ARN of a certificate in ACM, in the region of the stack.',
    );
  }
  if (domainName === undefined && (hostedZoneId ?? certificateArn) !== undefined) {
    refuse('There is a hosted zone or a certificate, and no domainName.', 'Give domainName as well.');
  }
  if ((allowedCidrs ?? undefined) !== undefined) checkCidrs(allowedCidrs!, refuse);
  const redirect = redirectHttp ?? undefined;
  if (redirect !== undefined && typeof redirect !== 'boolean') {
    refuse(`redirectHttp is ${said(redirect)}.`, 'Give true or false.');
  }
  if (kind === ExposureKind.PUBLIC && domainName === undefined && redirect) {
    refuse(
      'redirectHttp needs a domainName: an HTTP API of AWS has no port 80.',
      'Give a domainName, or leave redirectHttp out.',
    );
  }
  if (kind === ExposureKind.SHARED) checkShared(exposure, refuse);
  else if (shared) refuse('exposure is not an Exposure.', 'Give Exposure.sharedLoadBalancer(...).');
}

function checkCidrs(allowedCidrs: string[], refuse: Refuse): void {
  if (!isListOfTexts(allowedCidrs)) {
    refuse(`allowedCidrs is ${said(allowedCidrs)}.`, "Give a list of IPv4 ranges, for instance ['203.0.113.0/24'].");
  }
  if (allowedCidrs.length === 0) {
    refuse('allowedCidrs is empty, so nobody could reach the service.', 'Give ranges, or use Exposure.internal().');
  }
  for (const cidr of allowedCidrs) {
    if (!isToken(cidr) && !isCidr(cidr)) {
      refuse(`allowedCidrs has '${cidr}'.`, "Give IPv4 ranges, for instance '203.0.113.0/24'.");
    }
  }
}

function checkShared({ shared }: Exposure, refuse: Refuse): void {
  if (!isObject(shared)) {
    refuse(
      'A shared load balancer needs to be named.',
      'Give listenerArn, securityGroupId, and hostHeaders or pathPatterns.',
    );
  }
  const { listenerArn, securityGroupId, priority, loadBalancerFullName } = shared!;
  const [hostHeaders, pathPatterns] = [shared!.hostHeaders ?? [], shared!.pathPatterns ?? []];
  if (!fits(listenerArn, /^arn:[^:]+:elasticloadbalancing:[^:]+:\d{12}:listener\/app\/[^/]+\/[^/]+\/[^/]+$/)) {
    refuse(`listenerArn is ${said(listenerArn)}.`, 'Give the ARN of a listener of an application load balancer.');
  }
  if (!fits(securityGroupId, /^sg-[0-9a-z]+$/)) {
    refuse(
      `securityGroupId is ${said(securityGroupId)}.`,
      "Give the id of the load balancer's security group, 'sg-...'.",
    );
  }
  if ((loadBalancerFullName ?? undefined) !== undefined && !fits(loadBalancerFullName, /^app\/[^/]+\/[^/]+$/)) {
    refuse(`loadBalancerFullName is ${said(loadBalancerFullName)}.`, "Give 'app/name/id', or leave it out.");
  }
  for (const [name, values] of Object.entries({ hostHeaders, pathPatterns })) {
    if (!isListOfTexts(values) || values.some(value => value.length > 128 && !isToken(value))) {
      refuse(`${name} is ${said(values)}.`, 'Give a list of texts of at most 128 characters.');
    }
  }
  if (hostHeaders.length + pathPatterns.length === 0) {
    refuse(
      'A shared load balancer needs to know which requests are for this service.',
      'Give hostHeaders or pathPatterns.',
    );
  }
  if (hostHeaders.length + pathPatterns.length > 5) {
    refuse('A listener rule takes five values at most.', 'Give fewer hostHeaders and pathPatterns.');
  }
  if (
    priority !== undefined &&
    priority !== null &&
    (!Number.isInteger(priority) || priority < 1 || priority > 50_000)
  ) {
    refuse(`priority is ${said(priority)}.`, 'Give a whole number from 1 to 50000.');
  }
}

/** Whether a text is an IPv4 range. */
function isCidr(text: string): boolean {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  return match !== null && match.slice(1, 5).every(octet => Number(octet) <= 255) && Number(match[5]) <= 32;
}
