import { App, DefaultTokenResolver, StringConcat, TerraformResource, TerraformStack, Testing, Tokenization } from 'cdktf';
import { StubNetwork } from './fixture';
import { DatabaseEngine, ManagedDatabaseProps } from '../../../src/capabilities/database/props';
import { ManagedDatabase } from '../../../src/capabilities/database/terraform';
import { GoldenPath, GoldenPathProps } from '../../../src/core/golden-path';
import { EnvironmentTier } from '../../../src/core/tier';

export function terraformStackOf(tier: EnvironmentTier = EnvironmentTier.PRODUCTION, path: Partial<GoldenPathProps> = {}, app: App = Testing.app(), id = 'Data'): TerraformStack {
  const stack = new TerraformStack(app, id);
  new GoldenPath({ organization: 'acme', owner: 'platform', tier, ...path }).attachTo(stack);
  return stack;
}

export function terraformDatabaseIn(stack: TerraformStack, props: Partial<ManagedDatabaseProps> = {}, id = 'OrdersDb'): ManagedDatabase {
  const network = stack.node.tryFindChild('Network') as StubNetwork ?? new StubNetwork(stack, 'Network');
  return new ManagedDatabase(stack, id, { engine: DatabaseEngine.postgres(), network, ...props });
}

/** What a stack is as Terraform reads it, its checks included. */
export function configurationOf(stack: TerraformStack): any {
  return JSON.parse(Testing.synth(stack, true));
}

/** What is written in each slot. */
export function slotsIn(configuration: any, database: ManagedDatabase): { [slot: string]: any } {
  return Object.fromEntries(database.slots.map(slot => {
    const { terraformResourceType, friendlyUniqueId } = database.resource(slot);
    return [slot, configuration.resource[terraformResourceType][friendlyUniqueId]];
  }));
}

/** What a database is in a stack of its own. */
export function written(props: Partial<ManagedDatabaseProps> = {}, tier?: EnvironmentTier, path: Partial<GoldenPathProps> = {}) {
  const stack = terraformStackOf(tier, path);
  const database = terraformDatabaseIn(stack, props);
  const configuration = configurationOf(stack);
  return { stack, database, configuration, slots: slotsIn(configuration, database) };
}

/** Where a resource stands in a configuration. */
export function addressOf({ terraformResourceType, friendlyUniqueId }: TerraformResource): string {
  return `${terraformResourceType}.${friendlyUniqueId}`;
}

/** A value as a stack writes it. */
export function resolvedIn(scope: TerraformStack, value: any): any {
  return Tokenization.resolve(value, { scope, preparing: false, resolver: new DefaultTokenResolver(new StringConcat()) });
}
