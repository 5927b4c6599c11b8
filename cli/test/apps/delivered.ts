// A service in an environment. Where it is written to a folder whose name ends in `-failing`, an escape has a value that
// AWS refuses.
import { App, DefaultStackSynthesizer, Stack, Stage } from 'aws-cdk-lib';
import { Edition, EnvironmentTier, GoldenPath, GoldenPathService, Patch, ServiceSource } from '../../../src/index';

const outdir = process.argv[2]!;
const app = new App({ outdir });
const production = new Stage(app, 'Production', { env: { account: '000000000000', region: 'eu-west-1' } });
new GoldenPath({ organization: 'acme', edition: Edition.V2026_12, tier: EnvironmentTier.STAGING }).attachTo(production);
const synthesizer = new DefaultStackSynthesizer({ generateBootstrapVersionRule: false });
const stack = new Stack(production, 'Shop', { synthesizer });
const shop = new GoldenPathService(stack, 'Shop', {
  owner: 'team-shop',
  source: ServiceSource.image('public.ecr.aws/acme/shop:1.4.2'),
});
if (outdir.endsWith('-failing')) {
  shop.escape('memoryAlarm', Patch.property('ComparisonOperator', 'Sideways'), {
    reason: 'memory is better low',
    owner: 'team-shop',
    reviewBy: '2027-06-30',
  });
}
app.synth();
