import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { pattern, run, SYNTHESISED } from './run.ts';

const OUT = mkdtempSync(join(tmpdir(), 'techdocs-'));
const { code, json } = await run([
  'catalog',
  join(SYNTHESISED, 'newsroom'),
  '--out',
  OUT,
  '--owner',
  'platform',
  '--no-template',
  '--json',
]);
const page = (name: string) => readFileSync(join(OUT, 'docs/newsletter/docs', `${name}.md`), 'utf8');
/** The program mkdocs with the plugin techdocs-core: `pip install mkdocs-techdocs-core`. */
const MKDOCS = process.env.MKDOCS ?? 'mkdocs';

test('each system has a site, with a page for each of its constructs', () => {
  assert.equal(code, 0);
  for (const system of ['newsletter', 'orders']) {
    const { nav, plugins } = parse(readFileSync(join(OUT, 'docs', system, 'mkdocs.yml'), 'utf8'));
    assert.deepEqual(plugins, ['techdocs-core']);
    assert.deepEqual(
      nav.flatMap((each: object) => Object.values(each)).sort(),
      readdirSync(join(OUT, 'docs', system, 'docs')).sort(),
    );
  }
});

test('every entity leads to a page that is there', () => {
  for (const {
    kind,
    metadata: { name, annotations },
  } of json.entities) {
    if (kind === 'System')
      assert.ok(
        existsSync(join(OUT, annotations['backstage.io/techdocs-ref'].replace('dir:', ''), 'mkdocs.yml')),
        name,
      );
    const of = annotations['backstage.io/techdocs-entity'];
    if (of)
      assert.ok(
        existsSync(
          join(
            OUT,
            'docs',
            of.replace('system:default/', ''),
            'docs',
            `${annotations['backstage.io/techdocs-entity-path']}.md`,
          ),
        ),
        name,
      );
  }
});

test('a page has every decision, every alarm with what to do, and every escape', () => {
  const text = page('newsletter-mailer');
  assert.match(
    text,
    pattern(
      /\| runningTasksAlarm \| missing tasks ≥ 1, in 10 of 10 periods of 60 s \| /,
      /.*fewer tasks run than should.*Look at the service's events/,
    ),
  );
  assert.match(text, /\| memoryAlarm \| MemoryUtilization \(Average\) ≥ 85, in 10 of 10 periods of 60 s \|/);
  assert.match(
    text,
    pattern(
      /### By the golden path[\s\S]*\| readonlyRootFilesystem \| `true` \| /,
      /What breaks in cannot leave anything behind\. \|/,
    ),
  );
  assert.match(text, /\| taskDefinition \| .*Tmpfs.* \| renders \\\| pictures \| team-mail \| 2026-10-01 \|/);
  assert.match(page('newsletter-letters'), /None: it is on the path/);
  // Each row of a table has as many cells as the head, with any text.
  for (const table of text.split('\n\n').filter(part => part.startsWith('|'))) {
    const cells = table
      .trim()
      .split('\n')
      .map(row => row.replace(/\\\|/g, '').split('|').length);
    assert.equal(new Set(cells).size, 1, table.slice(0, 200));
  }
});

const { status } = spawnSync(MKDOCS, ['--version']);
test(
  'mkdocs with the plugin of TechDocs builds it, and warns of nothing',
  { skip: status === 0 ? false : 'mkdocs is not installed: pip install mkdocs-techdocs-core, or set MKDOCS' },
  () => {
    for (const system of ['newsletter', 'orders']) {
      const site = mkdtempSync(join(tmpdir(), 'site-'));
      const built = spawnSync(MKDOCS, ['build', '--strict', '--quiet', '--site-dir', site], {
        cwd: join(OUT, 'docs', system),
        encoding: 'utf8',
      });
      assert.equal(built.status, 0, built.stderr);
      assert.ok(existsSync(join(site, 'techdocs_metadata.json')));
    }
  },
);
