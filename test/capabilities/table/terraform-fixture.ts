import { TerraformStack } from 'cdktf';
import { ManagedTableProps, TableKey } from '../../../src/capabilities/table/props';
import { ManagedTable } from '../../../src/capabilities/table/terraform';
import { GoldenPathProps } from '../../../src/path/golden-path';
import { EnvironmentTier } from '../../../src/path/tier';
import { configurationOf, slotsIn, terraformStackOf } from '../../fixtures/terraform';

/** A table with a partition key, and whatever else is given. */
export function terraformTableIn(
  stack: TerraformStack,
  props: Partial<ManagedTableProps> = {},
  id = 'Orders',
): ManagedTable {
  return new ManagedTable(stack, id, { partitionKey: TableKey.string('id'), ...props });
}

/** What a table is in a stack of its own. */
export function written(
  props: Partial<ManagedTableProps> = {},
  tier?: EnvironmentTier,
  path: Partial<GoldenPathProps> = {},
) {
  const stack = terraformStackOf(tier, path);
  const table = terraformTableIn(stack, props);
  const configuration = configurationOf(stack);
  return { stack, table, configuration, slots: slotsIn(configuration, table) };
}
