// Reports on events in the tests, and functions that make events.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { run } from './run.ts';

const directories: string[] = [];
/** A directory that is gone after the tests. */
export const scratch = (): string => {
  directories.push(mkdtempSync(join(tmpdir(), 'report-test-')));
  return directories.at(-1)!;
};
after(() => directories.forEach(each => rmSync(each, { recursive: true })));

export interface Fields {
  readonly [field: string]: unknown;
}

export const cdevent = (
  id: string,
  type: string,
  timestamp: string,
  subject: Fields,
  customData: Fields = {},
): Fields => ({
  context: { version: '0.5.0', id, source: '/test', type: `dev.cdevents.${type}.0.3.0`, timestamp },
  subject: { source: '/test', ...subject },
  customData,
});
export const deployed = (id: string, service: string, timestamp: string, custom: Fields = {}): Fields =>
  cdevent(
    id,
    'service.deployed',
    timestamp,
    { id: service, content: { environment: { id: 'production' } } },
    { deployment: id, ...custom },
  );
export const incident = (id: string, what: string, service: string, timestamp: string): Fields =>
  cdevent(`${id}-${what}`, `incident.${what}`, timestamp, {
    id,
    content: { environment: { id: 'production' }, service: { id: service } },
  });

/** Makes a report on files of events. A file is a list of lines, or the whole text. */
export async function reportedOn(
  files: { readonly [name: string]: ReadonlyArray<Fields | string> | string | Buffer },
  ...options: string[]
): Promise<any> {
  const directory = mkdtempSync(join(tmpdir(), 'reported-'));
  try {
    for (const [name, content] of Object.entries(files)) {
      writeFileSync(
        join(directory, name),
        typeof content === 'string' || Buffer.isBuffer(content)
          ? content
          : content.map(line => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
      );
    }
    const { code, json, err } = await run([
      'report',
      '--events',
      directory,
      '--out',
      join(directory, 'out'),
      '--minimum-n',
      '1',
      '--json',
      ...options,
    ]);
    assert.equal(code, 0, err);
    return json;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

export function reported(lines: ReadonlyArray<Fields | string>, ...options: string[]): Promise<any> {
  return reportedOn({ 'events.jsonl': lines }, ...options);
}

export const metric = (report: any, id: string): any => report.dora.metrics.find((each: any) => each.id === id);
export const found = (report: any, id: string): number =>
  report.dataQuality.findings.find((each: any) => each.id === id).count;

/** The summary of a stack in production, as its output has it. */
export const summaryOf = (uses: readonly string[], owners: readonly string[] = []): Fields => ({
  v: '1',
  package: '1.0.0',
  edition: '2026.12',
  tier: 'production',
  capabilities: Object.fromEntries(uses.map(id => [id, { version: '1', count: 1 }])),
  owners,
  decisions: { path: 1, platform: 0, team: 0 },
  escapes: { recorded: 0, unrecorded: 0 },
});

/** The JSON of a report on these manifests, a line each. */
export async function reportOnManifests(lines: readonly string[], ...options: string[]): Promise<any> {
  const directory = scratch();
  const manifests = join(directory, 'manifests.jsonl');
  writeFileSync(manifests, lines.join('\n'));
  const result = await run(['report', '--from', manifests, '--out', join(directory, 'out'), '--json', ...options]);
  assert.equal(result.code, 0, result.err);
  return result.json;
}
