import { Template } from 'aws-cdk-lib/assertions';
import { terraformServiceIn } from './terraform-fixture';
import { Access } from '../../../src/binding/binding';
import { GoldenPathService } from '../../../src/capabilities/service/aws';
import { Exposure } from '../../../src/capabilities/service/props';
import { callingOf, HttpAuthorization, HttpCallers } from '../../../src/parts/http-api/authorization';
import { EnvironmentTier } from '../../../src/path/tier';
import { refusal } from '../../fixtures/errors';
import { serviceIn } from '../../fixtures/services';
import { stackOn } from '../../fixtures/stacks';
import { configurationOf, terraformStackOn } from '../../fixtures/terraform';

const { DEVELOPMENT } = EnvironmentTier;
const TOKENS = { issuer: 'https://login.acme.com', audience: ['orders', 'shop'] };
const only = (stack: any, type: string): any => Object.values(configurationOf(stack).resource[type])[0];
const asked = (authorization: HttpAuthorization) => ({ exposure: Exposure.publicHttps({ authorization }) });

test('without it, the HTTP API lets in everybody', () => {
  const stack = stackOn(DEVELOPMENT);
  serviceIn(stack, { exposure: Exposure.publicHttps() });
  Template.fromStack(stack).hasResourceProperties('AWS::ApiGatewayV2::Route', { AuthorizationType: 'NONE' });
});

test('a platform team makes callers sign, whichever way a service became public', () => {
  for (const props of [{ exposure: Exposure.publicHttps() }, {}]) {
    const defaults = { 'service.authorization': 'iam', 'service.exposure': 'public' };
    const stack = stackOn(DEVELOPMENT, { defaults });
    serviceIn(stack, props);
    Template.fromStack(stack).hasResourceProperties('AWS::ApiGatewayV2::Route', { AuthorizationType: 'AWS_IAM' });
  }
});

test('callers who sign are checked by IAM, on both engines', () => {
  const stack = stackOn(DEVELOPMENT);
  serviceIn(stack, asked(HttpAuthorization.iam()));
  Template.fromStack(stack).hasResourceProperties('AWS::ApiGatewayV2::Route', { AuthorizationType: 'AWS_IAM' });
  const terraform = terraformStackOn(DEVELOPMENT);
  terraformServiceIn(terraform, asked(HttpAuthorization.iam()));
  expect(only(terraform, 'aws_apigatewayv2_route').authorization_type).toBe('AWS_IAM');
});

test('tokens are checked by an authorizer that is a slot, on both engines', () => {
  const stack = stackOn(DEVELOPMENT);
  const service = serviceIn(stack, asked(HttpAuthorization.jwt(TOKENS)));
  expect(service.slots).toContain('httpApiAuthorizer');
  Template.fromStack(stack).hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
    AuthorizerType: 'JWT',
    IdentitySource: ['$request.header.Authorization'],
    JwtConfiguration: { Issuer: TOKENS.issuer, Audience: TOKENS.audience },
  });
  const terraform = terraformStackOn(DEVELOPMENT);
  terraformServiceIn(terraform, asked(HttpAuthorization.jwt(TOKENS)));
  expect(only(terraform, 'aws_apigatewayv2_authorizer').jwt_configuration).toEqual(TOKENS);
  expect(only(terraform, 'aws_apigatewayv2_route').authorization_type).toBe('JWT');
});

test('a caller with tokens of the account may get one for the first audience, and for no other', () => {
  const issuer = 'https://0a1b2c3d-0000-4000-8000-000000000000.tokens.sts.global.api.aws';
  expect(callingOf({ callers: HttpCallers.JWT, tokens: { ...TOKENS, issuer } })).toEqual({
    environment: { ISSUER: issuer, AUDIENCE: 'orders' },
    permissions: [
      {
        actions: ['sts:GetWebIdentityToken'],
        resources: ['*'],
        conditions: { 'ForAllValues:StringEquals': { 'sts:IdentityTokenAudience': ['orders'] } },
      },
    ],
  });
});

test('tokens of another issuer are that issuer’s to give', () => {
  expect(callingOf({ callers: HttpCallers.JWT, tokens: TOKENS })).toEqual({
    environment: { ISSUER: 'https://login.acme.com', AUDIENCE: 'orders' },
    permissions: [],
  });
});

test('a platform team that opens an API gives nobody what the tokens of its team would', () => {
  expect(callingOf({ callers: HttpCallers.OPEN, tokens: TOKENS })).toEqual({ environment: {}, permissions: [] });
});

describe('refused', () => {
  const DOMAIN = { domainName: 'orders.acme.com', hostedZoneId: 'Z0123456789ABC' };

  test('with a domain name, where there is no HTTP API', () => {
    const exposure = Exposure.publicHttps({ ...DOMAIN, authorization: HttpAuthorization.iam() });
    expect(refusal(() => serviceIn(stackOn(DEVELOPMENT), { exposure })).complaint.what).toContain(
      'with a domainName there',
    );
  });

  test.each([
    ['no issuer', { audience: ['orders'] }],
    ['an issuer without TLS', { ...TOKENS, issuer: 'http://login.acme.com' }],
    ['nobody that they are for', { ...TOKENS, audience: [] }],
    ['51 audiences', { ...TOKENS, audience: Array.from({ length: 51 }, (_, i) => `a${i}`) }],
    ['no options', undefined],
  ])('tokens with %s', (_, options: any) => {
    expect(() => HttpAuthorization.jwt(options)).toThrow(/issuer|audience/);
  });

  test('what is no HttpAuthorization', () => {
    const exposure = Exposure.publicHttps({ authorization: { iam: true } as any });
    expect(() => serviceIn(stackOn(DEVELOPMENT), { exposure })).toThrow('HttpAuthorization');
  });

  test('tokens of a platform team that does not say whose', () => {
    const stack = stackOn(DEVELOPMENT, { defaults: { 'service.authorization': 'jwt' } });
    const { hint } = refusal(() => serviceIn(stack, { exposure: Exposure.publicHttps() })).complaint;
    expect(hint).toContain('HttpAuthorization.jwt');
  });
});

describe('a service that was made elsewhere', () => {
  const ARN = 'arn:aws:execute-api:eu-west-1:123456789012:a1b2c3d4e5';
  const URL = 'https://a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com';
  const existing = (more: object) =>
    GoldenPathService.fromServiceAttributes(stackOn(DEVELOPMENT), 'Used', { url: URL, ...more });
  const request = { access: Access.READ_WRITE, credentials: 'secret' as any, userName: 'app', consumer: 'Shop/Orders' };

  test('is called by who may sign for its API', () => {
    const { permissions } = existing({ authorization: HttpAuthorization.iam(), executeApiArn: ARN }).bind(request);
    expect(permissions).toEqual([{ actions: ['execute-api:Invoke'], resources: [`${ARN}/*`] }]);
  });

  test.each([
    ['without its ARN', { authorization: HttpAuthorization.iam() }],
    ['with an ARN and nobody who signs', { executeApiArn: ARN }],
    ['with an ARN for tokens', { authorization: HttpAuthorization.jwt(TOKENS), executeApiArn: ARN }],
    ['with the ARN of a stage', { authorization: HttpAuthorization.iam(), executeApiArn: `${ARN}/prod` }],
    ['with what is no HttpAuthorization', { authorization: 'iam' }],
  ])('is refused %s', (_, more) => {
    expect(refusal(() => existing(more)).complaint.hint).toMatch(/executeApiArn|HttpAuthorization|ARN of the API/);
  });
});
