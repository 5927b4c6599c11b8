import { existsSync, readFileSync } from 'fs';
import Ajv from 'ajv';
import { App, CfnParameter, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Exposure } from '../../../src/capabilities/service/props';
import { CapabilityStage } from '../../../src/path/capability';
import { Edition } from '../../../src/path/edition';
import { GoldenPath } from '../../../src/path/golden-path';
import { EnvironmentTier } from '../../../src/path/tier';
import { Patch } from '../../../src/record/patch';
import { LifecycleError } from '../../../src/support/errors';
import { refusal } from '../../fixtures/errors';
import { serviceIn } from '../../fixtures/services';
import { networkIn, stackOn } from '../../fixtures/stacks';

const SCHEMA = 'schema/manifest-1.schema.json';

function manifestsOf(app: App | Stage, stack: Stack): any[] {
  const metadata = app.synth({ force: true }).getStackArtifact(stack.artifactId).metadata;
  return Object.values(metadata)
    .flat()
    .filter(({ type }) => type === 'goldenpath:manifest')
    .map(({ data }) => data);
}

/** The compact manifest, as DescribeStacks would give it back. */
function outputOf(stack: Stack): any {
  return JSON.parse(Template.fromStack(stack).toJSON().Outputs.GoldenPathManifest.Value);
}

function withEverything(app = new App()) {
  const stack = stackOn(
    EnvironmentTier.STAGING,
    { edition: Edition.V2026_12, defaults: { 'service.minTasks': 4 } },
    app,
  );
  const service = serviceIn(stack, { port: 3000, exposure: Exposure.publicHttps() });
  service.escape('service', Patch.property('PropagateTags', 'NONE'), { reason: 'because', reviewBy: '2099-01-01' });
  service.resources.cluster!.clusterName = 'mine';
  serviceIn(stack, { owner: 'team-b' }, 'Invoices');
  return { app, stack };
}

test('the whole ledger stands in the cloud assembly', () => {
  const { app, stack } = withEverything();
  const [manifest, ...others] = manifestsOf(app, stack);
  expect(others).toEqual([]);
  expect(manifest).toMatchObject({ manifestVersion: '1', organization: 'acme', edition: '2026.12', tier: 'staging' });
  expect(manifest.entries.map(({ path, owner }: any) => [path, owner])).toEqual([
    ['Shop/Orders', 'team-orders'],
    ['Shop/Invoices', 'team-b'],
  ]);
  const [{ decisions, resources, escapes }] = manifest.entries;
  expect(decisions).toContainEqual(
    expect.objectContaining({ name: 'service.port', value: 3000, decidedBy: 'app team' }),
  );
  expect(decisions).toContainEqual(
    expect.objectContaining({ name: 'service.minTasks', value: 4, decidedBy: 'platform team', pathDefault: 2 }),
  );
  expect(resources).toContainEqual({
    slot: 'service',
    type: 'AWS::ECS::Service',
    logicalId: expect.stringMatching(/^Orders[0-9A-F]{8}$/),
  });
  expect(escapes.map(({ kind }: any) => kind)).toEqual(['patch', 'unrecorded']);
});

test.each([
  ['goldenpath', { owner: undefined }],
  ['platform', { owner: 'platform' }],
  ['data-guild', { owner: 'platform', capabilities: { service: { owner: 'data-guild' } } }],
])('a capability is owned by %s', (owner, path) => {
  const app = new App();
  const stack = stackOn(EnvironmentTier.STAGING, path, app);
  serviceIn(stack);
  const [
    {
      entries: [entry],
    },
  ] = manifestsOf(app, stack);
  expect(entry).toMatchObject({ capability: 'service', capabilityOwner: owner });
});

test('and its sum in an output of the stack', () => {
  const { stack } = withEverything();
  expect(outputOf(stack)).toMatchObject({
    v: '1',
    edition: '2026.12',
    tier: 'staging',
    owners: ['team-b', 'team-orders'],
    capabilities: { service: { version: '1', count: 2 } },
    escapes: { recorded: 1, unrecorded: 1 },
  });
});

test('synthesised twice, it is there once, and the same', () => {
  const { app, stack } = withEverything();
  const first = manifestsOf(app, stack);
  const again = manifestsOf(app, stack);
  expect(again).toHaveLength(1);
  expect(again).toEqual(first);
});

test('what is added between two syntheses is in the second', () => {
  const { app, stack } = withEverything();
  manifestsOf(app, stack);
  serviceIn(stack, {}, 'Late');
  expect(manifestsOf(app, stack)[0].entries).toHaveLength(3);
  expect(outputOf(stack).capabilities.service.count).toBe(3);
});

test('it has JSON literals only, even where a prop is known at deployment only', () => {
  const app = new App();
  const stack = stackOn(undefined, {}, app);
  const domainName = new CfnParameter(stack, 'Domain').valueAsString;
  serviceIn(stack, { exposure: Exposure.publicHttps({ domainName, hostedZoneId: 'Z0123456789ABC' }) });
  expect(JSON.stringify(manifestsOf(app, stack))).not.toContain('${Token[');
});

(existsSync(SCHEMA) ? test : test.skip)('it fits its JSON Schema', () => {
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(JSON.parse(readFileSync(SCHEMA, 'utf8')));
  const { app, stack } = withEverything();
  const [manifest] = manifestsOf(app, stack);
  expect([validate(manifest), validate.errors]).toEqual([true, null]);
  expect(validate({ ...manifest, tier: 7 })).toBe(false);
});

test('a stage and a nested stack have their own', () => {
  const app = new App();
  const stage = new Stage(app, 'Prod');
  const stack = stackOn(EnvironmentTier.DEVELOPMENT, { network: networkIn(app) }, stage as any, 'Shop');
  const nested = new NestedStack(stack, 'Nested');
  serviceIn(stack);
  serviceIn(nested, {}, 'Invoices');
  expect(manifestsOf(stage, stack).map(({ entries }) => entries.map(({ path }: any) => path))).toEqual([
    ['Prod/Shop/Orders'],
    ['Prod/Shop/Nested/Invoices'],
  ]);
  expect(JSON.parse(Template.fromStack(nested).toJSON().Outputs.GoldenPathManifest.Value).owners).toEqual([
    'team-orders',
  ]);
});

test('what was refused is not in it', () => {
  const app = new App();
  const stack = stackOn(undefined, {}, app);
  refusal(() => serviceIn(stack, { port: 70_000 }, 'Wrong'));
  serviceIn(stack);
  expect(manifestsOf(app, stack)[0].entries.map(({ path }: any) => path)).toEqual(['Shop/Orders']);
});

test('without a path there is a note to pin an edition, once a stack; with a pinned one there is none', () => {
  const notes = (pinned: boolean) => {
    const app = new App();
    const stack = new Stack(app, 'Shop');
    new GoldenPath({
      organization: 'acme',
      network: networkIn(app),
      edition: pinned ? Edition.V2026_12 : undefined,
    }).attachTo(app);
    serviceIn(stack);
    serviceIn(stack, {}, 'Invoices');
    return app
      .synth()
      .getStackByName('Shop')
      .messages.filter(({ entry }) => String(entry.data).includes('no edition is pinned'));
  };
  expect(notes(false)).toHaveLength(1);
  expect(notes(false)[0].entry.data).toContain('Edition.V2026_12');
  expect(notes(true)).toHaveLength(0);
});

describe('lifecycle', () => {
  const on = (stage: CapabilityStage, sunsetDate?: string) => {
    const app = new App();
    const stack = stackOn(
      undefined,
      {
        alarmTopicArn: 'arn:aws:sns:eu-west-1:111122223333:on-call',
        capabilities: { service: { stage, sunsetDate, replacement: 'ServiceV2' } },
      },
      app,
    );
    return { app, stack };
  };

  test.each([CapabilityStage.DEPRECATED, CapabilityStage.SUNSET])('%s: warns at synth', stage => {
    const { app, stack } = on(stage, '2099-01-01');
    serviceIn(stack);
    const warnings = app
      .synth()
      .getStackByName('Shop')
      .messages.filter(({ level }) => level === 'warning');
    expect(warnings.map(({ entry }) => entry.data)).toEqual([
      expect.stringContaining('use ServiceV2. It will be refused after 2099-01-01.'),
    ]);
  });

  test('past its sunset it is an error', () => {
    const { stack } = on(CapabilityStage.SUNSET, '2020-01-01');
    expect(refusal(() => serviceIn(stack))).toBeInstanceOf(LifecycleError);
  });
});
