// What no escape of a workflow may do, and what one may.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { filesOf } from '../src/delivery/files.ts';
import type { DeliveryEscape } from '../src/delivery/model.ts';
import { modelOf, PREVIEW } from './delivery-models.ts';

function written(file: string, operation: DeliveryEscape['operation'], path: string, value?: unknown): any {
  const escapes = [{ file, operation, path, value, reason: 'we know better' }];
  const model = modelOf({ preview: PREVIEW, escapes }, ['none', 'none', 'promotion']);
  return parse(filesOf({ model, digest: 'd'.repeat(64) })[`.github/workflows/${file}`]!);
}

const REFUSED: ReadonlyArray<readonly [what: string, says: RegExp, ...Parameters<typeof written>]> = [
  ['no environment', /of another environment, or of none/, 'deploy.yml', 'remove', 'jobs.deploy.environment'],
  ['another environment', /of another environment/, 'deploy.yml', 'set', 'jobs.deploy.environment', 'dev'],
  ['an environment, where none is trusted', /of another/, 'drift.yml', 'set', 'jobs.drift-dev.environment', 'dev'],
  ['no permissions', /lose its permission of 'contents'/, 'deploy.yml', 'remove', 'jobs.deploy.permissions'],
  ['no token', /lose its permission of 'id-token'/, 'deploy.yml', 'remove', 'jobs.deploy.permissions.id-token'],
  ['less of one', /of 'id-token'/, 'deliver.yml', 'set', 'jobs.deploy-dev.permissions.id-token', 'read'],
  ['permissions in a word', /lose its/, 'deploy.yml', 'set', 'jobs.deploy.permissions', 'read-all'],
  [
    'a token for what builds',
    /could ask for credentials/,
    'deliver.yml',
    'set',
    'jobs.build.permissions.id-token',
    'write',
  ],
  ['permissions of the whole', /and the workflow nothing/, 'deliver.yml', 'set', 'permissions', 'write-all'],
  ['another name of a deployment', /by its name/, 'deliver.yml', 'set', 'jobs.deploy-dev.name', 'Dev'],
  [
    'a whole job without its trust',
    /of another environment, or of none/,
    'deploy.yml',
    'set',
    'jobs.deploy',
    { 'runs-on': 'mine', permissions: { contents: 'read' }, steps: [] },
  ],
  [
    'a static key',
    /key of AWS that stays good: AWS_SECRET_ACCESS_KEY/,
    'deliver.yml',
    'set',
    'jobs.build.env',
    { AWS_SECRET_ACCESS_KEY: '${{ secrets.DEPLOY }}' },
  ],
];

for (const [what, says, ...change] of REFUSED) {
  test(`refused: ${what}`, () => assert.throws(() => written(...change), says));
}

test('taken: one more permission, more time, a job less, another runner', () => {
  assert.equal(
    written('deliver.yml', 'set', 'jobs.build.permissions.packages', 'read').jobs.build.permissions.packages,
    'read',
  );
  assert.equal(written('deploy.yml', 'set', 'jobs.deploy.timeout-minutes', 30).jobs.deploy['timeout-minutes'], 30);
  assert.equal(written('deliver.yml', 'remove', 'jobs.diff-dev').jobs['diff-dev'], undefined);
  assert.equal(written('deploy.yml', 'set', 'jobs.deploy.runs-on', 'ours').jobs.deploy['runs-on'], 'ours');
});

test('only what a push has built is kept for as long as it can be promoted', () => {
  const model = modelOf({ preview: PREVIEW, requestRetentionDays: 7 });
  const files = filesOf({ model, digest: 'd'.repeat(64) });
  const days = ['deliver', 'drift', 'preview'].map(
    name => parse(files[`.github/workflows/${name}.yml`]!).jobs.build.steps.at(-1).with['retention-days'],
  );
  assert.deepEqual(days, ["${{ github.event_name == 'push' && 90 || 7 }}", 7, 7]);
});

/** What `promote.yml` says of a run, with the answers of GitHub's API as they are given. */
function promoted(environment: string, jobs: string): { readonly status: number | null; readonly out: string } {
  const model = modelOf({}, ['none', 'none', 'promotion']);
  const { jobs: all } = parse(filesOf({ model, digest: 'd'.repeat(64) })['.github/workflows/promote.yml']!);
  const folder = mkdtempSync(join(tmpdir(), 'promote-'));
  const answers: { readonly [path: string]: string } = {
    'actions/runs/7': '.github/workflows/deliver.yml push main acme/orders',
    'actions/runs/7/jobs?per_page=100': jobs,
    'actions/runs/7/artifacts': `assembly-${'a'.repeat(64)}`,
  };
  for (const [path, text] of Object.entries(answers)) {
    mkdirSync(dirname(join(folder, 'repos/acme/orders', path)), { recursive: true });
    writeFileSync(join(folder, 'repos/acme/orders', `${path}.txt`), `${text}\n`);
  }
  writeFileSync(join(folder, 'gh'), `#!/bin/sh\nexec cat "${folder}/$2.txt"\n`, { mode: 0o755 });
  const { status, stdout, stderr } = spawnSync('bash', ['-eo', 'pipefail', '-c', all.find.steps[0].run], {
    encoding: 'utf8',
    env: {
      PATH: `${folder}:${process.env.PATH}`,
      REPOSITORY: 'acme/orders',
      RUN: '7',
      ENVIRONMENT: environment,
      GITHUB_OUTPUT: join(folder, 'output'),
    },
  });
  return { status, out: stdout + stderr };
}

test('a run is promoted where it got through the environments before, whatever became of it later', () => {
  const got = [
    'success Build, test, synthesise',
    'success Deploy to dev / Deploy',
    'success Deploy to staging / Deploy',
  ];
  assert.equal(promoted('production', [...got, 'failure Deploy to production'].join('\n')).status, 0);
  assert.equal(promoted('dev', 'failure Deploy to dev / Deploy\nskipped Deploy to staging').status, 0);
});

test('and not where it did not: failed, still running, or not begun', () => {
  for (const [environment, jobs] of [
    ['staging', 'failure Deploy to dev / Deploy\nskipped Deploy to staging'],
    ['production', 'success Deploy to dev / Deploy\nnull Deploy to staging / Deploy'],
    ['production', 'success Deploy to dev / Deploy\nskipped Deploy to staging'],
  ] as const) {
    const { status, out } = promoted(environment, jobs);
    assert.equal(status, 1, jobs);
    assert.match(out, new RegExp(`::error::Run 7 did not get to ${environment}: `));
  }
});
