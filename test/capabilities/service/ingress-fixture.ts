import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Exposure, GoldenPathServiceProps } from '../../../src/capabilities/service/props';
import { GoldenPathProps } from '../../../src/path/golden-path';
import { EnvironmentTier } from '../../../src/path/tier';
import { serviceIn } from '../../fixtures/services';
import { expectSlotsComplete } from '../../fixtures/slots';
import { ENV, stackOn } from '../../fixtures/stacks';

/** A service with an exposure, in a stack of an account and a region. */
export function rendered(
  exposure?: Exposure,
  tier = EnvironmentTier.PRODUCTION,
  props: Partial<GoldenPathServiceProps> = {},
  path: Partial<GoldenPathProps> = {},
) {
  const stack = stackOn(tier, path, new App(), 'Shop', { env: ENV });
  const service = serviceIn(stack, { exposure, ...props });
  const template = Template.fromStack(stack);
  expectSlotsComplete(service);
  const id = (slot: string) => stack.resolve(service.resource(slot).logicalId);
  const resource = (slot: string) => template.toJSON().Resources[id(slot)];
  const attributes = (slot: string, list: string) =>
    Object.fromEntries(resource(slot).Properties[list].map(({ Key, Value }: any) => [Key, Value]));
  return {
    stack,
    service,
    template,
    id,
    resource,
    properties: (slot: string) => resource(slot).Properties,
    balancer: () => attributes('loadBalancer', 'LoadBalancerAttributes'),
    target: () => attributes('targetGroup', 'TargetGroupAttributes'),
  };
}
