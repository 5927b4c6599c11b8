import { createHash } from 'crypto';
import { Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** What RDS allows. */
const LONGEST = 63;

/**
 * The identifier of a database in RDS, known before it is made: its log groups are named after it.
 * The stack's name is in it, so that two deployments of the same app do not meet.
 */
export function physicalName(construct: IConstruct): string {
  let stack = Stack.of(construct);
  while (stack.nestedStackParent) stack = stack.nestedStackParent;
  // A stack whose name is known at deployment only is told apart by its path.
  const prefix = Token.isUnresolved(stack.stackName) ? stack.node.path : stack.stackName;
  const whole = `${prefix}/${construct.node.path.slice(stack.node.path.length)}`;
  const readable = whole.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^[^a-z]+|-+$/g, '');
  if (readable.length > 0 && readable.length <= LONGEST) return readable;
  const hash = createHash('sha256').update(whole).digest('hex').slice(0, 8);
  return `${readable.slice(0, LONGEST - 9).replace(/-+$/, '')}-${hash}`;
}
