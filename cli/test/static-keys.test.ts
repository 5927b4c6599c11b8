import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filesOf } from '../src/delivery/files.ts';
import { staticKeysIn } from '../src/delivery/static-keys.ts';
import { everyModel } from './delivery-models.ts';

for (const text of [
  'AWS_SECRET_ACCESS_KEY: ${{ secrets.DEPLOY }}',
  'export AWS_ACCESS_KEY_ID="$KEY"',
  'aws-access-key-id: ${{ vars.ID }}',
  'aws-secret-access-key: ${{ secrets.X }}',
  'KEY: ${{ secrets.AWS_KEY }}',
  'KEY: ${{ secrets.PROD_AWS_KEYS }}',
  'new S3Client({ credentials: { accessKeyId, secretAccessKey } })',
  'aws_access_key_id = x',
  'aws configure set region eu-west-1',
  'printf "%s" "$FILE" > ~/.aws/credentials',
  'AWS_SHARED_CREDENTIALS_FILE: keys.ini',
  'echo AKIAIOSFODNN7EXAMPLE',
]) {
  test(`a static key: ${text}`, () => assert.deepEqual(staticKeysIn(`name: x\n${text}`)[0]?.line, 2));
}

for (const text of [
  'uses: aws-actions/configure-aws-credentials@e6de054238d6b7531b4efff3b6587d9aade6a06c # v6.2.3',
  'role-to-assume: arn:aws:iam::111111111111:role/goldenpath-dev-orders-deploy',
  'AWS_REGION: eu-west-1',
  'run: npm ci --ignore-scripts',
  "key: 'cache-key'",
  '--context aws:cdk:key=1',
]) {
  test(`no static key: ${text}`, () => assert.deepEqual(staticKeysIn(text), []));
}

test('no workflow of ours has one', () => {
  for (const [name, model] of everyModel()) {
    for (const text of Object.values(filesOf({ model, digest: 'd'.repeat(64) }))) {
      assert.deepEqual(staticKeysIn(text), [], name);
    }
  }
});
