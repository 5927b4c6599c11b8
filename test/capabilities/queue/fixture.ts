import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ManagedQueue } from '../../../src/capabilities/queue/aws';
import { ManagedQueueProps } from '../../../src/capabilities/queue/props';
import { GoldenPathProps } from '../../../src/path/golden-path';
import { EnvironmentTier } from '../../../src/path/tier';
import { stackOn } from '../../fixtures/stacks';

/** A queue in a stack of its own. */
export function queueOn(
  tier: EnvironmentTier = EnvironmentTier.PRODUCTION,
  props: ManagedQueueProps = {},
  path: Partial<GoldenPathProps> = {},
  app = new App(),
) {
  const stack = stackOn(tier, path, app, 'Data');
  const queue = new ManagedQueue(stack, 'Signups', props);
  return { app, stack, queue };
}

/** What a queue is in CloudFormation, by slot. */
export function slotsOf(queue: ManagedQueue): { [slot: string]: any } {
  const stack = Stack.of(queue);
  const { Resources } = Template.fromStack(stack).toJSON();
  return Object.fromEntries(queue.slots.map(slot => [slot, Resources[idOf(queue.resource(slot))]]));
}

export function idOf(resource: CfnResource): string {
  return Stack.of(resource).resolve(resource.logicalId);
}
