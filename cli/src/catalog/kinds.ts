import type { Unit } from './units.js';

/** The component types of the capabilities that run a program. All other capabilities are resources. */
const COMPONENTS: { readonly [capability: string]: string } = {
  service: 'service',
  worker: 'worker',
  function: 'function',
  job: 'job',
  site: 'website',
};
/** The resource types that make an unknown capability a component. */
const PROGRAMS = /^(AWS::ECS::Service|aws_ecs_service)$/;
/** The resource types that accept HTTP requests. */
const HTTP_ENDPOINTS: ReadonlySet<string> = new Set([
  'AWS::ApiGatewayV2::Api',
  'AWS::ElasticLoadBalancingV2::Listener',
  'AWS::Lambda::Url',
  'aws_apigatewayv2_api',
  'aws_lb_listener',
  'aws_lambda_function_url',
]);

/** The component type of a construct; undefined for a resource. */
export function componentType({ entry: { capability, resources } }: Unit): string | undefined {
  return COMPONENTS[capability] ?? (resources.some(({ type }) => PROGRAMS.test(type)) ? capability : undefined);
}

/** Whether a construct is a component that provides an API. */
export function answersHttp(unit: Unit): boolean {
  return componentType(unit) !== undefined && unit.entry.resources.some(({ type }) => HTTP_ENDPOINTS.has(type));
}

/** The lifecycle of a component: `production` in the production tier, else `experimental`. */
export function lifecycle({ manifest: { tier } }: Unit): string {
  return tier === 'production' ? 'production' : 'experimental';
}
