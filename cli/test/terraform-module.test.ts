import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { run } from './run.ts';

// Terraform itself, with a provider that has the schema of AWS's and no cloud.
const TERRAFORM = new URL('../../test/terraform/provider/', import.meta.url);
const { ensureProvider } = await import(new URL('provider.mjs', TERRAFORM).href);
const { openWorkspace } = await import(new URL('terraform.mjs', TERRAFORM).href);
const provider = await ensureProvider();
const NO_TFLINT = spawnSync('tflint', ['--version']).status === 0 ? false : 'tflint is not installed';
const NO_TERRAFORM = 'skip' in provider ? provider.skip : false;

const output = (name: string) => fileURLToPath(new URL(`.out/${name}`, import.meta.url));
const STACKS = [
  ['orders-terraform', 'orders'],
  ['everything-terraform', 'everything'],
] as const;

for (const [input, stack] of STACKS) {
  describe(`the module of ${stack}`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'goldenpath-module-'));
    const module = join(folder, 'module');
    const synthesised = join(output(input), 'stacks', stack);
    const { provider: given } = JSON.parse(readFileSync(join(synthesised, 'cdk.tf.json'), 'utf8'));
    const region = given.aws[0].region;
    let written: any;
    let workspace: any;
    before(async () => {
      written = (await run(['terraform', stack, '--input', output(input), '--out', module, '--json'])).json;
      if (!NO_TERRAFORM) workspace = openWorkspace(provider, synthesised);
    });
    after(() => workspace?.remove());

    const root = (calls: object) => {
      writeFileSync(join(folder, 'main.tf.json'), JSON.stringify({ provider: { aws: { region } }, module: calls }));
      return folder;
    };

    test('has everything in HCL, and nothing of the path', () => {
      assert.deepEqual(written.inJson, []);
      const texts = readdirSync(module).filter(file => file.endsWith('.tf'));
      const all = texts.map(file => readFileSync(join(module, file), 'utf8')).join('\n');
      assert.doesNotMatch(all, /GoldenPath(Manifest|State)|backend "|^provider /m);
      assert.doesNotMatch(all, /"\$\{[^}]*\}"\n/, 'an expression alone is no text');
    });

    test('plans the resources that the constructs plan', { skip: NO_TERRAFORM }, async () => {
      const constructs = await workspace.plan();
      workspace.replace(root({ m: { source: './module' } }));
      const planned = new Map((await workspace.plan()).map((change: any) => [change.address, change]));
      for (const change of constructs) {
        if (change.address.startsWith('aws_ssm_parameter.GoldenPath')) continue;
        const address = `module.m.${written.addresses[change.address]}`;
        assert.deepEqual(seen(planned.get(address)), seen(change), change.address);
        planned.delete(address);
      }
      assert.deepEqual([...planned.keys()], []);
    });

    test('takes over a state by moves alone', { skip: NO_TERRAFORM }, async t => {
      const standing = openWorkspace(provider, synthesised);
      t.after(() => standing.remove());
      await standing.apply();
      const moved = readFileSync(join(module, 'examples/complete/moved.tf'), 'utf8');
      writeFileSync(join(folder, 'moved.tf'), moved);
      standing.replace(root({ [stack]: { source: './module' } }));
      const changes = (await standing.plan()).filter(({ actions }: any) => actions.join() !== 'no-op');
      // The default tags of the provider are the resource's own now: what it has, `tags_all`, stays as it was.
      const others = changes.filter(
        ({ actions, before, after }: any) => actions.join() !== 'update' || !sameButTags(before, after),
      );
      assert.deepEqual(
        others.map(({ address, actions }: any) => `${actions.join()} ${address}`).sort(),
        OF_THE_PATH.filter(address => others.some((change: any) => change.address === address)).map(
          address => `delete ${address}`,
        ),
      );
      rmSync(join(folder, 'moved.tf'));
    });

    test('is called twice, with for_each', { skip: NO_TERRAFORM }, async () => {
      workspace.replace(
        root({ m: { source: './module', for_each: '${toset(["blue", "green"])}', name: '${each.key}' } }),
      );
      assert.deepEqual(await workspace.validate(), []);
      const names = (await workspace.plan())
        .filter(({ type }: any) => type === 'aws_ecs_service')
        .map(({ after: { name } }: any) => name);
      assert.equal(new Set(names).size, names.length);
    });

    test('has nothing that tflint would say', { skip: NO_TFLINT }, () => {
      for (const each of [module, join(module, 'examples/complete')]) {
        const configuration = join(folder, '.tflint.hcl');
        writeFileSync(configuration, 'plugin "terraform" {\n  enabled = true\n  preset = "all"\n}\n');
        const { status, stdout, stderr } = spawnSync(
          'tflint',
          [`--chdir=${each}`, `--config=${configuration}`, '--format=compact'],
          { encoding: 'utf8' },
        );
        assert.equal(status, 0, `${stdout}${stderr}`);
      }
    });

    test('is formatted as Terraform does it', { skip: NO_TERRAFORM }, async () => {
      workspace.replace(root({ m: { source: './module' } }));
      const { code, output: said } = await workspace.terraform('fmt', '-check', '-recursive', '-diff', 'module');
      assert.equal(code, 0, said);
    });
  });
}

test('a folder with files is not written into unless it is said', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'goldenpath-module-'));
  writeFileSync(join(folder, 'mine.tf'), '# mine');
  const args = ['terraform', 'orders', '--input', output('orders-terraform'), '--out', folder];
  const refused = await run(args);
  assert.equal(refused.code, 2);
  assert.match(refused.err, /has 1 entry already/);
  assert.equal((await run([...args, '--force'])).code, 0);
  assert.equal(readFileSync(join(folder, 'mine.tf'), 'utf8'), '# mine');
});

/** What the golden path keeps of itself, which goes with it. */
const OF_THE_PATH = ['aws_ssm_parameter.GoldenPathManifestParameter', 'aws_ssm_parameter.GoldenPathStateParameter'];

function sameButTags(before: any, after: any): boolean {
  const [{ tags: _b, ...was }, { tags: _a, ...is }] = [before, after];
  return isDeepStrictEqual(documents(was), documents(is));
}

/** What is planned, without tags, which the provider's default ones are part of here; documents as what they say. */
function seen({ after: planned, afterUnknown }: any): unknown {
  const { tags: _, tags_all: _all, ...values } = planned;
  const { tags: _u, tags_all: _allU, ...unknown } = afterUnknown;
  return [documents(values), unknown];
}

function documents(value: any): any {
  if (typeof value === 'string' && /^[[{]/.test(value)) {
    try {
      return documents(JSON.parse(value));
    } catch {
      return value;
    }
  }
  if (typeof value === 'string') return value.replace(/^module\/assets\//, 'assets/');
  if (Array.isArray(value)) return value.map(documents);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, documents(each)]));
}
