// Names of their own for HTTP APIs. The rules are AWS's:
// [domain] https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-custom-domain-names.html
// [closed] https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-disable-default-endpoint.html
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { att, open, ref, sub, template } from './cloud.mjs';

let aws;
before(async () => { aws = await open(); });
after(() => aws?.close());

const program = "exports.handler = async ({ rawPath }) => ({ statusCode: 200, body: rawPath });";
const api = (more = {}, domain = {}, certificate = 'api.acme.com') => template({
  Role: ['AWS::IAM::Role', { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] } }],
  Program: ['AWS::Lambda::Function', { Code: { ZipFile: program }, Runtime: 'nodejs22.x', Handler: 'index.handler', Role: att('Role', 'Arn') }],
  Api: ['AWS::ApiGatewayV2::Api', { Name: 'shop', ProtocolType: 'HTTP', ...more }],
  Stage: ['AWS::ApiGatewayV2::Stage', { ApiId: ref('Api'), StageName: '$default', AutoDeploy: true }],
  Integration: ['AWS::ApiGatewayV2::Integration', { ApiId: ref('Api'), IntegrationType: 'AWS_PROXY', IntegrationUri: att('Program', 'Arn'), PayloadFormatVersion: '2.0' }],
  Permission: ['AWS::Lambda::Permission', { FunctionName: ref('Program'), Action: 'lambda:InvokeFunction', Principal: 'apigateway.amazonaws.com', SourceArn: sub('arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*/*') }],
  Route: ['AWS::ApiGatewayV2::Route', { ApiId: ref('Api'), RouteKey: '$default', Target: sub('integrations/${Integration}') }],
  Certificate: ['AWS::CertificateManager::Certificate', { DomainName: certificate, ValidationMethod: 'DNS' }],
  Domain: ['AWS::ApiGatewayV2::DomainName', { DomainName: 'api.acme.com', DomainNameConfigurations: [{ CertificateArn: ref('Certificate'), EndpointType: 'REGIONAL', SecurityPolicy: 'TLS_1_2', ...domain }] }],
  Mapping: ['AWS::ApiGatewayV2::ApiMapping', { ApiId: ref('Api'), DomainName: ref('Domain'), Stage: ref('Stage') }],
}, { Url: att('Api', 'ApiEndpoint') });

test('an API answers by its own name, and by that of AWS’s until it is closed [domain, closed]', async () => {
  const { Url } = await aws.deploy('named', api());
  const named = `http://api.acme.com:${new URL(Url).port}`;
  const answers = async (url) => { const { status, body } = await aws.http(`${url}/orders`, {}); return [status, body]; };
  assert.deepEqual(await answers(Url), [200, '/orders']);
  assert.deepEqual(await answers(named), [200, '/orders']);
  await aws.change('named', api({ DisableExecuteApiEndpoint: true }));
  assert.deepEqual(await answers(Url), [404, '{"message": "Not Found"}']);
  assert.deepEqual(await answers(named), [200, '/orders']);
  await aws.remove('named');
});

for (const [i, [title, made, says]] of [
  ['of a certificate that there is not', api({}, { CertificateArn: 'arn:aws:acm:eu-west-1:000000000000:certificate/none' }), /certificate .* does not exist/],
  ['of a certificate for another name', api({}, {}, 'shop.acme.com'), /api.acme.com is not covered/],
  ['of another policy', api({}, { SecurityPolicy: 'TLS_1_0' }), /TLS_1_2 only/],
].entries()) {
  test(`a name is refused ${title} [domain]`, async () => {
    const stack = `wrong-${i}`;
    assert.equal((await aws.create(stack, made)).status, 'ROLLBACK_COMPLETE');
    assert.match(await aws.reasons(stack), says);
  });
}
