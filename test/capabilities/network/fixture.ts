import { App, CfnResource, Stack, StackProps } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Network } from '../../../src/capabilities/network/aws';
import { NetworkProps } from '../../../src/capabilities/network/props';
import { Edition } from '../../../src/path/edition';
import { GoldenPath, GoldenPathProps } from '../../../src/path/golden-path';
import { EnvironmentTier } from '../../../src/path/tier';

export interface Scene {
  readonly app: App;
  readonly stack: Stack;
  readonly network: Network;
  readonly template: () => Template;
  /** The properties of a slot, as the template has them. */
  readonly slot: (name: string) => any;
  /** The whole resource. */
  readonly whole: (name: string) => any;
}

export function networkIn(
  tier: EnvironmentTier,
  props: NetworkProps = {},
  path: Partial<GoldenPathProps> = {},
  stackProps?: StackProps,
): Scene {
  const app = new App();
  new GoldenPath({ organization: 'acme', owner: 'platform', edition: Edition.V2026_12, tier, ...path }).attachTo(app);
  const stack = new Stack(app, 'Platform', stackProps);
  const network = new Network(stack, 'Network', props);
  let made: Template | undefined;
  const template = () => (made ??= Template.fromStack(stack));
  const whole = (name: string) => template().toJSON().Resources[stack.resolve(network.resource(name).logicalId)];
  return { app, stack, network, template, whole, slot: name => whole(name).Properties };
}

/** The logical id of a slot. */
export function idOf(network: Network, slot: string): string {
  return Stack.of(network).resolve(network.resource(slot).logicalId);
}

/** Every L1 below a construct. */
export function resourcesBelow(network: Network): CfnResource[] {
  return network.node.findAll().filter(CfnResource.isCfnResource) as CfnResource[];
}
