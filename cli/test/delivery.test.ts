import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { filesOf } from '../src/delivery/files.ts';
import { ACTIONS } from '../src/delivery/github/actions.ts';
import { type DeliveryEscape, type DeliveryModel, readModel } from '../src/delivery/model.ts';
import { everyModel, modelOf, PREVIEW, role } from './delivery-models.ts';
import { run } from './run.ts';

const DIGEST = 'd'.repeat(64);

function parsedOf(model: DeliveryModel): { [file: string]: any } {
  const files = filesOf({ model: readModel(model, 'a test'), digest: DIGEST });
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path.replace(`.github/workflows/${model.prefix}`, ''), parse(text)]),
  );
}

/** All jobs, with the names of their files. */
function jobsOf(files: { [file: string]: any }): Array<{ file: string; id: string; job: any }> {
  return Object.entries(files).flatMap(([file, { jobs }]) =>
    Object.entries<any>(jobs).map(([id, job]) => ({ file, id, job })),
  );
}

const asks = (job: any) => job.permissions?.['id-token'] === 'write';

test('in every form: least permissions, pinned actions, no untrusted text in a shell, no static key', () => {
  for (const [name, model] of everyModel()) {
    const files = parsedOf(model);
    for (const [file, workflow] of Object.entries(files)) {
      assert.deepEqual(workflow.permissions, {}, `${name}: ${file}`);
      assert.ok(workflow.concurrency.group, `${name}: ${file}`);
      assert.ok(!('pull_request_target' in workflow.on || 'workflow_run' in workflow.on), `${name}: ${file}`);
    }
    for (const { file, id, job } of jobsOf(files)) {
      const where = `${name}: ${file}, ${id}`;
      assert.ok(job.permissions, where);
      if (job.uses) {
        assert.equal(job.uses, `./.github/workflows/${model.prefix}deploy.yml`, where);
        assert.equal(job.secrets, undefined, where);
        continue;
      }
      assert.ok(job['timeout-minutes'] >= 5, where);
      assert.equal(job.defaults.run.shell, 'bash', `${where}: a pipe whose first command fails must fail`);
      for (const step of job.steps) {
        if (step.run) assert.doesNotMatch(step.run, /\$\{\{/, where);
        if (step.uses) {
          const [action, commit] = step.uses.split('@');
          assert.equal(ACTIONS[action as keyof typeof ACTIONS]?.commit, commit, where);
        }
        assert.doesNotMatch(JSON.stringify(step), /secrets\.|AWS_SECRET|AWS_ACCESS_KEY|aws-access-key/i, where);
        if (step.uses?.startsWith('actions/checkout@')) assert.equal(step.with['persist-credentials'], false, where);
      }
    }
  }
});

test('in every form: what can ask for credentials runs no script of the app, and never for a fork', () => {
  for (const [name, model] of everyModel()) {
    const files = parsedOf(model);
    for (const { file, id, job } of jobsOf(files)) {
      const where = `${name}: ${file}, ${id}`;
      if (!asks(job)) continue;
      const runs = (job.steps ?? []).map(({ run: command }: any) => command);
      assert.ok(!runs.includes(model.commands.install) && !runs.includes('npm test'), where);
      assert.ok(!runs.some((command: string) => command?.includes('cdk synth')), where);
      if (!('pull_request' in files[file].on)) continue;
      const condition: string = job.if;
      const isPush = condition === "github.event_name == 'push'";
      assert.ok(isPush || condition.includes('head.repo.full_name == github.repository'), `${where}: ${condition}`);
    }
  }
});

test('one environment after the other; none after the first that is promoted', () => {
  const straight = parsedOf(modelOf())['deliver.yml'].jobs;
  assert.deepEqual(straight['deploy-production'].needs, ['build', 'deploy-staging']);
  const promoted = parsedOf(modelOf({}, ['none', 'promotion', 'promotion']))['deliver.yml'].jobs;
  assert.deepEqual(
    Object.keys(promoted).filter(id => id.startsWith('deploy-')),
    ['deploy-dev'],
  );
  const { jobs, on } = parsedOf(modelOf({}, ['none', 'promotion', 'promotion']))['promote.yml'];
  assert.deepEqual(on.workflow_dispatch.inputs.environment.options, ['dev', 'staging', 'production']);
  assert.equal(jobs['deploy-production'].if, "inputs.environment == 'production'");
  assert.match(jobs.find.steps[0].run, /\.github\/workflows\/deliver\.yml push main \$REPOSITORY"/);
});

test('each step has its own role, and the deployment is of the environment', () => {
  const files = parsedOf(modelOf({ preview: PREVIEW }));
  const assumed = (job: any): string[] =>
    job.steps.flatMap((step: any) => (step.with?.['role-to-assume'] ? [step.with['role-to-assume']] : []));
  assert.deepEqual(assumed(files['deliver.yml'].jobs['diff-production']), [role('222222222222', 'production', 'diff')]);
  assert.equal(files['deliver.yml'].jobs['deploy-dev'].with.role, role('111111111111', 'dev', 'deploy'));
  assert.equal(files['deploy.yml'].jobs.deploy.environment, '${{ inputs.environment }}');
  assert.deepEqual(assumed(files['drift.yml'].jobs['drift-staging']), [role('111111111111', 'staging', 'drift')]);
  assert.equal(files['drift.yml'].jobs['drift-staging'].environment, undefined, 'reviewers would be asked each night');
  assert.equal(assumed(files['preview.yml'].jobs.remove)[0], role('111111111111', 'dev', 'preview'));
});

test('the digest of the assembly is checked before each use, that of another run too', () => {
  for (const { file, id, job } of jobsOf(parsedOf(modelOf({ preview: PREVIEW, attest: true })))) {
    const steps: any[] = job.steps ?? [];
    const uses = steps.findIndex(({ run: command }) =>
      /(cdk (deploy|diff|destroy)|goldenpath drift)/.test(command ?? ''),
    );
    if (uses < 0) continue;
    const checks = steps.findIndex(({ run: command }) => command?.includes('sha256sum --check'));
    assert.ok(checks >= 0 && checks < uses, `${file}, ${id}`);
  }
});

test('of a monorepo, only what changes the app starts a delivery', () => {
  const model = modelOf({ directory: 'apps/orders', paths: ['packages/**'], prefix: 'orders-' });
  const { on, jobs } = parsedOf(model)['deliver.yml'];
  const wanted = ['apps/orders/**', 'packages/**', '.github/workflows/orders-*.yml'];
  assert.deepEqual([on.push.paths, on.pull_request.paths], [wanted, wanted]);
  assert.equal(jobs.build.defaults.run['working-directory'], 'apps/orders');
  assert.equal(jobs.build.steps.at(-1).with.path, 'apps/orders/assembly.tgz');
});

test('the first line has the digests of the model and of the rest', () => {
  for (const text of Object.values(filesOf({ model: modelOf(), digest: DIGEST }))) {
    const [, model, content, body] = /^# goldenpath:delivery model=(\w+) content=(\w+)\n([\s\S]*)$/.exec(text)!;
    assert.equal(model, DIGEST);
    assert.equal(content, createHash('sha256').update(body!).digest('hex'));
  }
});

test('an escape changes a file, and is said at its head; one that is not true is refused', () => {
  const escape = (other: Partial<DeliveryEscape>): DeliveryEscape => ({
    file: 'deliver.yml',
    operation: 'set',
    path: 'jobs.build.timeout-minutes',
    value: 20,
    reason: 'our tests are fast',
    owner: 'team-orders',
    reviewBy: '2027-06-30',
    ...other,
  });
  const written = (other: Partial<DeliveryEscape>) =>
    filesOf({ model: modelOf({ escapes: [escape(other)] }), digest: DIGEST })['.github/workflows/deliver.yml']!;
  const text = written({});
  assert.equal(parse(text).jobs.build['timeout-minutes'], 20);
  assert.match(
    text,
    /^# Escape: jobs\.build\.timeout-minutes - our tests are fast \(team-orders\) review by 2027-06-30$/m,
  );
  const named = written({ path: 'jobs.build.steps[name=Test].run', value: 'npm run check' });
  assert.equal(parse(named).jobs.build.steps.find(({ name }: any) => name === 'Test').run, 'npm run check');
  const removed = written({ operation: 'remove', path: 'jobs.build.steps[name=Test]' });
  assert.ok(!parse(removed).jobs.build.steps.some(({ name }: any) => name === 'Test'));
  assert.throws(() => written({ file: 'delivery.yml' }), /There is no file 'delivery.yml'[\s\S]*deliver\.yml/);
  assert.throws(() => written({ path: 'jobs.bild.timeout-minutes' }), /no 'bild'[\s\S]*build/);
  assert.throws(() => written({ value: 60 }), /It changes nothing/);
  assert.throws(() => written({ operation: 'append', path: 'jobs.build.name' }), /is no list/);
  assert.throws(() => written({ operation: 'remove', path: 'jobs.build.nme' }), /There is no 'nme'/);
});

/** An assembly with a delivery, as the library writes it. */
function assemblyWith(model: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), 'delivery-'));
  const metadata = { '/Delivery': [{ type: 'goldenpath:delivery', data: { digest: DIGEST, model } }] };
  mkdirSync(join(folder, 'cdk.out'));
  writeFileSync(
    join(folder, 'cdk.out/manifest.json'),
    JSON.stringify({ version: '55.0.0', artifacts: { Delivery: { type: 'none', metadata } } }),
  );
  return folder;
}

test('write, then nothing is stale; a change by hand, a missing file and another model are found', async () => {
  const cwd = assemblyWith(modelOf());
  const options = ['--repository', cwd];
  const missing = await run(['delivery', 'write', '--check', ...options], { cwd });
  assert.equal(missing.code, 1);
  assert.match(missing.out, /missing {3}\.github\/workflows\/deploy\.yml/);
  assert.equal((await run(['delivery', 'write', ...options], { cwd })).code, 0);
  assert.equal((await run(['delivery', 'write', '--check', ...options], { cwd })).code, 0);
  const file = join(cwd, '.github/workflows/deploy.yml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('60', '61'));
  const stale = await run(['delivery', 'write', '--check', ...options], { cwd });
  assert.equal(stale.code, 1);
  assert.match(stale.out, /-.*timeout-minutes: 61\n\+.*timeout-minutes: 60/);
  const { json } = await run(['delivery', 'write', '--json', ...options], { cwd });
  assert.deepEqual(
    json.files.filter(({ state }: any) => state === 'written').map(({ file: name }: any) => name),
    ['.github/workflows/deploy.yml'],
  );
});

test('an app without a delivery, and one that is not understood, are refused', async () => {
  const without = mkdtempSync(join(tmpdir(), 'delivery-'));
  mkdirSync(join(without, 'cdk.out'));
  writeFileSync(join(without, 'cdk.out/manifest.json'), JSON.stringify({ version: '55.0.0', artifacts: {} }));
  const none = await run(['delivery', 'write'], { cwd: without });
  assert.deepEqual([none.code, /The app has no delivery/.test(none.err)], [3, true]);
  const newer = await run(['delivery', 'write'], { cwd: assemblyWith({ ...modelOf(), deliveryVersion: '2' }) });
  assert.deepEqual([newer.code, /version 2, and this program knows 1/.test(newer.err)], [3, true]);
  const injected = assemblyWith({ ...modelOf(), app: 'orders ${{ github.actor }}' });
  const wrong = await run(['delivery', 'write'], { cwd: injected });
  assert.deepEqual([wrong.code, /\/app must match pattern/.test(wrong.err)], [3, true]);
});
