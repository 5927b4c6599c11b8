import { always, choose, only } from '../../path/decision';

/**
 * The protocol in which the load balancer speaks to the program. The names are those of its target groups.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html
 */
export enum ServiceProtocol {
  /** HTTP 1.1. What clients speak in HTTP/2 is translated. */
  HTTP1 = 'HTTP1',
  /** HTTP/2 without TLS, with prior knowledge. Needs HTTPS at a load balancer. */
  HTTP2 = 'HTTP2',
  /** gRPC, without TLS. Needs HTTPS at a load balancer. */
  GRPC = 'GRPC',
}

/** How the load balancer asks whether a task is well. */
export interface HealthQuestion {
  readonly protocol: ServiceProtocol;
  /** The path; null where the program speaks gRPC. */
  readonly healthCheckPath: string | null;
  /** The method; null where it does not. */
  readonly grpcHealthCheckPath: string | null;
}

/** The method of the protocol that every library of gRPC has. https://grpc.io/docs/guides/health-checking/ */
const STANDARD_METHOD = '/grpc.health.v1.Health/Check';

// What stands in quotes in the probe's command line, and in the load balancer's check.
const URL_PATH = /^\/[A-Za-z0-9._~!$&()*+,;=:@%/?-]{0,1023}$/;
const METHOD = /^(?=.{1,1024}$)\/[A-Za-z0-9_.]+\/[A-Za-z0-9_]+$/;
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
const HTTP_CODES = /^[2-4]\d\d((,[2-4]\d\d)*|-[2-4]\d\d)$/;
const GRPC_CODES = /^\d{1,2}((,\d{1,2})*|-\d{1,2})$/;

/** What is asked for: a path, or a method. */
export function healthQuestion(asked: string | undefined, protocol: ServiceProtocol) {
  const isGrpc = protocol === ServiceProtocol.GRPC;
  return {
    healthCheckPath: only(
      !isGrpc,
      choose(asked, '/health')
        .matching(URL_PATH, "a path that starts with a slash and needs no quoting, for instance '/health'")
        .because('One path for the load balancer and the container.'),
    ),
    grpcHealthCheckPath: only(
      isGrpc,
      choose(asked, STANDARD_METHOD)
        .matching(METHOD, "the path of a method, for instance '/acme.Orders/Check': give it as healthCheckPath")
        .because('The health checking protocol that every library of gRPC brings.'),
    ),
  };
}

/** Which answers say that a task is well. */
export function healthyAnswers(protocol: ServiceProtocol) {
  const isGrpc = protocol === ServiceProtocol.GRPC;
  return {
    healthCheckCodes: only(
      !isGrpc,
      always('200')
        .matching(HTTP_CODES, "HTTP codes from 200 to 499: '200', '200,204' or '200-299'")
        .because('What the load balancer takes for well. A redirect is not.'),
    ),
    grpcHealthCheckCodes: only(
      isGrpc,
      always('0')
        .matching(GRPC_CODES, "gRPC codes from 0 to 99: '0', '0,12' or '0-1'")
        .because('OK. AWS’s own default, 12, is a method that the program does not have.'),
    ),
  };
}

/**
 * The container's own check. The image decides which tool there is. Where there is none, the load balancer's check has
 * to do; also where a method is the team's own, which no tool knows.
 */
export function defaultProbe(port: number, { protocol, healthCheckPath, grpcHealthCheckPath }: HealthQuestion) {
  const url = `http://127.0.0.1:${port}${healthCheckPath}`;
  const curl = (options: string) => `curl ${options} -o /dev/null '${url}'`;
  switch (protocol) {
    case ServiceProtocol.GRPC: {
      if (grpcHealthCheckPath !== STANDARD_METHOD) return null;
      const probe = 'grpc_health_probe';
      return ['CMD-SHELL', `if command -v ${probe} >/dev/null; then ${probe} -addr=127.0.0.1:${port}; fi`];
    }
    case ServiceProtocol.HTTP2:
      return [
        'CMD-SHELL',
        `if command -v curl >/dev/null && curl -V | grep -q HTTP2; then ${curl('--http2-prior-knowledge -fsS')}; fi`,
      ];
    default:
      return [
        'CMD-SHELL',
        `if command -v curl >/dev/null; then ${curl('-fsS')}; elif command -v wget >/dev/null; then ` +
          `wget -q -O /dev/null '${url}'; fi`,
      ];
  }
}
