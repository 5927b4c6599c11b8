// Functions that pages of another website call: one for those who sign, one for everyone.
const { App, Stack } = require('aws-cdk-lib');
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
