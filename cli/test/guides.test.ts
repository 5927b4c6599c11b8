import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT, run, SHOP, TERRAFORM } from './run.ts';

const guide = (name: string): string => readFileSync(join(ROOT, `docs/guides/${name}.md`), 'utf8');
/** The lines of output in a guide: its code blocks without a language. */
const shown = (text: string): string[] =>
  [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)]
    .filter(([, language]) => language === '')
    .flatMap(([, , block]) => block!.split('\n'))
    .filter(line => line !== '' && line.trim() !== '...');

test('what the guides show is what the program prints', async () => {
  const { out: explained } = await run(['explain', SHOP, '--stack', 'Payments', '--decision', 'service.maxTasks']);
  const { out: excepted } = await run(['exceptions', SHOP, TERRAFORM]);
  for (const [name, out] of [
    ['cli', explained],
    ['exceptions', excepted],
  ] as const) {
    const lines = shown(guide(name));
    assert.ok(lines.length > 5);
    for (const line of lines)
      assert.ok(out.split('\n').includes(line), `docs/guides/${name}.md shows a line that is not printed: ${line}`);
  }
});

test('the options that the guides name are there', async () => {
  for (const name of ['cli', 'exceptions']) {
    for (const [, command, rest] of guide(name).matchAll(/^goldenpath (explain|exceptions)(.*)$/gm)) {
      const { out: help } = await run([command!, '--help']);
      for (const [option] of rest!.replace(/#.*/, '').matchAll(/--[a-z-]+/g))
        assert.ok(help.includes(option), `${name}.md: ${command} has no ${option}`);
    }
  }
});

test('the file of exceptions in the guide is read', async () => {
  const [, yaml] = /```yaml\n([\s\S]*?)```/.exec(guide('exceptions'))!;
  const cwd = mkdtempSync(join(tmpdir(), 'guide-'));
  writeFileSync(join(cwd, 'goldenpath.exceptions.yaml'), yaml!);
  const { code, json } = await run(['exceptions', TERRAFORM, '--json', '--owner', 'team-news'], { cwd });
  assert.equal(code, 0);
  assert.equal(json.exceptions.length, 1);
});
