import { Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { Environment } from '../../record/environment';

/**
 * The account and the region of a construct. CDK takes a stack of no account for another account than any that is
 * named, and refuses references between the two.
 */
export function environmentOf(construct: IConstruct): Environment {
  const { account, region } = Stack.of(construct);
  return { account, region };
}
