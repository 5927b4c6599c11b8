import { Stack, Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { outermost } from './outermost-stack';
import { Environment } from '../../record/environment';

/**
 * The account, the region and the stage of a construct. CDK takes a stack of no account for another account than any
 * that is named, and refuses references between the two, and between two stages.
 */
export function environmentOf(construct: IConstruct): Environment {
  const { account, region } = Stack.of(construct);
  return { account, region, stage: Stage.of(construct)?.node.path ?? '' };
}

/** The stack that a construct is deployed with: that of a nested one. */
export function stackOf(construct: IConstruct): IConstruct {
  return outermost(Stack.of(construct));
}
