import { createHash } from 'crypto';
import { ServiceChoices } from './decisions';
import { ExposureKind } from './exposure';
import { ServiceProtocol } from './protocol';
import { isToken } from '../../support/tokens';

/** Whether the load balancer itself faces the internet. Without a domain an HTTP API does. */
export function isInternetFacing({ exposure, tls }: ServiceChoices): boolean {
  return exposure === ExposureKind.PUBLIC && tls === 'load-balancer';
}

/** The TCP ports that the load balancer opens to the internet, or listens on inside the network. */
export function portsOf(choices: ServiceChoices): number[] {
  const port = choices.tls === 'load-balancer' ? 443 : 80;
  return isInternetFacing(choices) && choices.redirectHttp ? [port, 80] : [port];
}

/** Regions with a zone that has no VPC links, by that zone. An account has names of its own for zones. */
const ZONES_WITHOUT_LINKS: { readonly [region: string]: string } = {
  'ap-east-1': 'ape1-az1',
  'ap-northeast-2': 'apne2-az4',
  'ca-central-1': 'cac1-az4',
  'eu-west-3': 'euw3-az2',
  'us-east-1': 'use1-az3',
};

/** The region of zones, where they have names already. */
export function regionOf(availabilityZones: string[]): string | undefined {
  if (isToken(availabilityZones)) return undefined;
  return /^([a-z]+(-[a-z]+)+-\d)[a-z]$/.exec(availabilityZones[0] ?? '')?.[1];
}

/**
 * The warning about a VPC link in all zones of a network, where AWS may refuse one of them.
 *
 * @param region where it is, if that is known
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vpc-links.html
 * @see https://github.com/aws/aws-cdk/issues/13569
 */
export function linkWarning(region: string): string | undefined {
  const zone = ZONES_WITHOUT_LINKS[region];
  if (!zone) return undefined;
  return (
    `In ${region} the zone ${zone} has no VPC links, and AWS refuses one with a subnet there. Find the name that ` +
    'your account has for it (aws ec2 describe-availability-zones), and leave its subnet out: ' +
    'Exposure.publicHttps({ apiSubnetIds }).'
  );
}

/**
 * The ports that a load balancer reaches on its tasks. Another `port` of the program must not close the one on which
 * tasks still run: they are replaced only after the rules have changed.
 */
export const ANY_PORT = { ipProtocol: 'tcp', fromPort: 0, toPort: 65535 };

/**
 * The port of a target group, which nobody uses: each task registers with its own. Another one would replace the target
 * group.
 */
export const TARGET_GROUP_PORT = 80;

/** What the construct id of a target group says of its protocol. */
const PROTOCOLS: { readonly [protocol in ServiceProtocol]: string } = { HTTP1: '', HTTP2: 'Http2', GRPC: 'Grpc' };

/**
 * The construct id of a target group. It follows from the load balancer: one that is replaced is there before the old
 * one is gone, and AWS refuses a target group on two of them. It follows from the protocol, which cannot change.
 *
 * @param sharedListener what tells a shared listener from others
 */
export function targetGroupId(choices: ServiceChoices, sharedListener?: string): string {
  const protocol = PROTOCOLS[choices.protocol];
  if (sharedListener === undefined) return `${isInternetFacing(choices) ? 'Public' : ''}${protocol}TargetGroup`;
  // Listeners of one load balancer may share it: its ARN has theirs, and one part less.
  const balancer = sharedListener.replace(/^(arn:.*:listener\/.*)\/[^/]+$/, '$1');
  return `Shared${protocol}TargetGroup${createHash('sha256').update(balancer).digest('hex').slice(0, 8)}`;
}
