import { Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { databaseIdentifier } from '../identifier';

/** The identifier of a database in RDS. */
export function physicalName(construct: IConstruct): string {
  let stack = Stack.of(construct);
  while (stack.nestedStackParent) stack = stack.nestedStackParent;
  // A stack whose name is known at deployment only is told apart by its path.
  const deployment = Token.isUnresolved(stack.stackName) ? stack.node.path : stack.stackName;
  return databaseIdentifier(deployment, construct.node.path.slice(stack.node.path.length));
}
