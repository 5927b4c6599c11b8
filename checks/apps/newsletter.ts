/** The newsletter as its users deploy it, to an account that the CLI tells; a tier that nobody names is production. */
process.env.CDK_DEFAULT_ACCOUNT = '111122223333';
process.env.CDK_DEFAULT_REGION = 'eu-west-1';
// eslint-disable-next-line @typescript-eslint/no-require-imports -- after the lines above
require('../../examples/newsletter/infra/app');
