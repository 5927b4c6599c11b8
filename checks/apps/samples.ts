import { App, Stack } from 'aws-cdk-lib';
import { capabilityIds, loadCapability, makeSample, renderingOf, surroundingsIn } from '../../projenrc/capabilities';
import { Edition } from '../../src/path/edition';
import { GoldenPath } from '../../src/path/golden-path';
import { samplesByName } from '../../src/path/sample';
import { EnvironmentTier } from '../../src/path/tier';

/**
 * Every sample of every capability in production, a stack each, and whoever can use it: what stands in a folder is in.
 */
export function build(app: App): void {
  // CDK wants an app with references between stacks to choose. This is what it does unasked.
  app.node.setContext('@aws-cdk/core:defaultCrossStackReferences', 'strong');
  const alarmTopicArn = 'arn:aws:sns:eu-west-1:111122223333:alarms';
  const path = { organization: 'acme', edition: Edition.V2026_12, tier: EnvironmentTier.PRODUCTION, owner: 'platform' };
  new GoldenPath({ ...path, alarmTopicArn }).attachTo(app);
  const env = { account: '111122223333', region: 'eu-west-1' };
  const network = new (renderingOf('network', 'aws'))(new Stack(app, 'Foundation', { env }), 'Network', {});
  new GoldenPath({ ...path, alarmTopicArn, network }).attachTo(app);
  const consumers = capabilityIds().filter(id => loadCapability(id).definition.needsOwner);

  for (const capability of capabilityIds()) {
    const { samples } = loadCapability(capability);
    for (const sample of Object.keys(samplesByName(samples))) {
      const stack = new Stack(app, `${capability}-${sample}`.replace(/[^A-Za-z0-9-]/g, '-'), { env });
      const around = surroundingsIn('aws', stack, network);
      const made = makeSample('aws', stack, 'It', { capability, sample, around });
      if (sample !== 'typical' || !samples.accesses) continue;
      for (const consumer of consumers) {
        const by = makeSample('aws', stack, `By-${consumer}`, { capability: consumer, sample: 'typical', around });
        for (const access of samples.accesses) {
          by.uses(made, access, { environmentPrefix: access.toUpperCase().replace(/\W/g, '_') });
        }
      }
    }
  }
}
