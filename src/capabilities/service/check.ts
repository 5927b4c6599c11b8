import { Exposure, ExposureKind } from './exposure';
import { GoldenPathServiceProps } from './props';
import { ServiceSourceKind } from './source';
import { checkEnvironment, checkIsNetwork, fits, isListOfTexts, isObject, isText, Refuse, refusal, said } from '../../core/input';
import { isToken } from '../../core/words';

/** The page about a service's props. */
export const PAGE = 'guides/service.md';

/** Refuses props that cannot be right, before anything is made. Numbers and choices are checked with the decisions. */
export function checkProps(props: GoldenPathServiceProps, where: string): void {
  const refuse = refusal(where, PAGE);
  if (!isObject(props)) refuse(`The props are ${said(props)}.`, 'Give an object with owner and source at least.');
  const { source, healthCheckCommand, environment, exposure } = props;
  if (!Object.values(ServiceSourceKind).includes(source?.kind)) {
    refuse(source ? 'source is not a ServiceSource.' : 'source is missing.', "Say what it runs: ServiceSource.image('public.ecr.aws/acme/orders:1.4.2').");
  }
  for (const name of ['scaling', 'deployment', 'environment'] as const) {
    if (props[name] !== undefined && props[name] !== null && !isObject(props[name])) refuse(`${name} is ${said(props[name])}.`, 'Give an object.');
  }
  if ((healthCheckCommand ?? undefined) !== undefined && !isListOfTexts(healthCheckCommand)) {
    refuse(`healthCheckCommand is ${said(healthCheckCommand)}.`, "Give a list of words: ['/app/probe', '--quick']. An empty list turns it off.");
  }
  const rollback = props.deployment?.rollbackOnAlarm ?? undefined;
  if (rollback !== undefined && typeof rollback !== 'boolean') refuse(`rollbackOnAlarm is ${said(rollback)}.`, 'Give true or false.');
  checkEnvironment(environment ?? {}, refuse);
  checkPort(environment ?? {}, props.port ?? undefined, refuse);
  if (exposure) checkExposure(exposure, refuse);
  else if (exposure !== undefined && exposure !== null) refuse(`exposure is ${said(exposure)}.`, 'Give Exposure.internal() or Exposure.publicHttps().');
  checkIsNetwork(props.network, refuse);
}

function checkPort(environment: { readonly [name: string]: string }, port: number | undefined, refuse: Refuse): void {
  if (environment.PORT !== undefined && environment.PORT !== String(port)) {
    refuse(`environment.PORT is '${environment.PORT}', and the load balancer would ask another port.`, 'Give it as port: the program is told by PORT.');
  }
}

function checkExposure(exposure: Exposure, refuse: Refuse): void {
  const { kind, domain, shared, allowedCidrs, redirectHttp } = exposure;
  if (!Object.values(ExposureKind).includes(kind) || !isObject(domain)) refuse('exposure is not an Exposure.', 'Give Exposure.internal() or Exposure.publicHttps().');
  const [domainName, hostedZoneId, certificateArn] = [domain.domainName ?? undefined, domain.hostedZoneId ?? undefined, domain.certificateArn ?? undefined];
  if (domainName !== undefined && !fits(domainName, /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/)) {
    refuse(`domainName is ${said(domainName)}.`, "Give a full name in lower case, for instance 'orders.acme.com'.");
  }
  if (hostedZoneId !== undefined && !fits(hostedZoneId, /^[A-Z0-9]{1,32}$/)) refuse(`hostedZoneId is ${said(hostedZoneId)}.`, "Give the id alone, for instance 'Z0123456789ABC'.");
  if (certificateArn !== undefined && !fits(certificateArn, /^arn:[^:]+:(acm|iam):/)) refuse(`certificateArn is ${said(certificateArn)}.`, 'Give the ARN of a certificate in ACM, in the region of the stack.');
  if (domainName === undefined && (hostedZoneId ?? certificateArn) !== undefined) refuse('There is a hosted zone or a certificate, and no domainName.', 'Give domainName as well.');
  if ((allowedCidrs ?? undefined) !== undefined) checkCidrs(allowedCidrs!, refuse);
  const redirect = redirectHttp ?? undefined;
  if (redirect !== undefined && typeof redirect !== 'boolean') refuse(`redirectHttp is ${said(redirect)}.`, 'Give true or false.');
  if (kind === ExposureKind.PUBLIC && domainName === undefined && redirect) {
    refuse('redirectHttp needs a domainName: an HTTP API of AWS has no port 80.', 'Give a domainName, or leave redirectHttp out.');
  }
  if (kind === ExposureKind.SHARED) checkShared(exposure, refuse);
  else if (shared) refuse('exposure is not an Exposure.', 'Give Exposure.sharedLoadBalancer(...).');
}

function checkCidrs(allowedCidrs: string[], refuse: Refuse): void {
  if (!isListOfTexts(allowedCidrs)) refuse(`allowedCidrs is ${said(allowedCidrs)}.`, "Give a list of IPv4 ranges, for instance ['203.0.113.0/24'].");
  if (allowedCidrs.length === 0) refuse('allowedCidrs is empty, so nobody could reach the service.', 'Give ranges, or use Exposure.internal().');
  for (const cidr of allowedCidrs) {
    if (!isToken(cidr) && !isCidr(cidr)) refuse(`allowedCidrs has '${cidr}'.`, "Give IPv4 ranges, for instance '203.0.113.0/24'.");
  }
}

function checkShared({ shared }: Exposure, refuse: Refuse): void {
  if (!isObject(shared)) refuse('A shared load balancer needs to be named.', 'Give listenerArn, securityGroupId, and hostHeaders or pathPatterns.');
  const { listenerArn, securityGroupId, priority, loadBalancerFullName } = shared!;
  const [hostHeaders, pathPatterns] = [shared!.hostHeaders ?? [], shared!.pathPatterns ?? []];
  if (!fits(listenerArn, /^arn:[^:]+:elasticloadbalancing:[^:]+:\d{12}:listener\/app\/[^/]+\/[^/]+\/[^/]+$/)) {
    refuse(`listenerArn is ${said(listenerArn)}.`, 'Give the ARN of a listener of an application load balancer.');
  }
  if (!fits(securityGroupId, /^sg-[0-9a-z]+$/)) refuse(`securityGroupId is ${said(securityGroupId)}.`, "Give the id of the load balancer's security group, 'sg-...'.");
  if ((loadBalancerFullName ?? undefined) !== undefined && !fits(loadBalancerFullName, /^app\/[^/]+\/[^/]+$/)) refuse(`loadBalancerFullName is ${said(loadBalancerFullName)}.`, "Give 'app/name/id', or leave it out.");
  for (const [name, values] of Object.entries({ hostHeaders, pathPatterns })) {
    if (!isListOfTexts(values) || values.some(value => value.length > 128 && !isToken(value))) refuse(`${name} is ${said(values)}.`, 'Give a list of texts of at most 128 characters.');
  }
  if (hostHeaders.length + pathPatterns.length === 0) refuse('A shared load balancer needs to know which requests are for this service.', 'Give hostHeaders or pathPatterns.');
  if (hostHeaders.length + pathPatterns.length > 5) refuse('A listener rule takes five values at most.', 'Give fewer hostHeaders and pathPatterns.');
  if (priority !== undefined && priority !== null && (!Number.isInteger(priority) || priority < 1 || priority > 50_000)) {
    refuse(`priority is ${said(priority)}.`, 'Give a whole number from 1 to 50000.');
  }
}

/** Refuses a side car that cannot be right by itself. */
export function checkSidecar(options: SidecarInput, refuse: Refuse): void {
  if (!isObject(options)) refuse(`A sidecar of ${said(options)}.`, 'Give an object with name and image at least.');
  const { name, memoryMib, command, environment, ports, user } = options;
  if (!isText(name) || !/^[A-Za-z0-9_-]{1,255}$/.test(name)) refuse(`${said(name)} is not a container's name.`, 'Use letters, digits, hyphens and underscores.');
  if (memoryMib !== undefined && memoryMib !== null && !Number.isInteger(memoryMib)) refuse(`memoryMib is ${said(memoryMib)}.`, 'Give a whole number.');
  if ((command ?? undefined) !== undefined && !isListOfTexts(command)) refuse(`command is ${said(command)}.`, 'Give a list of words.');
  if ((ports ?? undefined) !== undefined && !(Array.isArray(ports) && ports.every(port => Number.isInteger(port) && port > 0 && port < 65536))) refuse(`ports is ${said(ports)}.`, 'Give a list of whole numbers from 1 to 65535.');
  if ((user ?? undefined) !== undefined && !isText(user)) refuse(`user is ${said(user)}.`, "Give a text: '1000:1000'.");
  if ((environment ?? undefined) !== undefined && !isObject(environment)) refuse(`environment is ${said(environment)}.`, 'Give an object.');
  checkEnvironment(environment ?? {}, refuse);
}

/** What of a side car can be checked by itself. */
interface SidecarInput {
  readonly name: string;
  readonly memoryMib?: number;
  readonly command?: string[];
  readonly environment?: { readonly [name: string]: string };
  readonly ports?: number[];
  readonly user?: string;
}

/** Whether a text is an IPv4 range. */
function isCidr(text: string): boolean {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  return match !== null && match.slice(1, 5).every(octet => Number(octet) <= 255) && Number(match[5]) <= 32;
}
