// What a platform team collects, in the account in which it collects.
import { App, BootstraplessSynthesizer, Stack } from 'aws-cdk-lib';
import { Edition, EnvironmentTier, GoldenPath, PlatformInsights } from '../../../src/index';

const app = new App({ outdir: process.argv[2] });
new GoldenPath({
  organization: 'acme',
  edition: Edition.V2026_12,
  tier: EnvironmentTier.STAGING,
  owner: 'platform',
}).attachTo(app);
new PlatformInsights(new Stack(app, 'Insights', { synthesizer: new BootstraplessSynthesizer() }), 'Insights');
app.synth();
