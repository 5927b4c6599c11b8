import { App, DefaultTokenResolver, StringConcat, TerraformResource, TerraformStack, Testing, Tokenization } from 'cdktf';
import { ManagedTableProps, TableKey } from '../../../src/capabilities/table/props';
import { ManagedTable } from '../../../src/capabilities/table/terraform';
import { GoldenPath, GoldenPathProps } from '../../../src/core/golden-path';
import { EnvironmentTier } from '../../../src/core/tier';

export function terraformStackOn(tier: EnvironmentTier = EnvironmentTier.PRODUCTION, path: Partial<GoldenPathProps> = {}, app: App = Testing.app(), id = 'Shop'): TerraformStack {
  const stack = new TerraformStack(app, id);
  new GoldenPath({ organization: 'acme', owner: 'platform', tier, ...path }).attachTo(stack);
  return stack;
}

/** A table with few words. */
export function terraformTableIn(stack: TerraformStack, props: Partial<ManagedTableProps> = {}, id = 'Orders'): ManagedTable {
  return new ManagedTable(stack, id, { partitionKey: TableKey.string('id'), ...props });
}

/** What a stack is as Terraform reads it, its checks included. */
export function configurationOf(stack: TerraformStack): any {
  return JSON.parse(Testing.synth(stack, true));
}

/** What is written in each slot. */
export function slotsIn(configuration: any, table: ManagedTable): { [slot: string]: any } {
  return Object.fromEntries(table.slots.map(slot => {
    const { terraformResourceType, friendlyUniqueId } = table.resource(slot);
    return [slot, configuration.resource[terraformResourceType][friendlyUniqueId]];
  }));
}

/** What a table is in a stack of its own. */
export function written(props: Partial<ManagedTableProps> = {}, tier?: EnvironmentTier, path: Partial<GoldenPathProps> = {}) {
  const stack = terraformStackOn(tier, path);
  const table = terraformTableIn(stack, props);
  const configuration = configurationOf(stack);
  return { stack, table, configuration, slots: slotsIn(configuration, table) };
}

/** Where a resource stands in a configuration. */
export function addressOf({ terraformResourceType, friendlyUniqueId }: TerraformResource): string {
  return `${terraformResourceType}.${friendlyUniqueId}`;
}

/** A value as a stack writes it. */
export function resolvedIn(scope: TerraformStack, value: any): any {
  return Tokenization.resolve(value, { scope, preparing: false, resolver: new DefaultTokenResolver(new StringConcat()) });
}
