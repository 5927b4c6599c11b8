import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT, SHOP } from './run.ts';

const CLI = join(ROOT, 'cli');

test('what is packed is all that it needs, and nothing else', () => {
  const [{ files }] = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: CLI,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  );
  const paths: string[] = files.map(({ path }: any) => path);
  assert.deepEqual(paths.filter(path => !/^(dist|schema|sql|templates)\//.test(path)).sort(), [
    'LICENSE',
    'README.md',
    'package.json',
    'reference/decisions.json',
    'reference/ecs-patterns.json',
    'reference/policy-answers.json',
    'reference/terraform-blocks.json',
  ]);
  // Away from the sources, with the dependencies that it declares, and no others.
  const place = mkdtempSync(join(tmpdir(), 'a packed one '));
  for (const path of paths) cpSync(join(CLI, path), join(place, path));
  symlinkSync(join(CLI, 'node_modules'), join(place, 'node_modules'));
  // What one command reads, the others do not wait for.
  for (const file of ['policy-answers', 'terraform-blocks']) rmSync(join(place, `reference/${file}.json`));
  const output = execFileSync(process.execPath, [join(place, 'dist/bin.js'), 'explain', SHOP, '--json'], {
    cwd: place,
    encoding: 'utf8',
  });
  assert.equal(JSON.parse(output).reference.from, 'bundled');
  const { dependencies } = JSON.parse(readFileSync(join(CLI, 'package.json'), 'utf8'));
  const imported = paths
    .filter(path => path.endsWith('.js'))
    .flatMap(path =>
      [...readFileSync(join(CLI, path), 'utf8').matchAll(/from '([^'.][^']*)'/g)].map(([, name]) => name!),
    );
  const packages = imported
    .filter(each => !each.startsWith('node:'))
    .map(each =>
      each
        .split('/')
        .slice(0, each.startsWith('@') ? 2 : 1)
        .join('/'),
    );
  for (const name of packages) assert.ok(name in dependencies, `${name} is imported, and no dependency`);
});
