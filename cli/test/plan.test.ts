import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fold, inWords } from '../src/plan/fold.ts';
import type { Change } from '../src/plan/change.ts';
import { run, SHOP, TERRAFORM } from './run.ts';

/** A copy of an assembly, in which a test changes each template. */
function changed(assembly: string, change: (template: any) => void): string {
  const copy = join(mkdtempSync(join(tmpdir(), 'plan-')), 'out');
  cpSync(assembly, copy, { recursive: true });
  const files = readdirSync(copy, { recursive: true, encoding: 'utf8' });
  for (const file of files.filter(each => /template\.json$|cdk\.tf\.json$/.test(each))) {
    const template = JSON.parse(readFileSync(join(copy, file), 'utf8'));
    change(template);
    writeFileSync(join(copy, file), JSON.stringify(template));
  }
  return copy;
}

const resources = (template: any, type: string): any[] =>
  Object.values<any>(template.Resources ?? {}).filter(({ Type }) => Type === type);

const plan = async (from: string, to: string, ...more: string[]) => {
  const { code, json, err } = await run(['plan', '--from', from, '--to', to, '--json', ...more]);
  assert.ok(json, err);
  return { code, json, changes: json.stacks.flatMap((each: any) => each.changes) as Change[] };
};

test('of two that are the same, nothing changes, and nothing fails', async () => {
  const { code, json, changes } = await plan(SHOP, SHOP, '--fail-on', 'any');
  assert.equal(code, 0);
  assert.deepEqual(changes, []);
  assert.ok(json.stacks.every(({ state }: any) => state === 'unchanged'));
  assert.match((await run(['plan', '--from', SHOP, '--to', SHOP])).out, /: unchanged\n/);
});

test('which classes an app is written with is no change', async () => {
  const metadata = (analytics: string) =>
    changed(SHOP, template => {
      template.Resources.CDKMetadata = { Type: 'AWS::CDK::Metadata', Properties: { Analytics: analytics } };
    });
  assert.deepEqual((await plan(metadata('v2:a'), metadata('v2:b'), '--fail-on', 'any')).changes, []);
  assert.equal((await plan(SHOP, metadata('v2:b'), '--fail-on', 'any')).code, 0);
});

test('knows by the schemas what is replaced, and by the manifest what keeps something', async () => {
  const to = changed(SHOP, template => {
    for (const { Properties } of resources(template, 'AWS::EC2::VPC')) Properties.CidrBlock = '10.9.0.0/16';
    for (const { Properties } of resources(template, 'AWS::ECS::Service')) Properties.DesiredCount = 7;
  });
  const { code, changes } = await plan(SHOP, to, '--fail-on', 'replaced-data');
  assert.equal(code, 1);
  assert.ok(changes[0]!.isKept);
  const vpcs = changes.filter(({ type }) => type === 'AWS::EC2::VPC');
  assert.ok(vpcs.length >= 3);
  for (const { impact, isKept, slot } of vpcs) assert.deepEqual([impact, isKept, slot], ['replaced', true, 'vpc']);
  const services = changes.filter(({ type }) => type === 'AWS::ECS::Service');
  assert.ok(services.length > 0 && services.every(({ impact, isKept }) => impact === 'in place' && !isKept));
  const { out } = await run(['plan', '--from', SHOP, '--to', to]);
  assert.match(
    out,
    /! .*vpc \(AWS::EC2::VPC\) {2}replaced, which keeps data or is known by a name; everything in it has to/,
  );
});

test('a revision of a task is no replacement, and what goes says what becomes of it', async () => {
  const to = changed(SHOP, template => {
    for (const { Properties } of resources(template, 'AWS::ECS::TaskDefinition')) Properties.Cpu = '4096';
    for (const [id, { Type }] of Object.entries<any>(template.Resources)) {
      if (Type === 'AWS::S3::Bucket') delete template.Resources[id];
    }
  });
  const { code, changes } = await plan(SHOP, to, '--fail-on', 'replaced');
  assert.equal(code, 0);
  const [bucket] = changes.filter(({ type }) => type === 'AWS::S3::Bucket');
  assert.deepEqual([bucket!.impact, bucket!.isKept], ['removed', true]);
  assert.match(bucket!.fate!, /deleted|kept outside/);
  assert.equal((await plan(SHOP, to, '--fail-on', 'removed-data')).code, 1);
  const revision = changes.find(({ type }) => type === 'AWS::ECS::TaskDefinition')!;
  assert.equal(revision.impact, 'in place');
});

test('says the decision that is another one, and no other', async () => {
  const to = changed(SHOP, template => {
    for (const { Properties } of resources(template, 'AWS::Logs::LogGroup')) Properties.RetentionInDays = 3653;
  });
  const same = await plan(SHOP, to);
  // The template differs, and no decision does: somebody else changed it.
  assert.deepEqual(
    same.changes.flatMap(({ because }) => because),
    [],
  );
  const manifest = JSON.parse(readFileSync(join(to, 'manifest.json'), 'utf8'));
  const text = JSON.stringify(manifest).replaceAll(
    /("name":"service\.logRetentionDays","value":)\d+/g,
    (_, start: string) => `${start}3653`,
  );
  writeFileSync(join(to, 'manifest.json'), text);
  const names = (await plan(SHOP, to)).changes.flatMap(({ because }) => because.map(({ what }) => what));
  for (const name of names) assert.match(name, /logRetentionDays|escape/);
});

test('on Terraform what identifies a resource replaces it, and a move does not', async () => {
  const to = changed(TERRAFORM, configuration => {
    for (const vpc of Object.values<any>(configuration.resource?.aws_vpc ?? {})) vpc.cidr_block = '10.9.0.0/16';
    const moved = configuration.resource?.aws_kms_key ?? {};
    const [name] = Object.keys(moved);
    if (name === undefined) return;
    moved.elsewhere = moved[name];
    delete moved[name];
    configuration.moved = [{ from: `aws_kms_key.${name}`, to: 'aws_kms_key.elsewhere' }];
  });
  const { changes } = await plan(TERRAFORM, to);
  const of = (type: string) => changes.filter(each => each.type === type).map(({ impact }) => impact);
  assert.ok(of('aws_vpc').length > 0 && of('aws_vpc').every(impact => impact === 'replaced'));
  assert.deepEqual(of('aws_kms_key'), []);
});

test('two tools are not compared, and an assembly that is not there is said', async () => {
  assert.equal((await run(['plan', '--from', SHOP, '--to', TERRAFORM])).code, 2);
  assert.equal((await run(['plan', '--from', 'nowhere', '--to', SHOP])).code, 3);
  assert.equal((await run(['plan', '--to', SHOP])).code, 2);
});

test('Markdown for a pull request says the same, and no value can break out of its cell', async () => {
  const to = changed(SHOP, template => {
    for (const { Properties } of resources(template, 'AWS::ECS::Service')) Properties.PropagateTags = '| <b>`x`';
  });
  const { out } = await run(['plan', '--from', SHOP, '--to', to, '--markdown']);
  assert.match(out, /^### Payments: changed/m);
  assert.match(out, /\\\| \\<b\\>\\`x\\`/);
});

const tagged = (address: string, more: object): Change => ({
  stack: 'Shop',
  address,
  type: 'AWS::SNS::Topic',
  impact: 'in place',
  path: 'Shop/News',
  slot: 'topic',
  isKept: false,
  fate: undefined,
  because: [],
  properties: [{ property: 'Tags', impact: 'in place', before: [], after: [{ Key: 'cost', Value: '42' }], ...more }],
});

test('forty resources with one new tag are one line', () => {
  const forty = Array.from({ length: 40 }, (_, i) =>
    tagged(`Topic${i}`, {
      before: [{ Key: 'n', Value: `${i}` }],
      after: [
        { Key: 'n', Value: `${i}` },
        { Key: 'cost', Value: '42' },
      ],
    }),
  );
  const folded = fold([...forty, tagged('Other', { property: 'DisplayName', before: 'a', after: 'b' })]);
  assert.deepEqual(
    folded.map(({ all, words }) => [all.length, words]),
    [
      [40, ['Tags: +cost=42']],
      [1, ['DisplayName: a -> b']],
    ],
  );
  assert.equal(inWords({ property: 'P', impact: 'in place', before: undefined, after: 1 }), 'P: now 1');
  const texts = ['Description', 'AlarmDescription'].map((property, i) => ({
    ...tagged(`Alarm${i}`, { property, before: `Messages of Shop/Old ${i}`, after: `Messages of Shop/News ${i}` }),
    movedFrom: 'Shop/Old',
  }));
  assert.deepEqual(fold(texts)[0]!.words, ['moved from Shop/Old: texts that name its place say Shop/News now']);
  assert.equal(fold(texts).length, 1);
  // What keeps data and is lost stands for itself.
  const lost = [1, 2].map(i => ({ ...tagged(`Queue${i}`, {}), isKept: true, impact: 'removed' as const }));
  assert.equal(fold(lost).length, 2);
});
