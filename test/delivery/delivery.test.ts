// What a delivery writes, run for real: by `act`, on this machine and the embedded AWS. `npm test -- test/delivery`
// builds the package first.
import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { goProgram } from './act';
import { Forge } from './forge';
import { DEVELOPMENT, Places, PRODUCTION } from './places';
import { previews } from './previews';
import { promotion } from './promotion';
import { Tokens } from './tokens';
import { AwsApi } from '../deploy/aws-api';
import { runCdk, succeeded } from '../deploy/cdk';
import { EmbeddedAws } from '../deploy/embedded-aws';
import { begin, scenario } from '../deploy/scenario';

const TRUSTS: { readonly [account: string]: string[] } = {
  [DEVELOPMENT]: ['trust-dev', 'trust-staging'],
  [PRODUCTION]: ['trust-production'],
};

const [act, gojq] = ['act', 'gojq'].map(goProgram);
const missing = [act, gojq].flatMap(each => ('skip' in each ? [each.skip] : []));

if (missing.length > 0) {
  test.skip(`the workflows are run (${missing.join('; ')})`, () => {});
} else {
  const folder = mkdtempSync(join(tmpdir(), 'delivery-'));
  let aws: EmbeddedAws;
  let tokens: Tokens;

  beforeAll(async () => {
    aws = await EmbeddedAws.launch();
    tokens = await Tokens.start(aws.endpoint);
    await Promise.all(Object.keys(TRUSTS).map(account => prepare(aws, account, folder)));
    begin();
  }, 600_000);

  afterAll(async () => {
    await tokens?.stop();
    await aws?.stop();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  const forge = (name: string) => () => {
    const programs = { act: (act as { program: string }).program, gojq: (gojq as { program: string }).program };
    return (forges[name] ??= new Forge(join(folder, name), programs, aws, tokens));
  };
  const forges: { [name: string]: Forge } = {};
  const places = (): Places => ({
    [DEVELOPMENT]: new AwsApi(aws, DEVELOPMENT),
    [PRODUCTION]: new AwsApi(aws, PRODUCTION),
  });

  scenario('a commit, from its build to production', steps => promotion(steps, forge('promotion'), places));
  scenario('a pull request', steps => previews(steps, forge('previews'), places));
}

/** What a platform team does once in an account: the bootstrap, and the trust in GitHub. */
async function prepare(aws: EmbeddedAws, account: string, folder: string): Promise<void> {
  const env = { ...aws.env, AWS_ACCESS_KEY_ID: account, CDK_HOME: join(folder, account), CDK_VALIDATION: 'false' };
  succeeded(await runCdk(['bootstrap', `aws://${account}/${aws.region}`], folder, env).ended);
  const app = ['--app', `node "${join(__dirname, 'apps/trust.js')}"`, '--output', join(folder, `trust-${account}`)];
  succeeded(await runCdk(['deploy', ...TRUSTS[account], '--require-approval', 'never', ...app], folder, env).ended);
}
