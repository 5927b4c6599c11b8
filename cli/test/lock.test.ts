import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { run, SHOP, TERRAFORM } from './run.ts';

const folder = (): string => mkdtempSync(join(tmpdir(), 'lock-'));
const read = (cwd: string) => JSON.parse(readFileSync(join(cwd, 'goldenpath.lock.json'), 'utf8'));

/** A lock of the assembly, changed by a test. */
async function locked(change: (row: any) => any = row => row, assembly = SHOP) {
  const cwd = folder();
  await run(['lock', assembly], { cwd });
  const lock = read(cwd);
  const resources = lock.resources.map(change).filter(Boolean);
  writeFileSync(join(cwd, 'goldenpath.lock.json'), JSON.stringify({ ...lock, resources }));
  return { cwd, rows: resources as any[] };
}

test('writes what keeps data or is known by a name, one line each, sorted, and then changes nothing', async () => {
  const cwd = folder();
  const first = await run(['lock', SHOP], { cwd });
  assert.equal(first.code, 0);
  const text = readFileSync(join(cwd, 'goldenpath.lock.json'), 'utf8');
  const { resources, edition, lockVersion } = JSON.parse(text);
  assert.deepEqual([lockVersion, edition], ['1', '2026.12']);
  assert.equal(text.split('\n').filter(line => line.startsWith('    {')).length, resources.length);
  const names = resources.map(({ path, slot, stack }: any) => `${path}\n${slot}\n${stack}`);
  assert.deepEqual(names, [...names].sort());
  const types = new Set(resources.map(({ type }: any) => type));
  for (const type of ['AWS::EC2::VPC', 'AWS::S3::Bucket', 'AWS::KMS::Key']) assert.ok(types.has(type), type);
  assert.ok(![...types].some(type => /IAM|Alarm|TaskDefinition/.test(type as string)));
  const again = await run(['lock', SHOP], { cwd });
  assert.match(again.out, /is up to date: \d+ resources/);
  assert.equal(readFileSync(join(cwd, 'goldenpath.lock.json'), 'utf8'), text);
  assert.equal((await run(['lock', SHOP, '--check'], { cwd })).code, 0);
});

test('knows what Terraform makes by its address', async () => {
  const { rows } = await locked(undefined, TERRAFORM);
  assert.ok(rows.length > 0);
  for (const { type, id } of rows) {
    assert.match(type, /^aws_/);
    assert.match(id, /^[A-Za-z_]\w+$/);
  }
});

test('--check fails where something is new, and writes nothing', async () => {
  const { cwd, rows } = await locked(row => (row.type === 'AWS::S3::Bucket' ? undefined : row));
  const before = read(cwd);
  const { code, out } = await run(['lock', SHOP, '--check'], { cwd });
  assert.equal(code, 1);
  assert.match(out, /\+ .*AWS::S3::Bucket, new/);
  assert.match(out, /is stale/);
  assert.deepEqual(read(cwd), before);
  assert.ok(rows.length > 0);
});

test('never forgets by itself: what is gone or another stays, is said, and fails', async () => {
  const { cwd, rows } = await locked(row => row);
  const [first] = rows;
  const gone = { ...first, path: 'Prod/Shop/Old', id: 'OldCluster' };
  const other = { ...rows[1], identity: { ...rows[1].identity, Name: 'another' } };
  const lock = { ...read(cwd), resources: [gone, other, ...rows.slice(2), first] };
  writeFileSync(join(cwd, 'goldenpath.lock.json'), JSON.stringify(lock));
  const { code, json } = await run(['lock', SHOP, '--json'], { cwd });
  assert.equal(code, 1);
  assert.deepEqual(
    json.lost.map(({ row, changed }: any) => [row.path, row.slot, changed]),
    [
      [gone.path, gone.slot, []],
      [other.path, other.slot, ['Name']],
    ],
  );
  assert.ok(read(cwd).resources.some(({ id }: any) => id === 'OldCluster'));
});

test('a stack that is not in the assembly stays as it is', async () => {
  const { cwd, rows } = await locked(row => row);
  const elsewhere = { ...rows[0], stack: 'Elsewhere', path: 'Elsewhere/Shop' };
  writeFileSync(join(cwd, 'goldenpath.lock.json'), JSON.stringify({ ...read(cwd), resources: [...rows, elsewhere] }));
  assert.equal((await run(['lock', SHOP], { cwd })).code, 0);
  assert.ok(read(cwd).resources.some(({ stack }: any) => stack === 'Elsewhere'));
});

test('accepts a loss with a reason and a date, and takes out what is gone then', async () => {
  const { cwd, rows } = await locked(row => row);
  const gone = { ...rows[0], path: 'Prod/Shop/Old', id: 'OldCluster' };
  writeFileSync(join(cwd, 'goldenpath.lock.json'), JSON.stringify({ ...read(cwd), resources: [...rows, gone] }));
  assert.equal((await run(['lock', '--accept', 'Prod/Shop/Old'], { cwd })).code, 2);
  const unknown = await run(['lock', '--accept', 'Prod/Shop/Odl', '--reason', 'x'], { cwd });
  assert.equal(unknown.code, 2);
  assert.match(unknown.err, /Did you mean 'Prod\/Shop\/Old'/);
  const accepted = await run(['lock', '--accept', 'Prod/Shop/Old', '--reason', 'archived'], { cwd });
  assert.equal(accepted.code, 0);
  const row = read(cwd).resources.find(({ id }: any) => id === 'OldCluster');
  assert.deepEqual(row.accepted, { reason: 'archived', on: '2026-11-22' });
  const after = await run(['lock', SHOP], { cwd });
  assert.equal(after.code, 0);
  assert.match(after.out, /its loss was accepted/);
  assert.ok(!read(cwd).resources.some(({ id }: any) => id === 'OldCluster'));
});

test('a file that is none is refused with what to do', async () => {
  const cwd = folder();
  for (const [text, says] of [
    ['<<<<<<< ours\n', /unresolved conflict/],
    ['{', /no JSON/],
    ['{"lockVersion":"1","resources":[{"path":"A"}]}', /resources.0 must have required property/],
  ] as const) {
    writeFileSync(join(cwd, 'goldenpath.lock.json'), text);
    const { code, err } = await run(['lock', SHOP], { cwd });
    assert.equal(code, 3);
    assert.match(err, says);
  }
  const nowhere = await run(['lock', SHOP, '--file', 'no/such/lock.json'], { cwd });
  assert.equal(nowhere.code, 3);
});
