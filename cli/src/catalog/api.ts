import { stringify } from 'yaml';
import { addressOf } from '../assembly/stack.js';
import { urlsOf, type Outputs } from './links.js';
import type { Unit } from './units.js';

const ROUTES = /^(AWS::ApiGatewayV2::Route|aws_apigatewayv2_route)$/;

/** An API as Backstage has it: its type, and its definition in the language of that type. */
export interface ApiSpec {
  readonly type: 'openapi' | 'grpc';
  readonly definition: string;
}

/** The API that a component serves. The methods of gRPC are part of the program, and in no template. */
export function apiOf(unit: Unit, title: string, outputs: Outputs): ApiSpec {
  const { capability, decisions } = unit.entry;
  const protocol = decisions.find(({ name }) => name === `${capability}.protocol`)?.value;
  if (protocol === 'GRPC') return { type: 'grpc', definition: `syntax = "proto3";\n// ${title}\n` };
  return { type: 'openapi', definition: apiDefinition(unit, title, outputs) };
}

/**
 * An OpenAPI document with the URLs and the routes of an API. The operations behind a route are part of the program and
 * not known here.
 */
function apiDefinition(unit: Unit, title: string, outputs: Outputs): string {
  const routes = unit.entry.resources
    .filter(({ type }) => ROUTES.test(type))
    .map(resource => {
      const { RouteKey, route_key: key } = (unit.template[addressOf(unit.stack.engine, resource)]?.body ?? {}) as {
        RouteKey?: string;
        route_key?: string;
      };
      return RouteKey ?? key ?? '$default';
    });
  const urls = urlsOf(unit, outputs);
  const decided = (choice: string): unknown =>
    unit.entry.decisions.find(({ name }) => name === `${unit.entry.capability}.${choice}`)?.value;
  const healthCheckPath = decided('healthCheckPath');
  const access = decided('exposure') ?? decided('http');
  const routesText = routes.every(route => route === '$default')
    ? 'every path goes to the program'
    : 'the routes of its HTTP API';
  const paths: { [path: string]: object } = {};
  for (const route of [...routes].sort()) Object.assign(paths, pathOf(route, paths));
  if (typeof healthCheckPath === 'string') {
    paths[healthCheckPath] = {
      get: {
        summary: 'Whether it is healthy',
        responses: { [String(decided('healthCheckCodes') ?? 'default')]: { description: 'It is.' } },
      },
    };
  }
  return stringify(
    {
      openapi: '3.1.0',
      info: {
        title,
        version: unit.manifest.edition,
        description:
          `From what was synthesised: ${routesText}` + (typeof access === 'string' ? `; access: ${access}` : '') + '.',
      },
      ...(urls.length ? { servers: urls.map(url => ({ url })) } : {}),
      paths,
    },
    { lineWidth: 0 },
  );
}

/** The path item of a route such as `POST /signup` or `ANY /{proxy+}`. */
function pathOf(route: string, known: { [path: string]: object }): { [path: string]: object } {
  const [method, path] = route.split(' ');
  // The route $default has no path.
  if (!method || !path) return {};
  const key = path.replace(/\{(\w+)\+\}/g, '{$1}');
  const parameters = [...key.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const methods = method === 'ANY' ? ['get', 'post', 'put', 'patch', 'delete'] : [method.toLowerCase()];
  return {
    [key]: {
      ...known[key],
      ...(parameters.length ? { parameters } : {}),
      ...Object.fromEntries(
        methods.map(each => [each, { responses: { default: { description: 'As the program answers.' } } }]),
      ),
    },
  };
}
