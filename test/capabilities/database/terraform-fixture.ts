import { App, TerraformStack } from 'cdktf';
import { StubNetwork } from './fixture';
import { DatabaseEngine, ManagedDatabaseProps } from '../../../src/capabilities/database/props';
import { ManagedDatabase } from '../../../src/capabilities/database/terraform';
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

export function terraformDatabaseIn(
  stack: TerraformStack,
  props: Partial<ManagedDatabaseProps> = {},
  id = 'OrdersDb',
): ManagedDatabase {
  const network = (stack.node.tryFindChild('Network') as StubNetwork) ?? new StubNetwork(stack, 'Network');
  return new ManagedDatabase(stack, id, { engine: DatabaseEngine.postgres(), network, ...props });
}

/** What a database is in a stack of its own. */
export function written(
  props: Partial<ManagedDatabaseProps> = {},
  tier?: EnvironmentTier,
  path: Partial<GoldenPathProps> = {},
) {
  const stack = terraformStackOf(tier, path);
  const database = terraformDatabaseIn(stack, props);
  const configuration = configurationOf(stack);
  return { stack, database, configuration, slots: slotsIn(configuration, database) };
}
