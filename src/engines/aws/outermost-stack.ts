import { Stack } from 'aws-cdk-lib';

/** The stack with which a nested one is deployed. Shared resources are in it: they do not go with the nested stack. */
export function outermost(stack: Stack): Stack {
  return stack.nestedStackParent ? outermost(stack.nestedStackParent) : stack;
}
