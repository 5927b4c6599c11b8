import { ServiceChoices } from './decisions';
import { Exposure, ExposureKind } from './exposure';

/** Whether the load balancer itself faces the internet. Without a domain an HTTP API does. */
export function isInternetFacing({ exposure, tls }: ServiceChoices): boolean {
  return exposure === ExposureKind.PUBLIC && tls === 'load-balancer';
}

/** The TCP ports that the load balancer opens to the internet, or listens on inside the network. */
export function portsOf(choices: ServiceChoices): number[] {
  const port = choices.tls === 'load-balancer' ? 443 : 80;
  return isInternetFacing(choices) && choices.redirectHttp ? [port, 80] : [port];
}

/** Whether the hosted zone is to be looked up: a certificate and a DNS record need it, and nobody gave it. */
export function needsLookup({ domain }: Exposure): boolean {
  return Boolean(domain.domainName && !domain.hostedZoneId && !domain.certificateArn);
}

/** The name of the hosted zone that a domain name should be in: its parent. Of `acme.com` itself, `acme.com`. */
export function zoneNameOf(domainName: string): string {
  const labels = domainName.split('.');
  return labels.slice(labels.length > 2 ? 1 : 0).join('.');
}
