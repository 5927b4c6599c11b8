import { TerraformStack } from 'cdktf';
import { GoldenPathServiceProps } from '../../../src/capabilities/service/props';
import { GoldenPathService } from '../../../src/capabilities/service/terraform';
import { GoldenPathProps } from '../../../src/path/golden-path';
import { EnvironmentTier } from '../../../src/path/tier';
import { IMAGE } from '../../fixtures/services';
import {
  addressOf,
  configurationOf,
  decodedSlotsIn,
  expectTerraformSlotsComplete,
  terraformStackOn,
} from '../../fixtures/terraform';

/** A service with few words. */
export function terraformServiceIn(
  stack: TerraformStack,
  props: Partial<GoldenPathServiceProps> = {},
  id = 'Orders',
): GoldenPathService {
  return new GoldenPathService(stack, id, { owner: 'team-orders', source: IMAGE, ...props });
}

/** What a service is in a stack of its own. */
export function written(
  props: Partial<GoldenPathServiceProps> = {},
  tier?: EnvironmentTier,
  path: Partial<GoldenPathProps> = {},
) {
  const stack = terraformStackOn(tier, path);
  const service = terraformServiceIn(stack, props);
  const configuration = configurationOf(stack);
  expectTerraformSlotsComplete(service);
  return {
    stack,
    service,
    configuration,
    slots: decodedSlotsIn(configuration, service),
    at: (slot: string) => addressOf(service.resource(slot)),
  };
}
