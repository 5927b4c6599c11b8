import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT, run, SHOP } from './run.ts';

const program = (commandLine: string[], env: NodeJS.ProcessEnv = {}) =>
  spawnSync(process.execPath, [join(ROOT, 'cli/dist/bin.js'), ...commandLine], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined, ...env },
  });
const ESCAPE = /\u001b\[/;

test('the built program answers, with its exit codes', () => {
  assert.equal(program(['explain', SHOP]).status, 0);
  assert.equal(program(['exceptions', SHOP, '--fail-on', 'overdue']).status, 1);
  assert.equal(program(['explain', SHOP, '--bogus']).status, 2);
  assert.equal(program(['explain', '/nowhere/cdk.out']).status, 3);
});

test('--help of each command has its examples, --version the version', async () => {
  const { stdout, status } = program(['--help']);
  assert.equal(status, 0);
  for (const command of ['explain', 'exceptions', 'completion'])
    assert.match(stdout, new RegExp(`goldenpath ${command}`));
  for (const command of ['explain', 'exceptions']) {
    const help = await run([command, '--help']);
    assert.equal(help.code, 0);
    assert.match(help.out, /Examples:\n +goldenpath/);
    assert.match(help.out, /--json/);
  }
  assert.match(program(['--version']).stdout, /^\d+\.\d+\.\d+\n$/);
});

test('completion prints a script, and completes commands', () => {
  assert.match(program(['completion'], { SHELL: '/bin/bash' }).stdout, /goldenpath/);
  assert.match(program(['--get-yargs-completions', 'goldenpath', 'ex']).stdout, /explain/);
});

test('no colour where nobody looks or where it is not wanted, colour where it is forced', async () => {
  assert.doesNotMatch(program(['explain', SHOP]).stdout, ESCAPE);
  assert.match(program(['explain', SHOP], { FORCE_COLOR: '1' }).stdout, ESCAPE);
  assert.doesNotMatch(program(['explain', SHOP], { FORCE_COLOR: '1', NO_COLOR: '1' }).stdout, ESCAPE);
  assert.match((await run(['explain', SHOP], { outIsTerminal: true })).out, ESCAPE);
  assert.doesNotMatch((await run(['explain', SHOP, '--json'], { outIsTerminal: true })).out, ESCAPE);
});

test('what is piped is the result and nothing else; progress is for terminals', async () => {
  const quiet = await run(['exceptions', SHOP, SHOP, '--json']);
  assert.equal(quiet.err, '');
  const watched = await run(['exceptions', SHOP, SHOP, '--json'], { errIsTerminal: true });
  assert.match(watched.err, /1 of 2/);
  assert.deepEqual(watched.json, quiet.json);
});
