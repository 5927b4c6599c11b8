import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { GoldenPathServiceProps } from '../../../src/capabilities/service/props';
import { GoldenPathProps } from '../../../src/path/golden-path';
import { EnvironmentTier } from '../../../src/path/tier';
import { serviceIn } from '../../fixtures/services';
import { expectSlotsComplete } from '../../fixtures/slots';
import { stackOn } from '../../fixtures/stacks';

/** A service in a stack of its own, with its container. */
export function rendered(
  props: Partial<GoldenPathServiceProps> = {},
  tier = EnvironmentTier.PRODUCTION,
  path: Partial<GoldenPathProps> = {},
) {
  const stack = stackOn(tier, path, new App());
  const service = serviceIn(stack, props);
  const template = Template.fromStack(stack);
  expectSlotsComplete(service);
  const properties = (slot: string) =>
    template.toJSON().Resources[stack.resolve(service.resource(slot).logicalId)].Properties;
  const environment = () =>
    Object.fromEntries(
      properties('taskDefinition').ContainerDefinitions[0].Environment.map(({ Name, Value }: any) => [Name, Value]),
    );
  return {
    stack,
    service,
    template,
    properties,
    environment,
    container: properties('taskDefinition').ContainerDefinitions[0],
    id: (slot: string) => stack.resolve(service.resource(slot).logicalId),
  };
}
