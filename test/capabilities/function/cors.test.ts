import { functionIn, rendered, written } from './fixture';
import { FunctionHttp } from '../../../src/capabilities/function/props';
import { HttpCors, HttpCorsMethod } from '../../../src/parts/http-api/cors';
import { EnvironmentTier } from '../../../src/path/tier';
import { refusal } from '../../fixtures/errors';
import { stackOn } from '../../fixtures/stacks';

const { GET, POST } = HttpCorsMethod;
const SHOP = 'https://shop.acme.com';
const TOKENS = { issuer: 'https://login.acme.com', audience: ['signup'] };
const PAGES: HttpCors = { allowedOrigins: [SHOP], allowedMethods: [GET, POST] };
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
const ROUTES = METHODS.flatMap(method => [`${method} /{proxy+}`, `${method} /`]);

/** What an HTTP API says to browsers, on both engines, in the spelling of CloudFormation. */
function said(http: FunctionHttp) {
  const { properties } = rendered({ http });
  const { slots } = written({ http });
  const spelled = Object.entries(slots.httpApi.cors_configuration ?? {}).map(([name, value]) => [
    name.replace(/(^|_)([a-z])/g, (...[, , letter]) => letter.toUpperCase()),
    value,
  ]);
  expect(Object.fromEntries(spelled)).toEqual(properties('httpApi').CorsConfiguration ?? {});
  return properties('httpApi').CorsConfiguration;
}

describe('pages of other websites', () => {
  test.each<[string, FunctionHttp, string[]]>([
    ['everyone', FunctionHttp.openToEveryone({ cors: PAGES }), ['content-type']],
    ['tokens', FunctionHttp.jwt({ ...TOKENS, cors: PAGES }), ['content-type', 'authorization']],
    [
      'IAM',
      FunctionHttp.iam({ cors: PAGES }),
      ['content-type', 'authorization', 'x-amz-date', 'x-amz-security-token', 'x-amz-content-sha256'],
    ],
  ])('may send what is read of %s, without cookies, and remember it for an hour', (_, http, AllowHeaders) => {
    expect(said(http)).toEqual({
      AllowOrigins: [SHOP],
      AllowMethods: ['GET', 'POST'],
      AllowHeaders,
      AllowCredentials: false,
      MaxAge: 3600,
    });
  });

  test('get what the team says', () => {
    const cors = {
      ...PAGES,
      allowedHeaders: ['X-Request-Id', 'Authorization'],
      exposedHeaders: ['x-request-id'],
      allowCredentials: true,
      maxAgeSeconds: 0,
    };
    expect(said(FunctionHttp.jwt({ ...TOKENS, cors }))).toEqual({
      AllowOrigins: [SHOP],
      AllowMethods: ['GET', 'POST'],
      AllowHeaders: ['X-Request-Id', 'Authorization'],
      ExposeHeaders: ['x-request-id'],
      AllowCredentials: true,
      MaxAge: 0,
    });
    const none = { ...PAGES, allowedHeaders: [], exposedHeaders: [] };
    expect(said(FunctionHttp.openToEveryone({ cors: none }))).not.toHaveProperty('AllowHeaders');
    expect(said(FunctionHttp.jwt({ ...TOKENS, cors: { ...none, allowedHeaders: ['*'] } })).AllowHeaders).toEqual([
      '*',
      'authorization',
    ]);
  });

  test('get nothing unless asked for', () => {
    for (const cors of [undefined, null as any]) expect(said(FunctionHttp.iam({ cors }))).toBeUndefined();
    expect(said(FunctionHttp.iam(null as any))).toBeUndefined();
  });

  test.each([
    ['AWS_IAM', FunctionHttp.iam({ cors: PAGES })],
    ['JWT', FunctionHttp.jwt({ ...TOKENS, cors: PAGES })],
    ['NONE', FunctionHttp.openToEveryone({ cors: PAGES })],
  ])('ask before they call: no route catches OPTIONS, where all others ask for %s', (authorization, http) => {
    const { fn, template, properties, idOf } = rendered({ http });
    const routes = Object.values<any>(template.findResources('AWS::ApiGatewayV2::Route'));
    expect(routes.map(({ Properties }) => Properties.RouteKey).sort()).toEqual([...ROUTES].sort());
    expect(new Set(routes.map(({ Properties }) => Properties.AuthorizationType))).toEqual(new Set([authorization]));
    for (const { Properties } of routes) {
      expect(Properties.AuthorizerId).toEqual(authorization === 'JWT' ? { Ref: idOf('httpApiAuthorizer') } : undefined);
      expect(Properties.Target).toEqual({ 'Fn::Join': ['', ['integrations/', { Ref: idOf('httpApiIntegration') }]] });
    }
    expect(fn.resources.httpApiMethodRoutes).toHaveLength(ROUTES.length);
    expect(fn.resources.httpApiRoute).toBeUndefined();
    expect(properties('httpApiPostRoute').RouteKey).toBe('POST /{proxy+}');
    expect(properties('httpApiPostRootRoute').RouteKey).toBe('POST /');

    const { slots } = written({ http });
    const made = Object.values<any>(slots).filter(({ route_key: key }) => key !== undefined);
    expect(made.map(({ route_key: key }) => key).sort()).toEqual([...ROUTES].sort());
    expect(new Set(made.map(each => each.authorization_type))).toEqual(new Set([authorization]));
  });

  test('do not change the route of those without any', () => {
    const { fn, template } = rendered({ http: FunctionHttp.iam() });
    template.resourceCountIs('AWS::ApiGatewayV2::Route', 1);
    expect(fn.resources.httpApiMethodRoutes).toEqual([]);
    expect(written({ http: FunctionHttp.iam() }).slots.httpApiRoute.route_key).toBe('$default');
  });
});

describe('what cannot be right is refused', () => {
  test.each<[string, any, RegExp]>([
    ['no object', 'https://shop.acme.com', /^options.cors is "https/],
    ['a misspelt name', { ...PAGES, allowedOrigin: [] }, /^'allowedOrigin' is not a name in options.cors/],
    ['no origins', { allowedMethods: [GET] }, /^cors.allowedOrigins is undefined/],
    ['an empty list of origins', { ...PAGES, allowedOrigins: [] }, /^cors.allowedOrigins is \[\]/],
    ['one origin as a text', { ...PAGES, allowedOrigins: SHOP }, /^options.cors.allowedOrigins is "https/],
    ['an origin that is no text', { ...PAGES, allowedOrigins: [1] }, /^options.cors.allowedOrigins\[0\] is 1/],
    ['a host without a scheme', { ...PAGES, allowedOrigins: ['acme.com'] }, /has "acme.com"/],
    ['a slash at the end', { ...PAGES, allowedOrigins: [`${SHOP}/`] }, /has "https:\/\/shop.acme.com\/"/],
    ['a path', { ...PAGES, allowedOrigins: [`${SHOP}/a`] }, /has "https:\/\/shop.acme.com\/a"/],
    ['a star in a host', { ...PAGES, allowedOrigins: ['https://*.acme.com'] }, /has "https:\/\/\*.acme.com"/],
    ['capital letters', { ...PAGES, allowedOrigins: ['https://Acme.com'] }, /has "https:\/\/Acme.com"/],
    ['a port that browsers leave out', { ...PAGES, allowedOrigins: [`${SHOP}:443`] }, /has "https.*:443"/],
    ['every website and one', { ...PAGES, allowedOrigins: ['*', SHOP] }, /has '\*' and others/],
    ['no methods', { allowedOrigins: [SHOP] }, /^cors.allowedMethods is undefined/],
    ['an empty list of methods', { ...PAGES, allowedMethods: [] }, /^cors.allowedMethods is \[\]/],
    [
      'the method of the question',
      { ...PAGES, allowedMethods: ['OPTIONS'] },
      /^options.cors.allowedMethods\[0\] is "OPTIONS"/,
    ],
    ['a method in small letters', { ...PAGES, allowedMethods: ['get'] }, /^options.cors.allowedMethods\[0\] is "get"/],
    ['a header that is none', { ...PAGES, allowedHeaders: ['x y'] }, /^cors.allowedHeaders has "x y"/],
    ['an empty header', { ...PAGES, exposedHeaders: [''] }, /^cors.exposedHeaders has ""/],
    ['headers as a text', { ...PAGES, allowedHeaders: 'x' }, /^options.cors.allowedHeaders is "x"/],
    [
      'credentials that are no answer',
      { ...PAGES, allowCredentials: 'yes' },
      /^options.cors.allowCredentials is "yes"/,
    ],
    ['a time that is no number', { ...PAGES, maxAgeSeconds: '60' }, /^options.cors.maxAgeSeconds is "60"/],
    ...['*', 'https://*', 'http://*'].map<[string, any, RegExp]>(origin => [
      `credentials for ${origin}`,
      { ...PAGES, allowCredentials: true, allowedOrigins: [origin] },
      /^cors.allowCredentials is true, and cors.allowedOrigins has/,
    ]),
    ...['allowedHeaders', 'exposedHeaders'].map<[string, any, RegExp]>(list => [
      `credentials with every one of ${list}`,
      { ...PAGES, allowCredentials: true, [list]: ['*'] },
      new RegExp(`^cors.allowCredentials is true, and cors.${list} has`),
    ]),
  ])('%s', (_, cors, what) => {
    for (const http of [
      () => FunctionHttp.iam({ cors }),
      () => FunctionHttp.jwt({ ...TOKENS, cors }),
      () => FunctionHttp.openToEveryone({ cors }),
    ]) {
      const { complaint } = refusal(http);
      expect(complaint.what).toMatch(what);
      expect(complaint.hint).toMatch(/\S/);
      expect(complaint.where).toMatch(/^FunctionHttp\./);
    }
  });

  test.each([-1, 86_401, 1.5])('a time of %d seconds, when the function is made', maxAgeSeconds => {
    const http = FunctionHttp.openToEveryone({ cors: { ...PAGES, maxAgeSeconds } });
    expect(refusal(() => functionIn(stackOn(EnvironmentTier.PRODUCTION), { http })).complaint.what).toContain(
      `function.corsMaxAgeSeconds is ${maxAgeSeconds}`,
    );
  });

  test('but not what is known at deployment only', () => {
    const token = '${Token[TOKEN.99]}';
    const cors = { ...PAGES, allowedOrigins: [token], allowedHeaders: [token] };
    expect(() => FunctionHttp.openToEveryone({ cors })).not.toThrow();
  });
});
