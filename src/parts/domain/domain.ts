import { NameScope, TakenName } from '../../path/taken-name';
import { fits, isGiven, Refuse, said } from '../../support/input';
import { isToken } from '../../support/tokens';

/** A name in DNS, with its certificate and its records. */
export interface DomainOptions {
  /**
   * The name, for instance `orders.acme.com`. One service or function of an app may have it in a hosted zone.
   *
   * @default - none
   */
  readonly domainName?: string;
  /**
   * The Route 53 hosted zone that the DNS records go to; the certificate is validated in it too.
   *
   * @default - looked up as the parent of the domain name (of `acme.com` itself, `acme.com`), when the stack has a
   * concrete account and region
   */
  readonly hostedZoneId?: string;
  /**
   * A certificate of your own, in the region of the stack.
   *
   * @default - one is made, and validated by DNS
   */
  readonly certificateArn?: string;
}

const DOMAIN_NAME = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

/**
 * The longest name that ACM issues a certificate for, in characters.
 *
 * @see https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html
 */
const MOST_CERTIFIED = 64;

/**
 * Refuses a name, a zone or a certificate that cannot be right.
 *
 * @param certificates whose certificates are taken: a load balancer takes those of IAM, too, and an HTTP API does not
 * @internal
 */
export function checkDomain(
  { domainName, hostedZoneId, certificateArn }: DomainOptions,
  refuse: Refuse,
  certificates: 'acm' | 'acm|iam' = 'acm|iam',
): void {
  if (isGiven(domainName) && !fits(domainName, DOMAIN_NAME)) {
    refuse(`domainName is ${said(domainName)}.`, "Give a full name in lower case, for instance 'orders.acme.com'.");
  }
  if (isGiven(hostedZoneId) && !fits(hostedZoneId, /^[A-Z0-9]{1,32}$/)) {
    refuse(`hostedZoneId is ${said(hostedZoneId)}.`, "Give the id alone, for instance 'Z0123456789ABC'.");
  }
  if (isGiven(certificateArn) && !fits(certificateArn, new RegExp(`^arn:[^:]+:(${certificates}):`))) {
    refuse(
      `certificateArn is ${said(certificateArn)}.`,
      'Give the ARN of a certificate in ACM, in the region of the stack.',
    );
  }
  if (isGiven(domainName) && !isGiven(certificateArn) && !isToken(domainName) && domainName.length > MOST_CERTIFIED) {
    refuse(
      `domainName has ${domainName.length} characters, and ACM issues certificates for ${MOST_CERTIFIED} at most.`,
      'Give a shorter name, or certificateArn: a certificate that has it beside a shorter one.',
    );
  }
  if (!isGiven(domainName) && isGiven(hostedZoneId ?? certificateArn)) {
    refuse('There is a hosted zone or a certificate, and no domainName.', 'Give domainName as well.');
  }
}

/**
 * Whether the hosted zone is to be looked up: a certificate and a DNS record need it, and nobody gave it.
 *
 * @internal
 */
export function needsLookup({ domainName, hostedZoneId, certificateArn }: DomainOptions): boolean {
  return Boolean(domainName && !hostedZoneId && !certificateArn);
}

/**
 * Refuses a domain whose hosted zone cannot be looked up.
 *
 * @param where what else the look-up needs to know; the engine says which of it is known
 * @internal
 */
export function checkLookup(domain: DomainOptions, where: { readonly isKnown: boolean }, refuse: Refuse): void {
  const { domainName } = domain;
  if (!needsLookup(domain)) return;
  const instead = 'Give hostedZoneId, or certificateArn and a DNS record of your own';
  if (isToken(domainName)) {
    refuse('The hosted zone of a domain that is known at deployment only cannot be looked up.', `${instead}.`);
  }
  if (!where.isKnown) {
    refuse(
      `The hosted zone of '${domainName}' cannot be looked up in a stack without a concrete account and region.`,
      `${instead}, or set env of the stack.`,
    );
  }
}

/**
 * The name of the hosted zone that a domain name should be in: its parent. Of `acme.com` itself, `acme.com`.
 *
 * @internal
 */
export function zoneNameOf(domainName: string): string {
  const labels = domainName.split('.');
  return labels.slice(labels.length > 2 ? 1 : 0).join('.');
}

/**
 * The names that the records of a domain take in DNS, of which a hosted zone has one. Who has a certificate and no zone
 * has records of their own.
 *
 * @internal
 */
export function recordNames(domain: DomainOptions): TakenName[] {
  const { domainName, hostedZoneId } = domain;
  if (!isGiven(domainName) || !(isGiven(hostedZoneId) || needsLookup(domain))) return [];
  const name = `the DNS record '${domainName}'`;
  return [{ name, scope: NameScope.HOSTED_ZONE, hostedZoneId: hostedZoneId ?? undefined }];
}
