// Functions that pages of another website call: one for those who sign, one for everyone; and one with a domain.
const { App, Stack } = require('aws-cdk-lib');
const { CfnHostedZone } = require('aws-cdk-lib/aws-route53');
const { Edition, FunctionCode, FunctionHttp, GoldenPath, GoldenPathFunction, HttpCorsMethod } = require('goldenpath');

const app = new App();
new GoldenPath({ organization: 'acme', owner: 'team-shop', edition: Edition.V2026_12 }).attachTo(app);
const stack = new Stack(app, 'Pages');
const cors = {
  allowedOrigins: ['https://shop.acme.com'],
  allowedMethods: [HttpCorsMethod.GET, HttpCorsMethod.POST],
  exposedHeaders: ['x-method'],
  allowCredentials: true,
};
const code = FunctionCode.asset(`${__dirname}/deployed-program`, { runtime: 'nodejs24.x', handler: 'index.handler' });
new GoldenPathFunction(stack, 'Closed', { code, http: FunctionHttp.iam({ cors }) });
new GoldenPathFunction(stack, 'Open', { code, http: FunctionHttp.openToEveryone({ cors }) });
const zone = new CfnHostedZone(stack, 'Zone', { name: 'acme.com.' });
const domain = { domainName: 'named.acme.com', hostedZoneId: zone.ref };
new GoldenPathFunction(stack, 'Named', { code, http: FunctionHttp.openToEveryone(domain) });

// Functions that call functions: with a signature, or with a token that STS signs for their role.
const calls = new Stack(app, 'Calls');
const issuer = 'https://00000000-0000-0000-0000-000000000000.tokens.sts.global.api.aws';
const signs = id => new GoldenPathFunction(calls, id, { code, http: FunctionHttp.iam() });
const [payments, refunds] = [signs('Payments'), signs('Refunds')];
const letters = new GoldenPathFunction(calls, 'Letters', {
  code,
  http: FunctionHttp.jwt({ issuer, audience: ['https://letters.acme.com'] }),
});
const calling = FunctionCode.asset(`${__dirname}/deployed-caller`, { runtime: 'nodejs24.x', handler: 'index.handler' });
new GoldenPathFunction(calls, 'Orders', { code: calling }).uses(payments).uses(letters);
new GoldenPathFunction(calls, 'Stranger', { code: calling }).uses(refunds);
