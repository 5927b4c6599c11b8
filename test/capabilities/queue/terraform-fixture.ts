import { App, TerraformStack } from 'cdktf';
import { ManagedQueueProps } from '../../../src/capabilities/queue/props';
import { ManagedQueue } from '../../../src/capabilities/queue/terraform';
import { GoldenPathProps } from '../../../src/path/golden-path';
import { EnvironmentTier } from '../../../src/path/tier';
import { configurationOf, slotsIn, terraformStackOf as stackOf } from '../../fixtures/terraform';

export function terraformStackOf(
  tier?: EnvironmentTier,
  path?: Partial<GoldenPathProps>,
  app?: App,
  id = 'Data',
): TerraformStack {
  return stackOf(tier, path, app, id);
}

/** What a queue is in a stack of its own. */
export function written(tier?: EnvironmentTier, props: ManagedQueueProps = {}, path: Partial<GoldenPathProps> = {}) {
  const stack = terraformStackOf(tier, path);
  const queue = new ManagedQueue(stack, 'Signups', props);
  const configuration = configurationOf(stack);
  return { stack, queue, configuration, slots: slotsIn(configuration, queue) };
}
