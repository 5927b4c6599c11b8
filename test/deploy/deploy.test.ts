// Deploys the built package, as users get it: `npm test -- test/deploy` builds it first, jest alone takes what is in
// lib/.
import { existsSync, readdirSync } from 'fs';
import { resolve } from 'path';
import { AwsApi } from './aws-api';
import { CdkApp, Context } from './cdk';
import { changing } from './changing';
import { collection } from './collection';
import { development } from './development';
import { EmbeddedAws } from './embedded-aws';
import { environments } from './environments';
import { failing } from './failing';
import { production } from './production';
import { begin, scenario } from './scenario';
import { PREFIX, twoTeams } from './two-teams';
import { workInDevelopment, workInProduction } from './work';

let embedded: EmbeddedAws;
let api: AwsApi;

beforeAll(async () => {
  embedded = await EmbeddedAws.start();
  api = new AwsApi(embedded);
  begin();
}, 600_000); // The first time, the embedded AWS is installed.

afterAll(async () => {
  await embedded?.stop();
}, 60_000);

const aws = () => api;
const awsOf = (account?: string) => (account ? new AwsApi(embedded, account) : api);

const app = (name: string, assembly: string, context: Context) => () => new CdkApp(embedded, name, assembly, context);

scenario('a shop in production', steps =>
  production(steps, aws, app('shop', 'production', { stack: 'Shop', tier: 'production' })),
);
scenario('a shop in development', steps =>
  development(steps, aws, app('shop', 'development', { stack: 'Draft', tier: 'development' })),
);
scenario('two teams', steps =>
  twoTeams(steps, aws, app('platform', 'platform', { prefix: PREFIX }), app('team', 'team', { prefix: PREFIX })),
);
scenario('work in production', steps =>
  workInProduction(steps, aws, app('work', 'work', { stack: 'Work', tier: 'production' })),
);
scenario('work in development', steps =>
  workInDevelopment(steps, aws, app('work', 'sketch', { stack: 'Sketch', tier: 'development' })),
);
scenario('an environment and a team in it', steps =>
  environments(steps, aws, app('environment', 'environment', {}), app('environment-user', 'environment-user', {})),
);
scenario('a platform that collects', steps =>
  collection(steps, awsOf, tier =>
    app('insights', 'insights', { stack: 'Insights', tier, accounts: '111122223333' })(),
  ),
);
scenario('an app that changes', steps => changing(steps, aws, app('changing', 'changing', {}), () => embedded));
scenario('one of everything, whose deployment fails', steps =>
  failing(steps, aws, app('everything', 'everything', {}), () => embedded.env),
);

// A capability can bring a scenario of its own: test/capabilities/X/deployed.ts, with the app beside it.
const CAPABILITIES = resolve(__dirname, '../capabilities');
for (const id of readdirSync(CAPABILITIES)) {
  if (!existsSync(`${CAPABILITIES}/${id}/deployed.ts`)) continue;
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the folders are known only now
  const { deployed } = require(`${CAPABILITIES}/${id}/deployed`);
  scenario(`${id}, by itself`, steps => deployed(steps, aws, app(`${CAPABILITIES}/${id}/deployed-app`, id, {})));
}
