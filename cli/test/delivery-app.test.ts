// From an app to its workflows and back: the library makes the model, the program writes the files, the library says
// whether they are stale.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ROOT, run } from './run.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** What synthesis says, in a repository. */
function synthesise(repository: string): string {
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    ['--require', here('../node_modules/tsx/dist/cjs/index.cjs'), here('apps/delivery.ts'), 'cdk.out'],
    {
      cwd: repository,
      encoding: 'utf8',
      env: { ...process.env, TSX_TSCONFIG_PATH: here('apps/tsconfig.json'), CDK_VALIDATION: 'false' },
    },
  );
  assert.equal(status, 0, stderr);
  return stdout + stderr;
}

test('synthesis warns until the workflows are written, and again when one is changed by hand', async () => {
  const repository = mkdtempSync(join(tmpdir(), 'delivered-'));
  mkdirSync(join(repository, '.git'));
  assert.match(synthesise(repository), /deliver\.yml \(missing\)[\s\S]*npx goldenpath delivery write/);
  const written = await run(['delivery', 'write', '--repository', repository], { cwd: repository });
  assert.equal(written.code, 0, written.err);
  const folder = join(repository, '.github/workflows');
  assert.deepEqual(readdirSync(folder), ['deliver.yml', 'deploy.yml', 'drift.yml', 'preview.yml', 'promote.yml']);
  assert.doesNotMatch(synthesise(repository), /Workflows are not those/);
  const deliver = readFileSync(join(folder, 'deliver.yml'), 'utf8');
  assert.match(deliver, /timeout-minutes: 20/);
  assert.match(deliver, /# Escape: jobs\.build\.timeout-minutes - our tests are fast \(team-orders\)/);
  assert.match(deliver, /goldenpath-staging-orders-deploy/);
  assert.doesNotMatch(deliver, /deploy-production/, 'it is promoted');
  writeFileSync(join(folder, 'deliver.yml'), deliver.replace('20', '25'));
  assert.match(synthesise(repository), /deliver\.yml \(changed by hand\)/);
});

/** The same by the CLI of the CDK, which says only what it takes for its business. */
function synthesiseByCli(repository: string, ...words: string[]) {
  const app = `node --require "${here('../node_modules/tsx/dist/cjs/index.cjs')}" "${here('apps/delivery.ts')}"`;
  const cdk = join(ROOT, 'node_modules/aws-cdk/bin/cdk');
  const { status, stdout, stderr } = spawnSync(process.execPath, [cdk, 'synth', '--quiet', '--app', app, ...words], {
    cwd: repository,
    encoding: 'utf8',
    env: { ...process.env, TSX_TSCONFIG_PATH: here('apps/tsconfig.json'), CDK_VALIDATION: 'false' },
  });
  return { status, said: stdout + stderr };
}

test('with all stacks in stages the CLI of the CDK says so, and fails by choice after the assembly', async () => {
  const repository = mkdtempSync(join(tmpdir(), 'delivered-'));
  mkdirSync(join(repository, '.git'));
  const warned = synthesiseByCli(repository);
  assert.equal(warned.status, 0, warned.said);
  assert.match(warned.said, /WARNING Workflows are not those of the delivery/);
  const failed = synthesiseByCli(repository, 'dev/*', '--context', 'failWhenStale=true');
  assert.equal(failed.status, 1, failed.said);
  assert.match(failed.said, /Workflows are not those of the delivery[\s\S]*npx goldenpath delivery write/);
  const written = await run(['delivery', 'write', '--repository', repository], { cwd: repository });
  assert.equal(written.code, 0, written.err);
  // Without the validation of the CDK nobody writes a new report where nothing is found.
  rmSync(join(repository, 'cdk.out'), { recursive: true });
  const right = synthesiseByCli(repository, '--context', 'failWhenStale=true');
  assert.equal(right.status, 0, right.said);
});
