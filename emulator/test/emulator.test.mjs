import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ensureInstalled, runningEmulator, startEmulator } from '../emulator.mjs';

const CLI = fileURLToPath(new URL('../emulator.mjs', import.meta.url));

test('installs once, starts, is found again, refuses a second start, and stops', async () => {
  await ensureInstalled();
  const before = Date.now();
  await ensureInstalled();
  assert.ok(Date.now() - before < 500, 'the second time is instant');

  const stateDir = mkdtempSync(join(tmpdir(), 'emulator-test-'));
  try {
    const emulator = await startEmulator({ stateDir, region: 'eu-central-1', stopWithParent: true });
    assert.equal(emulator.endpoint, `http://127.0.0.1:${emulator.port}`);
    assert.equal(emulator.env.AWS_ENDPOINT_URL, emulator.endpoint);
    assert.equal(emulator.env.AWS_REGION, 'eu-central-1');
    assert.ok(emulator.env.CDK_HOME.startsWith(stateDir), 'a CDK_HOME of its own');
    assert.equal((await runningEmulator(stateDir))?.pid, emulator.pid);
    await assert.rejects(startEmulator({ stateDir }), /running already/);
    await emulator.stop();
    assert.equal(await runningEmulator(stateDir), undefined);
    await assert.rejects(fetch(emulator.endpoint), 'nothing listens any more');
  } finally {
    rmSync(stateDir, { recursive: true, force: true });
  }
});

test('a process that got the same id is neither found nor ended', async () => {
  const stateDir = mkdtempSync(join(tmpdir(), 'emulator-test-'));
  try {
    writeFileSync(join(stateDir, 'emulator.json'), JSON.stringify({ pid: process.pid, port: 1, region: 'eu-west-1', identity: '0'.repeat(36) }));
    assert.equal(await runningEmulator(stateDir), undefined);
    const stop = spawnSync(process.execPath, [CLI, 'stop', '--state-dir', stateDir], { encoding: 'utf8' });
    assert.equal(stop.stdout.trim(), 'not running');
    writeFileSync(join(stateDir, 'emulator.json'), 'broken');
    assert.equal(await runningEmulator(stateDir), undefined);
  } finally {
    rmSync(stateDir, { recursive: true, force: true });
  }
});

test('the command line starts, tells and stops', () => {
  const stateDir = mkdtempSync(join(tmpdir(), 'emulator-test-'));
  const cli = (...words) => spawnSync(process.execPath, [CLI, ...words, '--state-dir', stateDir], { encoding: 'utf8' });
  try {
    assert.equal(cli('status').status, 3);
    const started = cli('start');
    assert.equal(started.status, 0, started.stderr);
    assert.match(started.stdout, /^export AWS_ENDPOINT_URL='http:\/\/127\.0\.0\.1:\d+'$/m);
    assert.match(cli('start').stdout, new RegExp(/pid (\d+)/.exec(started.stdout)[0]), 'a second start finds the first');
    assert.match(cli('status').stdout, /running at .*\nDocker: /);
    assert.match(cli('stop').stdout, /stopped/);
    assert.equal(cli('status').status, 3);
    assert.equal(cli('nonsense').status, 2);
  } finally {
    cli('stop');
    rmSync(stateDir, { recursive: true, force: true });
  }
});

test('says what to do when there is no usable Python', () => {
  const script = `import { ensureInstalled } from ${JSON.stringify(CLI)}; ensureInstalled().catch((error) => { console.log(error.name, error.message); });`;
  const copy = mkdtempSync(join(tmpdir(), 'emulator-test-'));
  try {
    // A copy has no environment yet.
    writeFileSync(join(copy, 'emulator.mjs'), readFileSync(CLI));
    writeFileSync(join(copy, 'requirements.txt'), '');
    const run = spawnSync(process.execPath, ['--input-type=module', '-e', script.replace(CLI, join(copy, 'emulator.mjs'))], { encoding: 'utf8', env: { PATH: copy } });
    assert.match(run.stdout, /EmulatorError The embedded AWS needs Python 3\.10 or newer.*GOLDENPATH_PYTHON/s);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
});

test('the requirements are pinned, with hashes, and name no index', () => {
  const text = readFileSync(new URL('../requirements.txt', import.meta.url), 'utf8');
  assert.doesNotMatch(text, /https?:|--index|--find-links/);
  const packages = text.split(/\n(?=\S)/).filter((block) => /^[a-z]/i.test(block));
  assert.ok(packages.length > 15);
  for (const block of packages) assert.match(block, /==\S+.*--hash=sha256:/s);
});
