import { rendered } from './ingress-fixture';
import { written } from './terraform-fixture';
import { Exposure, GoldenPathServiceProps, ServiceProtocol } from '../../../src/capabilities/service/props';
import { EnvironmentTier } from '../../../src/path/tier';
import { refusal } from '../../fixtures/errors';
import { EXPOSURES } from '../../fixtures/services';

const { HTTP1, HTTP2, GRPC } = ServiceProtocol;
const DOMAIN = { domainName: 'orders.acme.com', hostedZoneId: 'Z0123456789ABC' };
const METHOD = '/grpc.health.v1.Health/Check';

const onCdk = (props: Partial<GoldenPathServiceProps>, exposure = Exposure.internal(DOMAIN)) =>
  rendered(exposure, EnvironmentTier.PRODUCTION, props);
const appOf = ({ properties }: ReturnType<typeof onCdk>) =>
  properties('taskDefinition').ContainerDefinitions.find(({ Name }: any) => Name === 'app');
const probeOf = (made: ReturnType<typeof onCdk>) => appOf(made).HealthCheck?.Command;
const portOf = (made: ReturnType<typeof onCdk>) => appOf(made).PortMappings[0];

describe('gRPC', () => {
  test('is what the load balancer speaks to the program, and asks its health in', () => {
    const made = onCdk({ protocol: GRPC, port: 50051 });
    expect(made.properties('targetGroup')).toMatchObject({
      Protocol: 'HTTP',
      ProtocolVersion: 'GRPC',
      HealthCheckProtocol: 'HTTP',
      HealthCheckPath: METHOD,
      Matcher: { GrpcCode: '0' },
    });
    expect(made.properties('targetGroup').Matcher).not.toHaveProperty('HttpCode');
    expect(made.properties('listener')).toMatchObject({ Port: 443, Protocol: 'HTTPS' });
    expect(portOf(made)).toMatchObject({ ContainerPort: 50051, AppProtocol: 'grpc' });
    expect(probeOf(made)).toEqual([
      'CMD-SHELL',
      'if command -v grpc_health_probe >/dev/null; then grpc_health_probe -addr=127.0.0.1:50051; fi',
    ]);
    const { slots } = written({ protocol: GRPC, exposure: Exposure.internal(DOMAIN) });
    expect(slots.targetGroup).toMatchObject({
      protocol: 'HTTP',
      protocol_version: 'GRPC',
      health_check: { protocol: 'HTTP', path: METHOD, matcher: '0' },
    });
    expect(slots.listener).toMatchObject({ port: 443, protocol: 'HTTPS' });
  });

  test('has a method of the team’s, which no tool of the image can ask', () => {
    const made = onCdk({ protocol: GRPC, healthCheckPath: '/acme.Orders/Check' });
    expect(made.properties('targetGroup').HealthCheckPath).toBe('/acme.Orders/Check');
    expect(probeOf(made)).toBeUndefined();
    expect(probeOf(onCdk({ protocol: GRPC, healthCheckCommand: ['/probe'] }))).toEqual(['CMD', '/probe']);
  });

  test.each(['/health', 'acme.Orders/Check', '/acme.Orders/Check/', '/acme.Orders/Check?x=1', '/'])(
    'is not asked by %s',
    healthCheckPath => {
      const { complaint } = refusal(() => onCdk({ protocol: GRPC, healthCheckPath }));
      expect(complaint.what).toContain(`is "${healthCheckPath}", and must be the path of a method`);
    },
  );

  test('is not asked by the path and the codes that a platform team has for HTTP', () => {
    const defaults = { 'service.healthCheckPath': '/up', 'service.healthCheckCodes': '200-299' };
    const { properties } = rendered(
      Exposure.internal(DOMAIN),
      EnvironmentTier.PRODUCTION,
      { protocol: GRPC },
      {
        defaults,
      },
    );
    expect(properties('targetGroup')).toMatchObject({ HealthCheckPath: METHOD, Matcher: { GrpcCode: '0' } });
  });
});

test('HTTP/2 has its own probe, where the curl of the image can', () => {
  const made = onCdk({ protocol: HTTP2 });
  expect(made.properties('targetGroup')).toMatchObject({
    ProtocolVersion: 'HTTP2',
    HealthCheckPath: '/health',
    Matcher: { HttpCode: '200' },
  });
  expect(portOf(made).AppProtocol).toBe('http2');
  expect(portOf(onCdk({})).AppProtocol).toBe('http');
  expect(probeOf(made)[1]).toBe(
    'if command -v curl >/dev/null && curl -V | grep -q HTTP2; then ' +
      "curl --http2-prior-knowledge -fsS -o /dev/null 'http://127.0.0.1:8080/health'; fi",
  );
});

describe.each([GRPC, HTTP2])('%s', protocol => {
  test.each(Object.entries(EXPOSURES))('%s: needs HTTPS at a load balancer', (_, exposure) => {
    const tls = rendered(exposure()).service.decisions.find(({ name }) => name === 'service.tls')!.value;
    const make = [() => onCdk({ protocol }, exposure()), () => written({ protocol, exposure: exposure() })];
    for (const each of make) {
      if (tls === 'load-balancer' || tls === 'shared') {
        expect(each).not.toThrow();
      } else {
        const { complaint } = refusal(each);
        expect(complaint.what).toContain(`protocol is ${protocol}, and`);
        expect(complaint.hint).toContain('domainName');
      }
    }
  });
});

test('a change of protocol is another target group: the one that is there cannot change', () => {
  const ids = [HTTP1, HTTP2, GRPC].map(protocol =>
    onCdk({ protocol })
      .id('targetGroup')
      .replace(/[0-9A-F]{8}$/, ''),
  );
  expect(ids).toEqual(['OrdersTargetGroup', 'OrdersHttp2TargetGroup', 'OrdersGrpcTargetGroup']);
  const exposed = [HTTP1, GRPC].map(protocol =>
    onCdk({ protocol }, Exposure.publicHttps(DOMAIN))
      .id('targetGroup')
      .replace(/[0-9A-F]{8}$/, ''),
  );
  expect(exposed).toEqual(['OrdersPublicTargetGroup', 'OrdersPublicGrpcTargetGroup']);
});
