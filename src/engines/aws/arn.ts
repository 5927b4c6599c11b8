import { Fn, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { ArnParts, partsOf } from '../../support/arn';

/** The parts of an ARN, of which some may be known at deployment only. */
export function arnParts(arn: string): ArnParts {
  return partsOf(arn, index => Fn.select(index, Fn.split(':', arn)));
}

/** The region of a construct; a token where its stack has none yet. */
export function regionOf(construct: IConstruct): string {
  return Stack.of(construct).region;
}
