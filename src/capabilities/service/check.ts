import { Exposure, ExposureKind } from './exposure';
import { GoldenPathServiceProps } from './props';
import { InvalidInputError } from '../../core/errors';
import { GoldenPath } from '../../core/golden-path';

const isToken = (text: string) => text.includes('${Token[');

/** Refuses props that cannot be right, before anything is made. Numbers are checked with the decisions. */
export function checkProps(props: GoldenPathServiceProps, where: string): void {
  const refuse = (what: string, hint: string): never => {
    throw new InvalidInputError({ what, where, hint, page: 'guides/service.md' });
  };
  const { port, healthCheckPath, environment = {}, exposure, scaling = {}, deployment = {} } = props;
  if (!props.source) refuse('source is missing.', "Say what it runs: ServiceSource.image('public.ecr.aws/acme/orders:1.4.2').");
  if (port !== undefined && (!Number.isInteger(port) || port < 1 || port > 65535)) refuse(`port is ${port}.`, 'Give a whole number from 1 to 65535.');
  if (healthCheckPath !== undefined && !isToken(healthCheckPath) && !/^\/[A-Za-z0-9._~!$&()*+,;=:@%/?-]{0,1023}$/.test(healthCheckPath)) {
    refuse(`healthCheckPath is '${healthCheckPath}'.`, "Give a path that starts with a slash and needs no quoting, for instance '/health'.");
  }
  for (const name of Object.keys(environment)) {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) refuse(`environment has '${name}', which is not the name of a variable.`, 'Use letters, digits and underscores; no digit first.');
    if (typeof environment[name] !== 'string') refuse(`environment.${name} is ${JSON.stringify(environment[name])}.`, 'Give a string.');
  }
  for (const [name, value] of Object.entries({ ...scaling, ...deployment })) {
    if (typeof value === 'number' && !Number.isInteger(value)) refuse(`${name} is ${value}.`, 'Give a whole number.');
  }
  if (exposure) checkExposure(exposure, refuse);
}

function checkExposure({ kind, domain, shared, allowedCidrs, redirectHttp }: Exposure, refuse: (what: string, hint: string) => never): void {
  const { domainName, hostedZoneId, certificateArn } = domain;
  if (domainName !== undefined && !isToken(domainName) && !/^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/.test(domainName)) {
    refuse(`domainName is '${domainName}'.`, "Give a full name in lower case, for instance 'orders.acme.com'.");
  }
  if (domainName === undefined && (hostedZoneId ?? certificateArn) !== undefined) refuse('There is a hosted zone or a certificate, and no domainName.', 'Give domainName as well.');
  if (kind === ExposureKind.PUBLIC && domainName === undefined) {
    if (allowedCidrs) refuse('allowedCidrs needs a domainName: an HTTP API of AWS cannot be closed to addresses.', 'Give a domainName, or leave allowedCidrs out.');
    if (redirectHttp) refuse('redirectHttp needs a domainName: an HTTP API of AWS has no port 80.', 'Give a domainName, or leave redirectHttp out.');
  }
  for (const cidr of allowedCidrs ?? []) {
    if (!isToken(cidr) && !isCidr(cidr)) refuse(`allowedCidrs has '${cidr}'.`, "Give IPv4 ranges, for instance '203.0.113.0/24'.");
  }
  if (allowedCidrs && allowedCidrs.length === 0) refuse('allowedCidrs is empty, so nobody could reach the service.', 'Give ranges, or use Exposure.internal().');
  if (!shared) return;
  if (!isToken(shared.listenerArn) && !/^arn:[^:]+:elasticloadbalancing:[^:]+:\d{12}:listener\/app\/[^/]+\/[^/]+\/[^/]+$/.test(shared.listenerArn)) {
    refuse(`listenerArn is '${shared.listenerArn}'.`, 'Give the ARN of a listener of an application load balancer.');
  }
  if (!shared.hostHeaders?.length && !shared.pathPatterns?.length) refuse('A shared load balancer needs to know which requests are for this service.', 'Give hostHeaders or pathPatterns.');
  if ((shared.hostHeaders?.length ?? 0) + (shared.pathPatterns?.length ?? 0) > 5) refuse('A listener rule takes five values at most.', 'Give fewer hostHeaders and pathPatterns.');
  if (shared.priority !== undefined && (!Number.isInteger(shared.priority) || shared.priority < 1 || shared.priority > 50_000)) {
    refuse(`priority is ${shared.priority}.`, 'Give a whole number from 1 to 50000.');
  }
}

function isCidr(text: string): boolean {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  return match !== null && match.slice(1, 5).every(octet => Number(octet) <= 255) && Number(match[5]) <= 32;
}

/** The owner: the team's word, else the path's. */
export function ownerOf(props: GoldenPathServiceProps, path: GoldenPath | undefined, where: string): string {
  const owner = props.owner ?? path?.owner;
  if (owner?.trim()) return owner;
  throw new InvalidInputError({
    what: 'Nobody owns this service.',
    where,
    hint: "Give owner: 'team-orders', or an owner to the GoldenPath of this app.",
    page: 'guides/service.md',
  });
}
