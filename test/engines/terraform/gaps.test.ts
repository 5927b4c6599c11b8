// What the READMEs say that Terraform lacks, it still lacks in these bindings. Where one fails after an upgrade of the
// bindings, the gap can be closed, and its row in the README goes.
import { existsSync } from 'fs';
import { dirname, join } from 'path';

/** The folder with a folder for each resource. */
const RESOURCES = join(dirname(require.resolve('@cdktf/provider-aws/lib/provider')), '..');

test.each([
  ['sqs-queue', 'what is there is found'],
  ['dynamodb-table', 'what is there is found'],
])('%s is there: %s', resource => {
  expect(existsSync(join(RESOURCES, resource))).toBe(true);
});

test.each([
  ['dynamodb-global-secondary-index', 'table: indexes of a provisioned table are compared as a whole'],
  ['dynamodb-table-index', 'table: indexes of a provisioned table are compared as a whole'],
  ['lambda-version', 'function: versionsKept'],
  ['lambda-function-version', 'function: versionsKept'],
  ['codedeploy-deployment', 'function: trafficShift, rollbackOnAlarm'],
  ['s3-bucket-notification-rule', 'bucket: a notification is whole'],
  ['s3-bucket-notification-configuration', 'bucket: a notification is whole'],
  ['ecr-image', 'service, worker: Terraform builds no images'],
])('%s is missing: %s', resource => {
  expect(existsSync(join(RESOURCES, resource))).toBe(false);
});
