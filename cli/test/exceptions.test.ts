import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { run, SHOP, TERRAFORM } from './run.ts';

function fileWith(text: string, name = 'goldenpath.exceptions.yaml'): { file: string; cwd: string } {
  const cwd = mkdtempSync(join(tmpdir(), 'exceptions-'));
  writeFileSync(join(cwd, name), text);
  return { file: join(cwd, name), cwd };
}

const LEGACY = `
version: 1
exceptions:
  - what: The newsletter
    stack: Legacy
    capability: service
    property: tmpMib
    reason: It is older than the path, and is switched off next year.
    owner: team-news
    since: 2026-01-01
    reviewBy: 2026-11-01
`;

test('lists what is recorded, the most overdue first, over several assemblies', async () => {
  const { code, json } = await run(['exceptions', SHOP, TERRAFORM, '--json']);
  assert.equal(code, 0);
  const listed = json.exceptions.map(({ where, slot, kind, state, days, owner }: any) => [
    where,
    slot,
    kind,
    state,
    days,
    owner,
  ]);
  assert.deepEqual(listed[0], ['Prod/Shop/Shop', 'service', 'patch', 'overdue', -52, 'team-billing']);
  // Two are there since a day that is recorded; of the others nobody says.
  assert.deepEqual(
    json.exceptions.map(({ ageDays }: any) => ageDays).filter((days: unknown) => days !== null),
    [311, 311],
  );
  assert.equal(json.demand.find(({ key }: any) => key === 'service.service.propagate_tags').oldestDays, 311);
  assert.equal(json.demand[0].oldestDays, null);
  assert.deepEqual(
    listed.find(([where]: any) => where === 'Payments/Payments'),
    ['Payments/Payments', 'taskDefinition', 'patch', 'due', 18, 'team-payments'],
  );
  assert.deepEqual(
    listed
      .filter(([, , kind]: any) => kind === 'unrecorded')
      .map(([where]: any) => where)
      .sort(),
    ['Prod/Shop/Inner/Cart', 'Prod/Shop/Shop'],
  );
  // What the organisation does to everything is no exception.
  assert.equal(JSON.stringify(json.exceptions).includes('UpdateReplacePolicy'), false);
  assert.deepEqual(json.offPath.map(({ name }: any) => name).sort(), ['Legacy', 'bare']);
});

test('ranks by teams what is escaped from, on both engines together, and says what would retire it', async () => {
  const { json } = await run(['exceptions', SHOP, TERRAFORM, '--json']);
  const [first] = json.demand;
  assert.equal(first.key, 'service.tmpMib');
  assert.deepEqual(first.teams, ['team-orders', 'team-payments', 'team-shop']);
  assert.equal(first.recorded, 4);
  assert.match(first.change, /^Make service.tmpMib a prop, or change its default\.$/);
  const change = (key: string) => json.demand.find((each: any) => each.key === key)?.change;
  assert.match(
    change('service.service.propagate_tags'),
    /^A new decision for property PropagateTags of slot service\.$/,
  );
  assert.match(change('service.execEnabled'), /^Make service.execEnabled a prop/);
});

test('the file is read from the current directory, counts as demand, and makes a stack known', async () => {
  const { cwd, file } = fileWith(LEGACY);
  const { json } = await run(['exceptions', SHOP, '--json'], { cwd });
  assert.equal(json.file, file);
  const exception = json.exceptions.find(({ kind }: any) => kind === 'exception');
  assert.deepEqual(
    [exception.where, exception.state, exception.days, exception.ageDays],
    ['The newsletter', 'overdue', -21, 325],
  );
  assert.deepEqual(json.offPath, []);
  assert.ok(json.demand.find(({ key }: any) => key === 'service.tmpMib').teams.includes('team-news'));
  const elsewhere = await run(['exceptions', SHOP, '--json', '--file', file]);
  assert.equal(elsewhere.json.file, file);
});

test('is a reminder: it fails only on what it is told to fail on', async () => {
  assert.equal((await run(['exceptions', SHOP])).code, 0);
  assert.equal((await run(['exceptions', SHOP, '--fail-on', 'overdue'])).code, 1);
  assert.equal((await run(['exceptions', SHOP, '--fail-on', 'overdue', '--as-of', '2026-09-01'])).code, 0);
  assert.equal((await run(['exceptions', TERRAFORM, '--fail-on', 'overdue', 'unrecorded'])).code, 0);
  assert.equal((await run(['exceptions', SHOP, '--fail-on', 'unrecorded'])).code, 1);
  assert.equal((await run(['exceptions', TERRAFORM, '--fail-on', 'off-path'])).code, 1);
});

test('--owner shows what one team answers for', async () => {
  const { json } = await run(['exceptions', SHOP, '--owner', 'team-payments', '--json']);
  assert.deepEqual(
    json.exceptions.map(({ owner }: any) => owner),
    ['team-payments'],
  );
});

test('the day of the review is in time', async () => {
  const at = async (day: string) =>
    (await run(['exceptions', SHOP, '--json', '--as-of', day])).json.exceptions.find(
      ({ owner }: any) => owner === 'team-payments',
    );
  assert.deepEqual(
    [(await at('2026-12-10')).state, (await at('2026-12-11')).state, (await at('2026-11-09')).state],
    ['due', 'overdue', 'later'],
  );
});

test('a file that is not as it should be is refused, with the entry and what is wrong', async () => {
  for (const [text, said] of [
    [
      'version: 1\nexceptions:\n  - what: x\n    reason: y\n    owner: z\n',
      /exception 1 \('x'\): must have required property 'reviewBy'/,
    ],
    [LEGACY.replace('2026-11-01', 'soon'), /reviewBy must match pattern/],
    [LEGACY.replace('2026-11-01', '2026-02-30'), /there is no day 2026-02-30/],
    [LEGACY.replace('owner:', 'ownr:'), /must (have required property 'owner'|NOT have additional properties 'ownr')/],
    ['version: 2\nexceptions: []\n', /version must be equal to constant/],
    ['exceptions: [', /The file of exceptions is not as it should be/],
  ] as Array<[string, RegExp]>) {
    const { file } = fileWith(text);
    const { code, err } = await run(['exceptions', SHOP, '--file', file]);
    assert.equal(code, 3, text);
    assert.match(err, said);
    assert.match(err, /guides\/exceptions\.md/);
  }
  assert.equal((await run(['exceptions', SHOP, '--file', '/nowhere.yaml'])).code, 3);
  assert.equal((await run(['exceptions', SHOP, '--as-of', 'tomorrow'])).code, 2);
});

test('JSON is read as well', async () => {
  const { cwd } = fileWith(
    JSON.stringify({ version: 1, exceptions: [{ what: 'x', reason: 'y', owner: 'z', reviewBy: '2027-01-01' }] }),
    'goldenpath.exceptions.json',
  );
  const { json } = await run(['exceptions', TERRAFORM, '--json', '--owner', 'z'], { cwd });
  assert.deepEqual(
    json.exceptions.map(({ where, state }: any) => [where, state]),
    [['x', 'later']],
  );
});
