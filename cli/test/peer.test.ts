import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from './run.ts';

test('the numbers of the peer are those of a synthesis of it today', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'peer-')), 'ecs-patterns.json');
  execFileSync(process.execPath, ['--import', 'tsx', join(ROOT, 'cli/scripts/measure-ecs-patterns.ts'), file], {
    cwd: join(ROOT, 'cli'),
    stdio: 'ignore',
    env: { ...process.env, CDK_VALIDATION: 'false' },
  });
  const { measuredOn: _then, ...packed } = JSON.parse(
    readFileSync(join(ROOT, 'cli/reference/ecs-patterns.json'), 'utf8'),
  );
  const { measuredOn: _now, ...measured } = JSON.parse(readFileSync(file, 'utf8'));
  assert.deepEqual(measured, packed, 'Run npm run measure in cli/.');
});
