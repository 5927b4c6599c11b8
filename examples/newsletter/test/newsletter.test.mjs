// Deploys the newsletter on an embedded AWS with the real CDK CLI, and uses it. The emulator judges permissions, so what is done here
// is done with what `uses` has granted, and nothing else.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { GetSecretValueCommand, PutSecretValueCommand, RotateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { startEmulator } from '../../../emulator/emulator.mjs';
import { Newsletter } from '../calls.mjs';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const CDK = join(ROOT, 'node_modules/.bin/cdk');
const folder = mkdtempSync(join(tmpdir(), 'newsletter-'));
let emulator;
/** @type {Newsletter} */
let newsletter;

const cdk = (...args) => promisify(execFile)(CDK, [...args, '--no-notices'], { cwd: join(ROOT, 'examples/newsletter/test'), env: process.env });
let count = 0;
const someone = () => `someone.${++count}@example.com`;

before(async () => {
  emulator = await startEmulator({ stateDir: join(folder, 'state'), stopWithParent: true });
  Object.assign(process.env, emulator.env);
  await promisify(execFile)(CDK, ['bootstrap', `aws://${emulator.account}/${emulator.region}`, '--no-notices'], { cwd: folder, env: process.env });
  await cdk('synth', '--quiet', '--app', 'npx tsx app.ts', '--output', join(folder, 'cdk.out'));
  await cdk('deploy', '--app', join(folder, 'cdk.out'), '--require-approval', 'never');
  newsletter = await Newsletter.of('Newsletter');
}, { timeout: 120_000 });

after(async () => {
  await emulator?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('who has not signed is refused, and nothing happens', async () => {
  const email = someone();
  assert.equal((await newsletter.signUp({ email }, { signed: false })).status, 403);
  assert.equal(await newsletter.subscriber(email), undefined);
});

test('what is no signup is refused by the function', async () => {
  for (const body of [{}, { email: 'nobody' }, { email: 7 }, []]) assert.equal((await newsletter.signUp(body, { signed: true })).status, 400);
});

test('a signup becomes a row and a letter', async () => {
  const email = someone();
  assert.equal((await newsletter.signUp({ email: email.toUpperCase() }, { signed: true })).status, 202);
  assert.ok((await newsletter.subscriber(email)).signedUpAt.S);
  const letter = await newsletter.letter(email);
  assert.match(letter, new RegExp(`^Welcome, ${email}!`));
  assert.ok(await newsletter.isSignedWithSecret(letter, email));
});

test('signing up twice changes nothing', async () => {
  const email = someone();
  await newsletter.signUp({ email }, { signed: true });
  const first = await newsletter.subscriber(email);
  await newsletter.letter(email);
  await newsletter.signUp({ email }, { signed: true });
  assert.deepEqual(await newsletter.subscriber(email), first);
});

test('the worker delivers with the role of its task, and stops when it is told to', async () => {
  const email = someone();
  await newsletter.signUp({ email }, { signed: true });
  await newsletter.letter(email);
  const { lines, exitCode } = await newsletter.runMailer(email);
  assert.equal(exitCode, 0);
  assert.equal(lines.at(-1).message, 'stopped');
  assert.deepEqual(lines.filter(({ message }) => message.startsWith('not') || message.startsWith('cannot')), []);
  assert.equal(await newsletter.deliveriesWaiting(), 0);
});

test('a poisoned message is in the dead-letter queue after three tries, and holds up nobody', async () => {
  const [email, poison] = [someone(), 'not a signup'];
  await newsletter.poison(poison);
  await newsletter.signUp({ email }, { signed: true });
  await newsletter.letter(email, 10);
  assert.equal((await newsletter.deadLetter(poison)).Body, poison);
});

for (const [how, change] of Object.entries({
  'a value that was put by hand': (secrets, SecretId) => secrets.send(new PutSecretValueCommand({ SecretId, SecretString: `by hand, ${Date.now()}` })),
  'a rotation': (secrets, SecretId) => secrets.send(new RotateSecretCommand({ SecretId })),
})) {
  test(`a running function notices ${how} within the time that the path allows, and nobody deploys`, async () => {
    const secrets = new SecretsManagerClient({});
    const SecretId = newsletter.named('LinkSecret');
    const value = async () => (await secrets.send(new GetSecretValueCommand({ SecretId }))).SecretString;
    // The function is warm, and holds a copy.
    const warm = someone();
    await newsletter.signUp({ email: warm }, { signed: true });
    await newsletter.letter(warm);
    const old = await value();
    await change(secrets, SecretId);
    for (const end = Date.now() + 10_000; await value() === old && Date.now() < end;) await new Promise(resolve => setTimeout(resolve, 100));
    assert.notEqual(await value(), old);
    await new Promise(resolve => setTimeout(resolve, 2100));
    const email = someone();
    await newsletter.signUp({ email }, { signed: true });
    assert.ok(await newsletter.isSignedWithSecret(await newsletter.letter(email), email));
  });
}

test('the reader of secrets is that of the guide', () => {
  const guide = readFileSync(join(ROOT, 'docs/guides/secret.md'), 'utf8');
  const [, block] = /```typescript\n([\s\S]*?)```/.exec(guide);
  assert.equal(readFileSync(join(ROOT, 'examples/newsletter/functions/secret.ts'), 'utf8'), block);
});
