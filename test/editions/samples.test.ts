import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { capabilityIds, loadCapability, makeSample, surroundingsIn } from '../../projenrc/capabilities';
import { Edition } from '../../src/path/edition';
import { GoldenPath } from '../../src/path/golden-path';
import { samplesByName } from '../../src/path/sample';
import { EnvironmentTier, TIERS } from '../../src/path/tier';
import { ENV, StubNetwork } from '../fixtures/stacks';

// Every sample of every capability, and every consumer of it, in each edition: byte for byte, as in editions.test.ts.
//   UPDATE_EDITION=2026.12 npm test -- test/editions
const CONSUMERS = capabilityIds().filter(id => loadCapability(id).definition.needsOwner);

/** The template of a stack, without the release that made it. */
function templateOf(edition: Edition, tier: EnvironmentTier, fill: (stack: Stack, around: any) => void): any {
  const app = new App({ context: { 'aws:cdk:disable-stack-trace': true, 'aws:cdk:bundling-stacks': [] } });
  const stack = new Stack(app, 'Shop', { env: ENV, analyticsReporting: false });
  const network = new StubNetwork(app, 'StubNetwork');
  const alarmTopicArn = 'arn:aws:sns:eu-west-1:123456789012:alarms';
  new GoldenPath({ organization: 'acme', edition, tier, owner: 'platform', network, alarmTopicArn }).attachTo(app);
  fill(stack, surroundingsIn('aws', stack, network));
  const template = structuredClone(app.synth().getStackByName('Shop').template);
  const manifest = template.Outputs.GoldenPathManifest;
  manifest.Value = JSON.stringify({ ...JSON.parse(manifest.Value), package: '*' });
  return template;
}

/** All that is made of a capability in an edition. */
function templatesOf(edition: Edition, capability: string): { [name: string]: any } {
  const { samples } = loadCapability(capability);
  const own = Object.keys(samplesByName(samples)).flatMap(sample =>
    TIERS.map((tier): [string, any] => [
      `${sample} in ${tier}`,
      templateOf(edition, tier, (stack, around) => makeSample('aws', stack, 'It', { capability, sample, around })),
    ]),
  );
  const used = (samples.accesses ?? []).flatMap(access =>
    CONSUMERS.map((consumer): [string, any] => [
      `${consumer} uses it to ${access}`,
      templateOf(edition, EnvironmentTier.PRODUCTION, (stack, around) => {
        const of = makeSample('aws', stack, 'It', { capability, sample: 'typical', around });
        const sample = { capability: consumer, sample: 'typical', around };
        makeSample('aws', stack, 'Consumer', sample).uses(of, access);
      }),
    ]),
  );
  return Object.fromEntries([...own, ...used]);
}

/** A line for each resource: a changed resource is a changed line. */
function inLines(templates: { [name: string]: any }): string {
  const resources = ({ Resources }: any) =>
    Object.entries(Resources).map(([id, resource]) => `  ${JSON.stringify(id)}: ${JSON.stringify(resource)}`);
  const sections = Object.entries(templates).map(([name, template]) => {
    const rest = JSON.stringify({ ...template, Resources: undefined });
    return `${JSON.stringify(name)}: {\n"Resources": {\n${resources(template).join(',\n')}\n},\n"rest": ${rest}\n}`;
  });
  return `{\n${sections.join(',\n')}\n}\n`;
}

describe.each(Object.values(Edition))('edition %s', edition => {
  const folder = join(__dirname, edition, 'samples');

  test.each(capabilityIds())('the templates of %s are what they were', capability => {
    const file = join(folder, `${capability}.json`);
    const now = inLines(templatesOf(edition, capability));
    if (process.env.UPDATE_EDITION === edition) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(file, now);
    }
    expect(existsSync(file)).toBe(true);
    expect(now).toBe(readFileSync(file, 'utf8'));
  });

  test('there is no template of a capability that is gone', () => {
    expect(readdirSync(folder).sort()).toEqual(capabilityIds().map(id => `${id}.json`));
  });
});
