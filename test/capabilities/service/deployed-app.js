// A service where people sign in, with a client secret that stands in Secrets Manager.
const { App, Stack } = require('aws-cdk-lib');
const { CfnHostedZone } = require('aws-cdk-lib/aws-route53');
const { CfnSecret } = require('aws-cdk-lib/aws-secretsmanager');
const goldenpath = require('goldenpath');

const { Edition, EnvironmentTier, Exposure, GoldenPath, GoldenPathService, ServiceSource, SignIn } = goldenpath;
const app = new App();
const path = { organization: 'acme', owner: 'team-desk', edition: Edition.V2026_12, tier: EnvironmentTier.DEVELOPMENT };
new GoldenPath(path).attachTo(app);
const stack = new Stack(app, 'Desk');
const zone = new CfnHostedZone(stack, 'Zone', { name: 'acme.com.' });
const secret = new CfnSecret(stack, 'ClientSecret', { secretString: JSON.stringify({ value: 'of-the-provider' }) });
const signIn = SignIn.oidc({
  issuer: 'https://login.acme.com',
  authorizationEndpoint: 'https://login.acme.com/authorize',
  tokenEndpoint: 'https://login.acme.com/token',
  userInfoEndpoint: 'https://login.acme.com/userinfo',
  clientId: 'desk',
  clientSecretArn: secret.ref,
  clientSecretField: 'value',
  openPaths: ['/public/*'],
});
new GoldenPathService(stack, 'Web', {
  source: ServiceSource.image('public.ecr.aws/acme/desk:3.0.1'),
  exposure: Exposure.publicHttps({ domainName: 'desk.acme.com', hostedZoneId: zone.ref, signIn }),
});
