// Problems in the input: none of them is fatal, and each one is counted. The list of findings has its own test in
// report.test.ts.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { cdevent, deployed, type Fields, found, incident, metric, reported, reportedOn } from './reported.ts';
import { run } from './run.ts';

const good = (day: number): Fields =>
  deployed(`d${day}`, 'orders', `2026-10-${String(day).padStart(2, '0')}T10:00:00Z`);
const lines = (...events: Fields[]) => events.map(event => JSON.stringify(event)).join('\n');
const used = (report: any) =>
  report.dora.services.find(({ service }: any) => service === 'orders')?.metrics.changeFailRate.n ?? 0;

/** Each file has three correct deployments in its readable part, unless a case has another number. */
const FILES: {
  readonly [what: string]: {
    readonly name?: string;
    readonly content: string | Buffer;
    readonly good?: number;
    readonly unreadable: number;
    readonly broken?: number;
  };
} = {
  'a file that ends in the middle of a line': {
    content: lines(good(1), good(2), good(3), good(4)).slice(0, -40),
    unreadable: 1,
  },
  'a compressed file that ends in the middle': {
    name: 'a.jsonl.gz',
    content: gzipSync(
      Array.from({ length: 4000 }, (_, i) =>
        lines(deployed(`z${i}`, 'other', '2026-10-01T10:00:00Z', { n: Math.sin(i) })),
      ).join('\n'),
    ).subarray(0, 60_000),
    good: 0,
    unreadable: 1,
  },
  'a file that is called compressed, and is not': {
    name: 'a.jsonl.gz',
    content: lines(good(1)),
    good: 0,
    unreadable: 0,
    broken: 1,
  },
  'lines that are JSON, and no events': {
    content: [
      lines(good(1)),
      '[1, 2]',
      '"text"',
      '7',
      'null',
      '{}',
      '{"context": "text", "subject": 7}',
      lines(good(2), good(3)),
    ].join('\n'),
    unreadable: 6,
  },
  'bytes that are no text': {
    content: Buffer.concat([
      Buffer.from(`${lines(good(1), good(2))}\n`),
      Buffer.from('7b22fffe223a317d0a000000', 'hex'),
      Buffer.from(`\n${lines(good(3))}`),
    ]),
    unreadable: 2,
  },
  'a line of 20 MB': {
    content: [lines(good(1)), JSON.stringify({ ...good(2), junk: 'x'.repeat(20_000_000) }), lines(good(3))].join('\n'),
    unreadable: 0,
  },
  'ends of lines of another system, and empty lines': {
    content: [lines(good(1)), '', '   ', lines(good(2)), lines(good(3)), ''].join('\r\n'),
    unreadable: 0,
  },
};

for (const [what, { name = 'a.jsonl', content, good: expected = 3, unreadable, broken = 0 }] of Object.entries(FILES)) {
  test(`${what} is read as far as it goes`, async () => {
    const report = await reportedOn({ [name]: content });
    assert.deepEqual(
      [used(report), found(report, 'unreadable'), found(report, 'brokenFiles')],
      [expected, unreadable, broken],
    );
    assert.equal(found(report, 'outOfOrder'), 0, 'they stand in order');
    assert.equal(report.dataQuality.events.read, report.dataQuality.events.used + report.dataQuality.events.setAside);
  });
}

test('what came in another order than it happened is sorted, and counted', async () => {
  const report = await reported([good(3), good(1), good(2), good(5), good(4)]);
  assert.equal(found(report, 'outOfOrder'), 2);
  assert.deepEqual(await reported([good(1), good(2), good(3), good(4), good(5)]).then(({ dora }) => dora), report.dora);
});

test('of one event that came twice, with two outcomes, the later outcome counts', async () => {
  const report = await reported([
    deployed('d1', 'orders', '2026-10-01T10:00:00Z', { outcome: 'failure' }),
    deployed('d1', 'orders', '2026-10-01T10:20:00Z', { outcome: 'success' }),
  ]);
  assert.deepEqual([used(report), metric(report, 'changeFailRate').all.value, found(report, 'duplicated')], [1, 0, 1]);
});

test('what ends before it begins is in no median', async () => {
  const report = await reported([
    cdevent(
      'c1',
      'repository.created',
      '2026-10-05T00:00:00Z',
      { id: 'orders', content: { name: 'orders' } },
      { service: 'orders' },
    ),
    cdevent('j1', 'goldenpath-engineer.joined', '2026-10-20T00:00:00Z', { id: 'ada' }),
    cdevent(
      'm1',
      'change.merged',
      '2026-10-01T00:00:00Z',
      { id: 'm1', content: { repository: { id: 'orders' } } },
      { engineer: 'ada' },
    ),
    good(2),
    good(9),
    { ...incident('i1', 'detected', 'orders', '2026-10-09T00:00:00Z'), customData: { deployment: 'd9' } },
    incident('i1', 'resolved', 'orders', '2026-10-09T05:00:00Z'),
  ]);
  assert.deepEqual([found(report, 'negativeFirst'), found(report, 'negativeRecoveries')], [2, 1]);
  assert.deepEqual(
    report.firstDeploy.map(({ all }: any) => all.n),
    [0, 0],
  );
  assert.equal(metric(report, 'failedDeploymentRecoveryTime').all.value, null);
});

test('collected manifests: half-written, without a day, of the future, unreadable, cut off', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'manifests-'));
  try {
    writeFileSync(
      join(directory, 'manifests.jsonl'),
      [
        '{"stack":"a","at":"2026-10-01T00:00:00Z","summary":null}',
        '{"stack":"b","at":"20',
        '{"stack":"c","at":"some day"}',
        '[]',
        '{"stack":"d","at":"2031-01-01T00:00:00Z","summary":null}',
        '{"stack":"e","summary":{"v":1}}',
      ].join('\n'),
    );
    writeFileSync(
      join(directory, 'manifests-2.jsonl.gz'),
      gzipSync(
        Array.from(
          { length: 5000 },
          (_, i) => `{"stack":"z${(i * 7919) % 5000}","at":"2026-10-01T00:00:00Z","summary":null}`,
        ).join('\n'),
      ).subarray(0, 8000),
    );
    const { code, json } = await run(['report', '--from', directory, '--out', join(directory, 'out'), '--json']);
    assert.equal(code, 0);
    // Three lines, and the file that is cut off.
    assert.deepEqual(
      [found(json, 'brokenManifests'), found(json, 'futureManifests'), json.platform.unknown],
      [4, 1, 1],
    );
    assert.ok(json.platform.eligible > 100, 'what is whole of the file is used');
  } finally {
    rmSync(directory, { recursive: true });
  }
});
