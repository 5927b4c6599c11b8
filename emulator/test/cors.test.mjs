// Pages of other websites and HTTP APIs. The rules are AWS's:
// [cors] https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
// [routes] https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
// [forwarded] https://repost.aws/questions/QUa05IJrBaSGKwB16CI_IcBw: a route for OPTIONS hands it to its integration
// [credentials] https://github.com/aws/aws-cdk/issues/9076: what the service says of credentials for every origin
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { att, open, ref, sub, template } from './cloud.mjs';

let aws;
before(async () => { aws = await open(); });
after(() => aws?.close());

const program = `exports.handler = async ({ requestContext }) => ({
  statusCode: 200,
  headers: { 'Access-Control-Allow-Origin': 'https://of.the.program', 'x-own': 'kept' },
  body: requestContext.http.method,
});`;
const CORS = { AllowOrigins: ['https://shop.acme.com', 'https://www.acme.com'], AllowMethods: ['GET', 'POST'], AllowHeaders: ['authorization'], ExposeHeaders: ['x-own'], AllowCredentials: true, MaxAge: 600 };
const SHOP = 'https://shop.acme.com';

function api(cors, ...routes) {
  const made = {
    Role: ['AWS::IAM::Role', { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] } }],
    Program: ['AWS::Lambda::Function', { Code: { ZipFile: program }, Runtime: 'nodejs22.x', Handler: 'index.handler', Role: att('Role', 'Arn') }],
    Api: ['AWS::ApiGatewayV2::Api', { Name: 'shop', ProtocolType: 'HTTP', ...(cors && { CorsConfiguration: cors }) }],
    Stage: ['AWS::ApiGatewayV2::Stage', { ApiId: ref('Api'), StageName: '$default', AutoDeploy: true }],
    Integration: ['AWS::ApiGatewayV2::Integration', { ApiId: ref('Api'), IntegrationType: 'AWS_PROXY', IntegrationUri: att('Program', 'Arn'), PayloadFormatVersion: '2.0' }],
    Permission: ['AWS::Lambda::Permission', { FunctionName: ref('Program'), Action: 'lambda:InvokeFunction', Principal: 'apigateway.amazonaws.com', SourceArn: sub('arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*/*') }],
  };
  routes.forEach(([RouteKey, AuthorizationType], i) => {
    made[`Route${i}`] = ['AWS::ApiGatewayV2::Route', { ApiId: ref('Api'), RouteKey, AuthorizationType, Target: sub('integrations/${Integration}') }];
  });
  return template(made, { Url: att('Api', 'ApiEndpoint') });
}

const asks = (url, Origin, more = { 'Access-Control-Request-Method': 'GET' }) => aws.http(`${url}/orders`, { method: 'OPTIONS', headers: { ...(Origin && { Origin }), ...more } });
const told = ({ headers }) => Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('access-control-')));

test('what browsers ask first is answered by API Gateway where no route catches it, whatever the other routes ask for [cors]', async () => {
  const { Url } = await aws.deploy('methods', api(CORS, ['GET /{proxy+}', 'AWS_IAM'], ['GET /', 'AWS_IAM'], ['GET /open', 'NONE']));
  const answer = await asks(Url, SHOP);
  assert.deepEqual([answer.status, answer.body], [204, '']);
  assert.deepEqual(told(answer), {
    'access-control-allow-origin': SHOP, 'access-control-allow-credentials': 'true', 'access-control-allow-methods': 'GET,POST',
    'access-control-allow-headers': 'authorization', 'access-control-expose-headers': 'x-own', 'access-control-max-age': '600',
  });
  assert.deepEqual(told(await asks(Url, 'https://evil.example')), {}, 'another origin');
  assert.deepEqual(told(await asks(Url)), {}, 'no origin');
  assert.deepEqual(told(await asks(Url, SHOP, {})), {}, 'no method');

  const called = (path, headers) => aws.http(`${Url}${path}`, { headers });
  assert.deepEqual(told(await called('/open', { Origin: SHOP })), { 'access-control-allow-origin': SHOP, 'access-control-allow-credentials': 'true', 'access-control-expose-headers': 'x-own' });
  const own = await called('/open', {});
  assert.deepEqual([told(own), own.headers['x-own']], [{}, 'kept'], 'what the program says of origins is ignored');
  assert.deepEqual(told(await called('/open', { Origin: 'https://evil.example' })), {});
  assert.equal((await called('/orders', { Origin: SHOP })).status, 403, 'the call itself needs its authorization');
});

test('the route $default catches OPTIONS too, and asks for its authorization [cors]', async () => {
  const { Url } = await aws.deploy('default', api(CORS, ['$default', 'AWS_IAM']));
  const answer = await asks(Url, SHOP);
  assert.equal(answer.status, 403);
  assert.deepEqual(told(answer), {}, 'headers are added to answers of integrations');
  // The route for OPTIONS comes before $default [routes], and hands what it catches to the program [forwarded].
  const { Url: url } = await aws.deploy('options', api(CORS, ['$default', 'AWS_IAM'], ['OPTIONS /{proxy+}', 'NONE']));
  const forwarded = await asks(url, SHOP);
  assert.deepEqual([forwarded.status, forwarded.body, told(forwarded)['access-control-allow-origin']], [200, 'OPTIONS', SHOP]);
});

test('without CORS, OPTIONS is a method like others [routes]', async () => {
  const { Url } = await aws.deploy('plain', api(undefined, ['$default', 'NONE']));
  const answer = await asks(Url, SHOP);
  assert.deepEqual([answer.status, answer.body], [200, 'OPTIONS']);
  assert.equal(told(answer)['access-control-allow-origin'], 'https://of.the.program');
  const { Url: closed } = await aws.deploy('closed', api(undefined, ['$default', 'AWS_IAM']));
  assert.equal((await asks(closed, SHOP)).status, 403);
  const { Url: none } = await aws.deploy('none', api(undefined, ['GET /{proxy+}', 'NONE']));
  assert.equal((await asks(none, SHOP)).status, 404);
});

test('stars stand for every origin, or for those with a scheme [cors], and not together with credentials [credentials]', async () => {
  const allow = (...AllowOrigins) => api({ AllowOrigins, AllowMethods: ['GET'] }, ['GET /{proxy+}', 'NONE']);
  const { Url: every } = await aws.deploy('every', allow('*'));
  assert.equal(told(await asks(every, 'http://a.example'))['access-control-allow-origin'], '*');
  const { Url: secure } = await aws.deploy('secure', allow('https://*'));
  assert.equal(told(await asks(secure, 'https://a.example'))['access-control-allow-origin'], 'https://a.example');
  assert.deepEqual(told(await asks(secure, 'http://a.example')), {});
  assert.equal((await aws.create('both', api({ AllowOrigins: ['*'], AllowCredentials: true }, ['GET /', 'NONE']))).status, 'ROLLBACK_COMPLETE');
  assert.match(await aws.reasons('both'), /allow-credentials is not supported if 'allow-origin' is \*/);
});
