/**
 * What differs from one partition of AWS to another, and is not the name in an ARN. Service principals are the same
 * everywhere, `sqs.amazonaws.com`; AWS CDK writes the services of `kms:ViaService` so, too. The exceptions stand here
 * alone.
 */

import { Refuse } from './input';
import { isToken } from './tokens';

/**
 * The partitions beside `aws`, by how the names of their regions begin.
 *
 * @see https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
 */
const PARTITIONS: { readonly [start: string]: string } = {
  'cn-': 'aws-cn',
  'us-gov-': 'aws-us-gov',
  'us-iso-': 'aws-iso',
  'us-isob-': 'aws-iso-b',
  'us-isof-': 'aws-iso-f',
  'eu-isoe-': 'aws-iso-e',
  'eusc-': 'aws-eusc',
};

/**
 * The partition of a region.
 *
 * @internal
 */
export function partitionOf(region: string): string {
  const start = Object.keys(PARTITIONS).find(each => region.startsWith(each));
  return start === undefined ? 'aws' : PARTITIONS[start];
}

/**
 * Refuses an ARN of another partition than its region is in, or that of the stack: there is no such thing, or what is
 * in the stack may not use it. What is known at deployment only passes.
 *
 * @param here the region of the stack, for an ARN without a region
 * @internal
 */
export function checkPartition(property: string, arn: string, here: string | undefined, refuse: Refuse): void {
  const [, its = '', , own = ''] = arn.split(':');
  const region = own === '' ? here : own;
  if (its === '' || region === undefined || isToken(its) || isToken(region)) return;
  const partition = partitionOf(region);
  if (its === partition) return;
  refuse(
    `${property} is of the partition ${its}, and ${region} is in ${partition}.`,
    `Give one of arn:${partition}:...`,
  );
}

/** Where something stands. */
export interface Place {
  readonly region: string;
  /** `amazonaws.com` in most partitions, `amazonaws.com.cn` in China. */
  readonly dnsSuffix: string;
}

/**
 * The principal of CloudWatch Logs. It is the one of our services that has both its region and the partition's suffix.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 * @internal
 */
export function logsPrincipal({ region, dnsSuffix }: Place): string {
  return `logs.${region}.${dnsSuffix}`;
}

/**
 * The accounts by which load balancers write their access logs outside the commercial partition, by region. Elsewhere
 * they write as a service.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 */
const LOAD_BALANCER_ACCOUNTS: { readonly [region: string]: string } = {
  'cn-north-1': '638102146993',
  'cn-northwest-1': '037604701340',
  'us-gov-east-1': '190560391635',
  'us-gov-west-1': '048591011584',
};

/**
 * The account by which load balancers of a region write their access logs.
 *
 * @returns undefined where they write as a service, and where the region is known at deployment only
 * @internal
 */
export function loadBalancerAccount(region: string): string | undefined {
  return LOAD_BALANCER_ACCOUNTS[region];
}
