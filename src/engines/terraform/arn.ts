import { Fn } from 'cdktf';
import { IConstruct } from 'constructs';
import { context } from './context';
import { ArnParts, partsOf } from '../../support/arn';

/** The parts of an ARN, of which some may be known at deployment only. */
export function arnParts(arn: string): ArnParts {
  return partsOf(arn, index => Fn.element(Fn.split(':', arn), index));
}

/** The region that a construct is deployed in. */
export function regionOf(construct: IConstruct): string {
  return context(construct).region;
}
