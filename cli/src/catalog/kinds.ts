import type { Unit } from './landscape.js';

/** Capabilities that run a program: components. Everything else is a resource, named after its capability. */
const COMPONENTS: { readonly [capability: string]: string } = {
  service: 'service',
  worker: 'worker',
  function: 'function',
  job: 'job',
  site: 'website',
};
/** A capability that this program does not know runs a program, where its main resource does. */
const PROGRAMS = /^(AWS::ECS::Service|aws_ecs_service)$/;
/** What answers HTTP. */
const ANSWERS =
  /^(AWS::ApiGatewayV2::Api|AWS::ElasticLoadBalancingV2::Listener|AWS::Lambda::Url|aws_apigatewayv2_api|aws_lb_listener|aws_lambda_function_url)$/;

/** The type of the component; undefined where it is a resource. */
export function componentType({ entry: { capability, resources } }: Unit): string | undefined {
  return COMPONENTS[capability] ?? (resources.some(({ type }) => PROGRAMS.test(type)) ? capability : undefined);
}

/** Whether it provides an API. */
export function answersHttp(unit: Unit): boolean {
  return componentType(unit) !== undefined && unit.entry.resources.some(({ type }) => ANSWERS.test(type));
}

/** Production is a promise; everything before it is not. */
export function lifecycle({ manifest: { tier } }: Unit): string {
  return tier === 'production' ? 'production' : 'experimental';
}
