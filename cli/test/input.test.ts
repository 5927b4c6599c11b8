import assert from 'node:assert/strict';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { run, SHOP, TERRAFORM } from './run.ts';

const copyOf = (directory: string): string => {
  const copy = join(mkdtempSync(join(tmpdir(), 'input-')), 'cdk.out');
  cpSync(directory, copy, { recursive: true });
  return copy;
};
const edit = (file: string, change: (value: any) => void): void => {
  const value = JSON.parse(readFileSync(file, 'utf8'));
  change(value);
  writeFileSync(file, JSON.stringify(value));
};
const manifestIn = (metadata: any): any =>
  Object.values<any>(metadata)
    .flat()
    .find(({ type }) => type === 'goldenpath:manifest').data;
const metadataOf = (directory: string): string =>
  join(
    directory,
    readdirSync(directory).find(name => name === 'Payments.metadata.json')!,
  );

/** Reads an input, and expects an error with the problem and its place. */
async function refused(input: string | undefined, said: RegExp, cwd?: string): Promise<void> {
  const { code, err, out } = await run(
    ['explain', ...(input === undefined ? [] : [input])],
    cwd === undefined ? {} : { cwd },
  );
  assert.equal(code, 3, err);
  assert.equal(out, '');
  assert.match(err, said);
  assert.match(err, /\n {2}where: .+\n {2}to do: .+\n {2}docs: +https:.+\n$/);
}

test('finds cdk.out or cdktf.out in the current directory, and a stack in it by its name', async () => {
  const cwd = join(copyOf(SHOP), '..');
  assert.equal((await run(['explain', '--json'], { cwd })).json.stacks.length, 5);
  assert.deepEqual(
    (await run(['explain', 'Prod/Shop', '--json'], { cwd })).json.stacks.map(({ name }: any) => name),
    ['Prod/Shop'],
  );
  assert.match((await run(['explain', 'Paments'], { cwd })).err, /Did you mean 'Payments'/);
  cpSync(TERRAFORM, join(cwd, 'cdktf.out'), { recursive: true });
  assert.match((await run(['explain'], { cwd })).err, /more than one assembly/);
});

test('takes a manifest.json, one configuration of Terraform, or the directory above', async () => {
  assert.equal((await run(['explain', join(SHOP, 'manifest.json'), '--json'])).json.stacks.length, 5);
  for (const place of ['stacks/orders/cdk.tf.json', 'stacks/orders']) {
    assert.deepEqual(
      (await run(['explain', join(TERRAFORM, place), '--json'])).json.stacks.map(({ onPath }: any) => onPath),
      [true],
    );
  }
  assert.equal((await run(['explain', join(copyOf(SHOP), '..'), '--json'])).json.stacks.length, 5);
});

test('what is missing is said', async () => {
  await refused(undefined, /There is no assembly here/, tmpdir());
  await refused('/nowhere/cdk.out', /There is no such file, directory or stack/);
  const copy = copyOf(SHOP);
  rmSync(join(copy, 'Payments.template.json'));
  await refused(copy, /A file is missing/);
});

test('what is cut off is said, whichever file it is', async () => {
  for (const file of ['manifest.json', 'Payments.template.json', 'Payments.metadata.json']) {
    const copy = copyOf(SHOP);
    truncateSync(join(copy, file), 1000);
    await refused(copy, /JSON/);
  }
  // The text ends in a string, in a number, in a name, or between two properties.
  for (let length = 5000; length < 5040; length += 1) {
    const copy = copyOf(TERRAFORM);
    truncateSync(join(copy, 'stacks/orders/cdk.tf.json'), length);
    await refused(copy, /A file is no JSON[\s\S]*cut off/);
  }
});

test('what is of another program is said', async () => {
  const place = mkdtempSync(join(tmpdir(), 'foreign-'));
  await refused(place, /no output of CDK/);
  writeFileSync(join(place, 'manifest.json'), '{"name":"A web app","icons":[]}');
  await refused(place, /This manifest is of another program/);
  writeFileSync(join(place, 'main.tf.json'), '{"resource":{}}');
  await refused(join(place, 'main.tf.json'), /not written by CDK for Terraform/);
  await refused(join(SHOP, 'Payments.template.json'), /A single template says nothing/);
});

test('a manifest that does not fit its schema is refused, with the place', async () => {
  const copy = copyOf(SHOP);
  edit(metadataOf(copy), metadata => {
    manifestIn(metadata).tier = 'gold';
  });
  await refused(copy, /The manifest does not fit its schema: \/tier must be equal to one of the allowed values/);
});

test('a newer manifest is read as far as it is understood, and that is said', async () => {
  const copy = copyOf(SHOP);
  edit(metadataOf(copy), metadata => {
    const manifest = manifestIn(metadata);
    manifest.manifestVersion = '2';
    manifest.signature = 'new';
    const { escapes } = manifest.entries.find(({ capability }: any) => capability === 'service');
    escapes.push({ slot: 'service', kind: 'waiver', properties: ['X'] });
  });
  const { code, json, err } = await run(['exceptions', copy, '--json', '--owner', 'team-payments']);
  assert.equal(code, 0);
  assert.deepEqual(
    json.exceptions.map(({ kind }: any) => kind),
    ['patch'],
  );
  assert.match(
    err,
    /^warning: .*version 2, and this program knows 1.*left out: 1 escape\. A newer goldenpath-cli reads it whole/,
  );
  assert.equal(json.warnings.length, 1);
});

test('a newer assembly is read as well, and that is said', async () => {
  const copy = copyOf(SHOP);
  edit(join(copy, 'manifest.json'), manifest => {
    manifest.version = '999.0.0';
  });
  const { code, err } = await run(['explain', copy, '--stack', 'Payments']);
  assert.equal(code, 0);
  assert.match(err, /schema version 999.0.0/);
});

test('the reference is that of the project where it has one, and another version is said', async () => {
  const project = join(copyOf(SHOP), '..');
  const bundled = await run(['explain', '--json', '--stack', 'Payments'], { cwd: project });
  assert.equal(bundled.json.reference.from, 'bundled');
  assert.equal(bundled.err, '');
  const installed = join(project, 'node_modules/goldenpath');
  mkdirSync(join(installed, 'schema'), { recursive: true });
  writeFileSync(
    join(installed, 'package.json'),
    '{"name":"goldenpath","version":"9.9.9","exports":{"./schema/decisions.json":"./schema/decisions.json"}}',
  );
  cpSync(bundled.json.reference.file, join(installed, 'schema/decisions.json'));
  edit(join(installed, 'schema/decisions.json'), reference => {
    reference.packageVersion = '9.9.9';
  });
  const own = await run(['explain', '--json', '--stack', 'Payments'], { cwd: project });
  assert.deepEqual([own.json.reference.from, own.json.reference.packageVersion], ['project', '9.9.9']);
  assert.match(own.err, /made by goldenpath .*, and the reference of decisions is of 9.9.9/);
  writeFileSync(join(installed, 'schema/decisions.json'), '{"decisionsVersion":"1"}');
  assert.equal((await run(['explain'], { cwd: project })).code, 3);
});
