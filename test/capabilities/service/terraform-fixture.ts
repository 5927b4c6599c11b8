import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { Access, Binding, BindingRequest, IBindable } from '../../../src/binding/binding';
import { GoldenPathServiceProps } from '../../../src/capabilities/service/props';
import { GoldenPathService } from '../../../src/capabilities/service/terraform';
import { TerraformProps } from '../../../src/engines/terraform/provider';
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

/** A service with the least props. */
export function terraformServiceIn(
  stack: TerraformStack,
  props: Partial<GoldenPathServiceProps> & TerraformProps = {},
  id = 'Orders',
): GoldenPathService {
  return new GoldenPathService(stack, id, { owner: 'team-orders', source: IMAGE, ...props });
}

/** A service as it is written, in a stack of its own. */
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

export const BECAUSE = { reason: 'to see it' };

/** The container of the program. */
export const appOf = ({ slots }: { slots: any }) =>
  slots.taskDefinition.container_definitions.find(({ name }: any) => name === 'app');

/** The variables of a container, by name. */
export const variablesOf = (container: any) =>
  Object.fromEntries(container.environment.map(({ name, value }: any) => [name, value]));

/** The statements of the policy in a slot. */
export const statementsOf = (slots: any, slot: string): any[] => slots[slot].policy.Statement;

/** Something in another stack that can be used. */
export class Store extends Construct implements IBindable {
  constructor(
    scope: Construct,
    id: string,
    private readonly groupId = 'sg-0aa',
    private readonly host = `${id.toLowerCase()}.internal`,
  ) {
    super(scope, id);
  }

  bind({ access }: BindingRequest): Binding {
    return {
      capability: 'store',
      resource: this.node.path,
      access: access ?? Access.READ_WRITE,
      environment: { HOST: this.host },
      environmentPrefix: this.node.id.toUpperCase(),
      permissions: [{ actions: ['store:Get'], resources: [`arn:aws:store:::${this.node.id}`] }],
      ports: [{ name: `store${this.node.id}`, port: 6000, securityGroupId: this.groupId }],
    };
  }
}
