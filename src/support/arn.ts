import { fits, Refuse, said } from './input';
import { checkPartition } from './partitions';

/**
 * The region, the account and the name in an ARN.
 *
 * @internal
 */
export interface ArnParts {
  readonly region: string;
  readonly account: string;
  readonly name: string;
}

/**
 * Takes apart an ARN of six parts. The parts of an ARN that is a single token are known at deployment only.
 *
 * @param part how the engine takes an ARN apart when it is deployed
 * @internal
 */
export function partsOf(arn: string, part: (index: number) => string): ArnParts {
  const parts = arn.split(':');
  const known = (index: number) => (parts.length === 6 ? parts[index] : part(index));
  return { region: known(3), account: known(4), name: known(5) };
}

/**
 * One kind of ARNs.
 *
 * @internal
 */
export interface ArnKind {
  /** The service, as in an ARN: `sqs`. */
  readonly service: string;
  /** An example of a name: `orders`. */
  readonly example: string;
}

/**
 * Refuses a property that is no ARN of a service. A value that is known at deployment only passes.
 *
 * @internal
 */
export function checkArn(property: string, arn: string, { service, example }: ArnKind, refuse: Refuse): void {
  if (fits(arn, new RegExp(`^arn:[^:]+:${service}:[a-z0-9-]+:\\d{12}:[A-Za-z0-9_-]{1,251}(\\.fifo)?$`))) {
    return checkPartition(property, arn, undefined, refuse);
  }
  refuse(`${property} is ${said(arn)}.`, `Give one ARN: arn:aws:${service}:eu-west-1:123456789012:${example}.`);
}

/**
 * Refuses roles that are no ARNs of roles. Undefined passes: the path then makes each of them.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 * @internal
 */
export function checkRoleArns(roleArns: { readonly [role: string]: string } | undefined, refuse: Refuse): void {
  for (const [role, arn] of Object.entries(roleArns ?? {})) {
    if (fits(arn, /^arn:[^:]+:iam::\d{12}:role\/([\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/)) continue;
    refuse(`roleArns.${role} is ${said(arn)}.`, 'Give the ARN of a role: arn:aws:iam::123456789012:role/orders-task.');
  }
}

/**
 * Refuses a property that is no ARN of a key. Undefined passes: AWS then encrypts with a key of its own.
 *
 * @internal
 */
export function checkKeyArn(property: string, arn: string | undefined, refuse: Refuse): void {
  if (arn === undefined || arn === null) return;
  // Of an alias that stands in the code, the rest may be known at deployment only.
  if (fits(arn, /^arn:[^:]+:kms:.+:key\/.+$/) && !arn.includes(':alias/')) {
    return checkPartition(property, arn, undefined, refuse);
  }
  refuse(`${property} is ${said(arn)}.`, 'Give the ARN of the key, not of an alias.');
}
