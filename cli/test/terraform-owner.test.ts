import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { run } from './run.ts';

// What a team has in a stack beside the path: variables, locals, providers, modules, texts that look like templates.
const TERRAFORM = new URL('../../test/terraform/provider/', import.meta.url);
const { ensureProvider } = await import(new URL('provider.mjs', TERRAFORM).href);
const { openWorkspace } = await import(new URL('terraform.mjs', TERRAFORM).href);
const provider = await ensureProvider();
const NO_TERRAFORM = 'skip' in provider ? provider.skip : false;

const REMOTE = 'data.terraform_remote_state.cross-stack-reference-input-core.outputs';
const QUEUE = 'cross-stack-output-aws_sqs_queueJobs_F0222E8Darn';
const DOCUMENT = {
  '//': { metadata: { backend: 'local', stackName: 'shop', version: '0.21.0' } },
  terraform: { required_providers: { aws: { source: 'aws', version: '6.25.0' } } },
  provider: {
    aws: [
      { region: 'eu-west-1', default_tags: [{ tags: { team: 'orders' } }] },
      { alias: 'us', region: 'us-east-1', default_tags: [{ tags: { team: 'edge', cost: '${var.name}' } }] },
    ],
  },
  data: { terraform_remote_state: { 'cross-stack-reference-input-core': { backend: 'local' } } },
  variable: {
    name: { type: 'string', default: 'pay ${amount} %{now}', description: 'is ${not} read' },
    tags: { type: 'map(string)', default: {} },
    size: {
      type: 'number',
      default: 2,
      validation: [{ condition: '${var.size > 1}', error_message: 'More than one.' }],
    },
    image_tag: { type: 'string' },
  },
  locals: { tags: { a: 'b' } },
  module: { Names: { source: './names' } },
  resource: {
    aws_sqs_queue: {
      Jobs: { name: 'shop-jobs', '//': { metadata: { path: 'shop/Jobs' } } },
      '9lives': { name: 'cats', tags: '${local.tags}' },
    },
    aws_sns_topic: {
      News: {
        provider: 'aws.us',
        name: 'news',
        tags: { kind: 'news' },
        display_name: '%{ if var.size > 1 }big%{ else }small%{ endif }',
      },
    },
    aws_security_group: {
      Extra: { name: '${var.name}', dynamic: { ingress: { for_each: [80], content: { from_port: 80 } } } },
    },
    aws_ssm_parameter: { Arn: { name: '/a', type: 'String', value: `\${${REMOTE}.${QUEUE}}` } },
  },
};

const folder = mkdtempSync(join(tmpdir(), 'goldenpath-owner-'));
const input = join(folder, 'out');
const module = join(folder, 'module');
let written: any;
const text = (file: string) => readFileSync(join(module, file), 'utf8');

before(async () => {
  mkdirSync(join(input, 'stacks/shop'), { recursive: true });
  const stack = { name: 'shop', synthesizedStackPath: 'stacks/shop/cdk.tf.json', workingDirectory: 'stacks/shop' };
  writeFileSync(join(input, 'manifest.json'), JSON.stringify({ version: '0.21.0', stacks: { shop: stack } }));
  writeFileSync(join(input, 'stacks/shop/cdk.tf.json'), JSON.stringify(DOCUMENT));
  written = await run(['terraform', 'shop', '--input', input, '--out', module, '--json']);
  assert.equal(written.code, 0, written.err);
});

test('names that the team has are its own', () => {
  assert.deepEqual(
    written.json.variables.filter((name: string) => /name|tags/.test(name)),
    ['resource_name', 'resource_tags'],
  );
  assert.match(text('locals.tf'), /tags = \{\s+a = "b"\s+\}\s+tags_of_module = merge/);
});

test('resources of a provider with an alias have the tags of that one, and none of the default one', () => {
  const [, topic] = /resource "aws_sns_topic" "news" \{(.*?)\n\}/s.exec(text('main.tf'))!;
  assert.match(topic!, /tags\s+= merge\(local\.tags_of_us, \{\s+kind = "news"\s+\}\)/);
  assert.match(
    text('locals.tf'),
    /tags_of_us = merge\(\{\s+team = "edge"\s+cost = var\.name\s+\}, var\.resource_tags\)/,
  );
  assert.doesNotMatch(text('examples/complete/main.tf'), /default_tags/);
});

test('what is not written in HCL is named, and keeps the tags that it had', () => {
  assert.deepEqual(written.json.inJson, ['aws_security_group.Extra', 'module.Names']);
  const { resource } = JSON.parse(text('other.tf.json'));
  assert.equal(resource.aws_security_group.extra.tags, '${local.tags_of_module}');
  assert.match(text('examples/complete/moved.tf'), /from = module\.Names\s+to\s+= module\.shop\.module\.Names/);
});

test('what another stack gives has a readable name', () => {
  assert.match(text('variables.tf'), /variable "jobs_arn" \{\s+description = "The output jobs_arn of core\."/);
});

test('README names what must be given, and the root gives it', () => {
  assert.match(text('README.md'), /image_tag = \.\.\. # string/);
  assert.match(text('examples/complete/main.tf'), /image_tag\s+= var\.image_tag/);
});

test('Terraform takes all of it, from its own example', { skip: NO_TERRAFORM }, async () => {
  const whole = join(folder, 'whole');
  mkdirSync(whole);
  for (const file of ['main.tf', 'variables.tf', 'outputs.tf', 'versions.tf', 'moved.tf'])
    writeFileSync(join(whole, file), text(`examples/complete/${file}`).replace('"../.."', '"./module"'));
  const inner = join(whole, 'module');
  mkdirSync(join(inner, 'names'), { recursive: true });
  writeFileSync(join(inner, 'names/main.tf'), '');
  const { resource: _, ...rest } = JSON.parse(text('other.tf.json'));
  for (const file of written.json.files.filter((each: string) => /^\w+\.tf$/.test(each)))
    writeFileSync(join(inner, file), text(file));
  writeFileSync(join(inner, 'other.tf.json'), JSON.stringify(rest));
  const workspace = openWorkspace(provider, DOCUMENT);
  after(() => workspace.remove());
  workspace.replace(whole);
  assert.deepEqual(await workspace.validate(), []);
});

test('a folder that is none is refused', async () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  for (const out of ['', file, join(file, 'x')]) {
    const { code, err } = await run(['terraform', 'shop', '--input', input, '--out', out]);
    assert.equal(code, 2, err);
    assert.match(err, /folder/);
  }
});

test('files of an earlier run are named', async () => {
  writeFileSync(join(module, 'older.tf'), '');
  const { json } = await run(['terraform', 'shop', '--input', input, '--out', module, '--json', '--force']);
  assert.match(json.warnings.join('\n'), /not of this module: older\.tf\./);
});
