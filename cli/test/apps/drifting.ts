// Queues whose properties are decided, and one that an escape has written.
import { App, DefaultStackSynthesizer, Stack, Stage } from 'aws-cdk-lib';
import { Edition, EnvironmentTier, GoldenPath, ManagedQueue, Patch } from '../../../src/index';

const app = new App({ outdir: process.argv[2]! });
const dev = new Stage(app, 'Dev', { env: { account: '000000000000', region: 'eu-west-1' } });
new GoldenPath({ organization: 'acme', edition: Edition.V2026_12, tier: EnvironmentTier.DEVELOPMENT }).attachTo(dev);
const synthesizer = new DefaultStackSynthesizer({ generateBootstrapVersionRule: false });
const stack = new Stack(dev, 'Mail', { synthesizer });
new ManagedQueue(stack, 'Letters', { owner: 'team-mail', retentionDays: 3 });
const parcels = new ManagedQueue(stack, 'Parcels', { owner: 'team-mail', retentionDays: 3 });
parcels.escape('queue', Patch.property('MessageRetentionPeriod', 7200), {
  reason: 'two hours, by law',
  owner: 'legal',
});
new Stack(dev, 'Later', { synthesizer });
app.synth();
