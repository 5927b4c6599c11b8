import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { App, TerraformStack } from 'cdktf';
import { Network } from '../../../src/capabilities/network/terraform';
import { Patch } from '../../../src/record/patch';

const outdir = mkdtempSync(join(tmpdir(), 'manifest-'));
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

const app = new App({ outdir });
const stack = new TerraformStack(app, 'Stack');
const network = new Network(stack, 'Network', { owner: 'team-platform' });

function written() {
  app.synth();
  const {
    '//': metadata,
    output,
    resource,
  } = JSON.parse(readFileSync(join(outdir, 'stacks/Stack/cdk.tf.json'), 'utf8'));
  return {
    manifest: metadata['goldenpath:manifest'],
    output: JSON.parse(output.GoldenPathManifest.value),
    entities: metadata.Backstage.Entities,
    parameter: JSON.parse(resource.aws_ssm_parameter.GoldenPathManifestParameter.value),
  };
}

test('the metadata has the whole manifest, the output and the parameter a compact one', () => {
  const { manifest, output, parameter } = written();
  expect(manifest.entries).toMatchObject([{ path: 'Stack/Network', owner: 'team-platform', escapes: [] }]);
  expect(manifest.entries[0].resources.map(({ slot }: any) => slot)).toEqual(network.slots);
  expect(output).toMatchObject({ v: '1', owners: ['team-platform'], escapes: { recorded: 0, unrecorded: 0 } });
  expect(parameter).toEqual(output);
});

test('the metadata has the entities of a catalog', () => {
  expect(written().entities).toMatchObject([
    { kind: 'System', metadata: { name: 'stack' }, spec: { owner: 'team-platform' } },
    {
      kind: 'Resource',
      metadata: { name: 'stack-network', annotations: { 'goldenpath.dev/construct': 'Stack/Network' } },
      spec: { type: 'network', owner: 'team-platform', system: 'stack' },
    },
  ]);
});

test('what is written again says what has changed since', () => {
  network.escape('vpc', Patch.property('enable_dns_hostnames', false), { reason: 'Names come from elsewhere.' });
  const { manifest, output } = written();
  expect(manifest.entries[0].escapes).toMatchObject([{ slot: 'vpc' }]);
  expect(output.escapes.recorded).toBe(1);
});

test('a value that is known at deployment only stands in it as a reference', () => {
  const group = new SecurityGroup(stack, 'Group');
  network.escape('vpc', Patch.property('enable_dns_support', false), { reason: `See ${group.id}.` });
  const { manifest } = written();
  expect(manifest.entries[0].escapes[1].reason).toBe('See ${aws_security_group.Group.id}.');
  expect(JSON.stringify(manifest)).not.toContain('TfToken');
});
