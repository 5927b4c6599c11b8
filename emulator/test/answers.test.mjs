// SDKs send a request again when its answer got lost, with the id of the first attempt.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { open } from './cloud.mjs';

let aws;
before(async () => {
  aws = await open();
});
after(() => aws?.close());

async function attempt(nth, RoleName, { id, action = 'CreateRole' } = {}) {
  const answer = await fetch(aws.emulator.endpoint, {
    method: 'POST',
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${aws.emulator.region}/iam/aws4_request, SignedHeaders=host, Signature=none`,
      'content-type': 'application/x-www-form-urlencoded',
      'amz-sdk-request': `attempt=${nth}; max=25`,
      ...(id && { 'amz-sdk-invocation-id': id }),
    },
    body: new URLSearchParams({ Action: action, Version: '2010-05-08', RoleName, ...(action === 'CreateRole' && { AssumeRolePolicyDocument: '{}' }) }),
  });
  return { status: answer.status, text: await answer.text() };
}

test('a second attempt of a request that succeeded gets the answer of the first', async () => {
  const first = await attempt(1, 'orders', { id: 'a' });
  assert.equal(first.status, 200);
  assert.deepEqual(await attempt(2, 'orders', { id: 'a' }), first);
});

test('another request for the same is refused, whatever attempt it says it is', async () => {
  assert.equal((await attempt(1, 'orders', { id: 'b' })).status, 409);
  assert.equal((await attempt(2, 'orders', { id: 'c' })).status, 409);
  assert.equal((await attempt(2, 'orders')).status, 409);
});

test('what was refused is asked again', async () => {
  assert.equal((await attempt(1, 'later', { id: 'd', action: 'GetRole' })).status, 404);
  await attempt(1, 'later', { id: 'e' });
  assert.equal((await attempt(2, 'later', { id: 'd', action: 'GetRole' })).status, 200);
});
