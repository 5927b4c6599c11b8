import { Template } from 'aws-cdk-lib/assertions';
import { terraformServiceIn } from './terraform-fixture';
import { Exposure, ServiceProtocol, SignIn } from '../../../src/capabilities/service/props';
import { samples } from '../../../src/capabilities/service/samples';
import { EnvironmentTier } from '../../../src/path/tier';
import { refusal } from '../../fixtures/errors';
import { serviceIn, SHARED_LISTENER } from '../../fixtures/services';
import { stackOn } from '../../fixtures/stacks';
import { configurationOf, terraformStackOn } from '../../fixtures/terraform';

const { DEVELOPMENT } = EnvironmentTier;
const DOMAIN = { domainName: 'desk.acme.com', hostedZoneId: 'Z0123456789ABC' };
const ARN = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:desk-AbCdEf';
const PROVIDER = {
  issuer: 'https://login.acme.com',
  authorizationEndpoint: 'https://login.acme.com/authorize',
  tokenEndpoint: 'https://login.acme.com/token',
  userInfoEndpoint: 'https://login.acme.com/userinfo',
  clientId: 'desk',
  clientSecretArn: ARN,
};
const POOL = {
  userPoolArn: 'arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_a1B2c3D4e',
  userPoolClientId: '1a2b3c4d5e6f',
  userPoolDomain: 'acme',
};
const SHARED = { listenerArn: SHARED_LISTENER, securityGroupId: 'sg-0123456789abcdef0' };

function templateOf(exposure: Exposure): Template {
  const stack = stackOn(DEVELOPMENT);
  serviceIn(stack, { exposure });
  return Template.fromStack(stack);
}
const actionsOf = (exposure: Exposure, type = 'AWS::ElasticLoadBalancingV2::Listener', key = 'DefaultActions') =>
  Object.values(templateOf(exposure).findResources(type)).map(({ Properties }) => Properties[key]);
const own = (signIn: SignIn) => Exposure.publicHttps({ ...DOMAIN, signIn });
const RULE = ['AWS::ElasticLoadBalancingV2::ListenerRule', 'Actions'] as const;

test('without it, a request goes to the tasks at once', () => {
  expect(actionsOf(Exposure.publicHttps(DOMAIN))).toEqual([[{ Type: 'forward', TargetGroupArn: expect.anything() }]]);
});

test('people sign in before a request goes to the tasks, with a secret that the template only names', () => {
  const template = templateOf(own(SignIn.oidc({ ...PROVIDER, clientSecretField: 'secret', sessionSeconds: 60 })));
  const [{ Properties }] = Object.values(template.findResources('AWS::ElasticLoadBalancingV2::Listener'));
  expect(Properties.DefaultActions).toEqual([
    {
      Type: 'authenticate-oidc',
      Order: 1,
      AuthenticateOidcConfig: {
        Issuer: PROVIDER.issuer,
        AuthorizationEndpoint: PROVIDER.authorizationEndpoint,
        TokenEndpoint: PROVIDER.tokenEndpoint,
        UserInfoEndpoint: PROVIDER.userInfoEndpoint,
        ClientId: 'desk',
        ClientSecret: `{{resolve:secretsmanager:${ARN}:SecretString:secret::}}`,
        Scope: 'openid',
        OnUnauthenticatedRequest: 'authenticate',
        SessionTimeout: '60',
      },
    },
    { Type: 'forward', Order: 2, TargetGroupArn: expect.anything() },
  ]);
});

test('a user pool needs no secret here, and a session lasts a working day', () => {
  const [[first]] = actionsOf(own(SignIn.cognito(POOL)));
  expect(first).toEqual({
    Type: 'authenticate-cognito',
    Order: 1,
    AuthenticateCognitoConfig: {
      UserPoolArn: POOL.userPoolArn,
      UserPoolClientId: POOL.userPoolClientId,
      UserPoolDomain: 'acme',
      Scope: 'openid',
      OnUnauthenticatedRequest: 'authenticate',
      SessionTimeout: '28800',
    },
  });
});

test('the load balancer reaches the identity provider, and without one nothing but the tasks', () => {
  const egress = (exposure: Exposure) =>
    Object.values(templateOf(exposure).findResources('AWS::EC2::SecurityGroup'))
      .filter(({ Properties }) => Properties.GroupDescription.startsWith('Load balancer'))
      .flatMap(({ Properties }) => Properties.SecurityGroupEgress.map((rule: any) => [rule.FromPort, rule.CidrIp]));
  expect(egress(own(SignIn.oidc(PROVIDER)))).toEqual([
    [0, undefined],
    [443, '0.0.0.0/0'],
  ]);
  expect(egress(Exposure.publicHttps(DOMAIN))).toEqual([[0, undefined]]);
});

test('open paths have a rule of their own, which asks nobody', () => {
  const signIn = SignIn.oidc({ ...PROVIDER, openPaths: ['/public/*'] });
  templateOf(own(signIn)).hasResourceProperties(RULE[0], {
    Priority: 1,
    Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/public/*'] } }],
    Actions: [{ Type: 'forward' }],
  });
});

describe('behind a shared load balancer', () => {
  const shared = (more: object) =>
    Exposure.sharedLoadBalancer({ ...SHARED, hostHeaders: ['desk.acme.com'], ...more } as any);

  test('the rule has both actions, with a time that is a number', () => {
    const [[first, second]] = actionsOf(shared({ signIn: SignIn.oidc(PROVIDER) }), ...RULE);
    expect([first.Type, first.AuthenticateOidcConfig.SessionTimeout]).toEqual(['authenticate-oidc', 28_800]);
    expect([second.Type, second.Order]).toEqual(['forward', 2]);
  });

  test.each([[{}], [{ priority: 7 }]])('the rule for open paths comes first, with %j', more => {
    const signIn = SignIn.cognito({ ...POOL, openPaths: ['/hooks/*'] });
    const rules = Object.values(templateOf(shared({ ...more, signIn })).findResources(RULE[0])).map(
      ({ Properties }) => Properties,
    );
    const isOpen = (rule: any) => rule.Actions.length === 1;
    const [open, other] = [rules.find(isOpen)!, rules.find(rule => !isOpen(rule))!];
    expect(open.Priority).toBeLessThan(other.Priority);
    expect(open.Conditions.map((each: any) => each.Field).sort()).toEqual(['host-header', 'path-pattern']);
  });

  test.each([
    ['paths of others', { pathPatterns: ['/desk/*'], openPaths: ['/hooks/*'] }, 'pathPatterns'],
    ['no number before its own', { priority: 1, openPaths: ['/hooks/*'] }, 'number before'],
    ['too many values', { openPaths: ['/a', '/b', '/c', '/d', '/e'] }, 'five values'],
  ])('refused are open paths with %s', (_, { openPaths, ...more }: any, says) => {
    const exposure = shared({ ...more, signIn: SignIn.cognito({ ...POOL, openPaths }) });
    expect(refusal(() => templateOf(exposure)).message).toContain(says);
  });
});

test('on Terraform the secret is read, and the rest is the same', () => {
  const stack = terraformStackOn(DEVELOPMENT);
  const signIn = SignIn.oidc({ ...PROVIDER, clientSecretField: 'secret', openPaths: ['/public/*'] });
  const service = terraformServiceIn(stack, { exposure: own(signIn) });
  expect(service.slots).toEqual(expect.arrayContaining(['openPathsRule', 'signInEgress']));
  const { resource, data } = configurationOf(stack);
  const [listener]: any[] = Object.values(resource.aws_lb_listener);
  const [first, second] = listener.default_action;
  expect([first.type, first.order, second.type, second.order]).toEqual(['authenticate-oidc', 1, 'forward', 2]);
  expect(first.authenticate_oidc).toMatchObject({ session_timeout: 28_800, scope: 'openid', issuer: PROVIDER.issuer });
  expect(first.authenticate_oidc.client_secret).toMatch(/jsondecode\(data\.aws_secretsmanager_secret_version\./);
  expect(Object.values<any>(data.aws_secretsmanager_secret_version)[0].secret_id).toBe(ARN);
});

describe('refused', () => {
  test('without a domain name, where an HTTP API stands before it', () => {
    const exposure = Exposure.publicHttps({ signIn: SignIn.oidc(PROVIDER) });
    expect(refusal(() => templateOf(exposure)).complaint.what).toContain('needs a domainName');
  });

  test('inside the network', () => {
    expect(() => Exposure.internal({ ...DOMAIN, signIn: SignIn.oidc(PROVIDER) } as any)).toThrow('signIn');
  });

  test('with gRPC', () => {
    const props = { exposure: own(SignIn.oidc(PROVIDER)), protocol: ServiceProtocol.GRPC };
    expect(refusal(() => serviceIn(stackOn(DEVELOPMENT), props)).complaint.what).toContain('browser');
  });

  test.each([
    ['an issuer without TLS', { issuer: 'http://login.acme.com' }],
    ['no token endpoint', { tokenEndpoint: undefined }],
    ['a client secret in the place of its ARN', { clientSecretArn: 'hunter2' }],
    ['a field with a colon', { clientSecretField: 'a:b' }],
    ['no open paths', { openPaths: [] }],
    ['all paths open', { openPaths: ['/*'] }],
    ['a path without a slash', { openPaths: ['public'] }],
  ])('%s', (_, more: any) => {
    const error = refusal(() => SignIn.oidc({ ...PROVIDER, ...more }));
    expect(error.message).toContain(Object.keys(more)[0]);
  });

  test.each([0, 604_801, 1.5])('a session of %p seconds', sessionSeconds => {
    expect(() => templateOf(own(SignIn.cognito({ ...POOL, sessionSeconds })))).toThrow('signInSessionSeconds');
  });

  test.each([['userPoolArn'], ['userPoolClientId'], ['userPoolDomain']])('a user pool without %s', name => {
    expect(() => SignIn.cognito({ ...POOL, [name]: '' })).toThrow(name);
  });

  test('a program that would have to sign in; with an open path it finds one', () => {
    const stack = stackOn(DEVELOPMENT);
    const orders = serviceIn(stack, {}, 'Orders');
    const desk = serviceIn(stack, { exposure: own(SignIn.cognito(POOL)) }, 'Desk');
    expect(refusal(() => orders.uses(desk)).complaint.hint).toContain('openPaths');
    const domain = { ...DOMAIN, domainName: 'open.acme.com' };
    const open = Exposure.publicHttps({ ...domain, signIn: SignIn.cognito({ ...POOL, openPaths: ['/api/*'] }) });
    expect(() => orders.uses(serviceIn(stack, { exposure: open }, 'Open'))).not.toThrow();
  });
});

test('the samples have both providers', () => {
  const kinds = Object.values<any>(samples.others!).flatMap(({ exposure }) => exposure?.signIn?._kind ?? []);
  expect(new Set(kinds)).toEqual(new Set(['oidc', 'cognito']));
});
