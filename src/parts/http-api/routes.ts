/**
 * A route of an HTTP API.
 *
 * @internal
 */
export interface Route {
  /** The name, which slots and ids end with. */
  readonly name: string;
  /** The requests that it catches. */
  readonly routeKey: string;
}

/**
 * The route that catches every request, with OPTIONS too.
 *
 * @internal
 */
export const EVERYTHING: Route = { name: 'Route', routeKey: '$default' };

/**
 * The routes that catch all requests with these methods, and no others. The greedy variable of the first stands for
 * one segment of a path at least.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 * @internal
 */
export function routesOf(methods: readonly string[]): Route[] {
  return methods.flatMap(method => {
    const name = method[0] + method.slice(1).toLowerCase();
    return [
      { name: `${name}Route`, routeKey: `${method} /{proxy+}` },
      { name: `${name}RootRoute`, routeKey: `${method} /` },
    ];
  });
}
