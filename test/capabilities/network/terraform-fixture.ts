import { App, TerraformStack, Testing } from 'cdktf';
import { NetworkProps } from '../../../src/capabilities/network/props';
import { Network } from '../../../src/capabilities/network/terraform';
import { Edition } from '../../../src/path/edition';
import { GoldenPath, GoldenPathProps } from '../../../src/path/golden-path';
import { EnvironmentTier } from '../../../src/path/tier';
import { blockOf, configurationOf } from '../../fixtures/terraform';

export interface TerraformScene {
  readonly app: App;
  readonly stack: TerraformStack;
  readonly network: Network;
  /** The configuration, as Terraform reads it. */
  readonly written: () => any;
  /** The block of a slot. */
  readonly slot: (name: string) => any;
}

export function stackOn(
  tier?: EnvironmentTier,
  path: Partial<GoldenPathProps> = {},
  id = 'Platform',
  app = Testing.app(),
): TerraformStack {
  if (tier) {
    new GoldenPath({ organization: 'acme', owner: 'platform', edition: Edition.V2026_12, tier, ...path }).attachTo(app);
  }
  return new TerraformStack(app, id);
}

export function networkIn(
  tier: EnvironmentTier,
  props: NetworkProps = {},
  path: Partial<GoldenPathProps> = {},
): TerraformScene {
  const stack = stackOn(tier, path);
  const network = new Network(stack, 'Network', props);
  let document: any;
  const written = () => (document ??= configurationOf(stack));
  return {
    app: App.of(stack) as App,
    stack,
    network,
    written,
    slot: name => blockOf(written(), network.resource(name)),
  };
}
