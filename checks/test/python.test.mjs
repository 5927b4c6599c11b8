import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { findPython, pythonCheckers } from '../python.mjs';

test('says which Python is needed when there is none', () => {
  assert.throws(() => findPython(['no-such-python', 'node']), /Python 3\.10 or newer; none of no-such-python, node is/);
});

test('says what to look at when the packages cannot be had, and starts over the next time', () => {
  const directory = mkdtempSync(join(tmpdir(), 'checks-venv-'));
  const requirements = join(directory, 'requirements.txt');
  const venv = join(directory, 'venv');
  const index = process.env.PIP_INDEX_URL;
  // Nothing listens there.
  Object.assign(process.env, { PIP_INDEX_URL: 'http://127.0.0.1:9/simple', PIP_RETRIES: '0', PIP_FIND_LINKS: '' });
  try {
    writeFileSync(requirements, `no-such-package==1.0 --hash=sha256:${'0'.repeat(64)}\n`);
    assert.throws(() => pythonCheckers({ directory: venv, requirements }), /Is the network there/);
    assert.ok(!existsSync(join(venv, 'requirements.sha256')));
  } finally {
    if (index === undefined) delete process.env.PIP_INDEX_URL;
    else process.env.PIP_INDEX_URL = index;
    delete process.env.PIP_RETRIES;
    rmSync(directory, { recursive: true, force: true });
  }
});
