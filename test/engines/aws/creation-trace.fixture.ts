import { Stack } from 'aws-cdk-lib';
import { Network } from '../../../src/capabilities/network/aws';

export const CREATION_STACK = 'aws:cdk:creationStack';

/** The user's code: a file of its own, so that a trace that leads here leads nowhere else. */
export function make(stack: Stack): Network {
  return new Network(stack, 'Network');
}
