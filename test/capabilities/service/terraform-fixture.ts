import { App, TerraformElement, TerraformResource, TerraformStack, Testing } from 'cdktf';
import { GoldenPathServiceProps } from '../../../src/capabilities/service/props';
import { GoldenPathService } from '../../../src/capabilities/service/terraform';
import { GoldenPath, GoldenPathProps } from '../../../src/core/golden-path';
import { EnvironmentTier } from '../../../src/core/tier';
import { jsonencoded } from '../../fixtures/jsonencoded';
import { IMAGE } from '../../fixtures/services';
import { StubNetwork } from '../../fixtures/stacks';

/** A stack with a path of a tier, and a network of literal ids. */
export function terraformStackOn(tier = EnvironmentTier.PRODUCTION, path: Partial<GoldenPathProps> = {}, app: App = Testing.app(), id = 'Shop'): TerraformStack {
  const stack = new TerraformStack(app, id);
  const network = app.node.tryFindChild('StubNetwork') as StubNetwork ?? new StubNetwork(app, 'StubNetwork');
  new GoldenPath({ organization: 'acme', owner: 'platform', tier, network, ...path }).attachTo(stack);
  return stack;
}

/** A service with few words. */
export function terraformServiceIn(stack: TerraformStack, props: Partial<GoldenPathServiceProps> = {}, id = 'Orders'): GoldenPathService {
  return new GoldenPathService(stack, id, { owner: 'team-orders', source: IMAGE, ...props });
}

/** What a stack is as Terraform reads it, after its checks. */
export function configurationOf(stack: TerraformStack): any {
  return JSON.parse(Testing.synth(stack, true));
}

/** What is written in each slot; JSON documents as what they are. */
export function slotsIn(configuration: any, service: GoldenPathService): { [slot: string]: any } {
  return Object.fromEntries(service.slots.map(slot => {
    const block = configuration.resource[service.resource(slot).terraformResourceType][service.resource(slot).friendlyUniqueId];
    return [slot, Object.fromEntries(Object.entries(block).map(([name, value]) => [name, jsonencoded(value)]))];
  }));
}

/** The address of a slot, as others refer to it. */
export function addressOf(service: GoldenPathService, slot: string): string {
  const { terraformResourceType, friendlyUniqueId } = service.resource(slot);
  return `${terraformResourceType}.${friendlyUniqueId}`;
}

/** What a service is in a stack of its own. */
export function written(props: Partial<GoldenPathServiceProps> = {}, tier?: EnvironmentTier, path: Partial<GoldenPathProps> = {}) {
  const stack = terraformStackOn(tier, path);
  const service = terraformServiceIn(stack, props);
  const configuration = configurationOf(stack);
  expectSlotsComplete(service);
  return { stack, service, configuration, slots: slotsIn(configuration, service), at: (slot: string) => addressOf(service, slot) };
}

/** Every resource below a service is a slot, every slot is a resource below it, and `resources` has the same ones. */
export function expectSlotsComplete(service: GoldenPathService): void {
  const below = service.node.findAll().filter((each): each is TerraformResource => TerraformResource.isTerraformResource(each));
  const inSlots = service.slots.map(slot => service.resource(slot));
  expect(pathsOf(inSlots)).toEqual(pathsOf(below));
  expect(new Set(inSlots).size).toBe(inSlots.length);
  const named = new Set(Object.values(service.resources).flat().filter(each => TerraformResource.isTerraformResource(each as any)));
  for (const each of named) expect(inSlots).toContain(each);
  // What a binding or a permission adds later is known by its slot only.
  for (const slot of service.slots) if (!/Ingress$|Egress$|Policy$/.test(slot)) expect([slot, named.has(service.resource(slot))]).toEqual([slot, true]);
}

function pathsOf(elements: TerraformElement[]): string[] {
  return elements.map(({ node }) => node.path).sort();
}
