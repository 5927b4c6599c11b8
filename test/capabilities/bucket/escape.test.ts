import { Template } from 'aws-cdk-lib/assertions';
import { made } from './fixture';
import { EnvironmentTier } from '../../../src/path/tier';
import { Patch } from '../../../src/record/patch';

const because = { reason: 'told by a test' };

describe('the escape hatch', () => {
  test('a patch reaches a rule, and any slot', () => {
    const { stack, bucket, idOf } = made();
    bucket.escape(
      'bucket',
      Patch.property('LifecycleConfiguration.Rules[Id=all].NoncurrentVersionExpiration.NewerNoncurrentVersions', 5),
      because,
    );
    bucket.escape(
      'accessLogBucket',
      Patch.property('LifecycleConfiguration.Rules[Id=expire].ExpirationInDays', 30),
      because,
    );
    const { Resources } = Template.fromStack(stack).toJSON();
    expect(Resources[idOf('bucket')].Properties.LifecycleConfiguration.Rules[0].NoncurrentVersionExpiration).toEqual({
      NoncurrentDays: 90,
      NewerNoncurrentVersions: 5,
    });
    expect(Resources[idOf('accessLogBucket')].Properties.LifecycleConfiguration.Rules[0].ExpirationInDays).toBe(30);
    expect(bucket.escapes).toHaveLength(2);
  });

  test('what empties can be patched as well', () => {
    const { stack, bucket, idOf } = made({}, EnvironmentTier.DEVELOPMENT);
    bucket.escape('emptiedBucket', Patch.property('ServiceTimeout', 1000), because);
    expect(Template.fromStack(stack).toJSON().Resources[idOf('emptiedBucket')].Properties.ServiceTimeout).toBe(1000);
  });

  test('a bucket that was made before keeps its logical id and its name', () => {
    const { stack, bucket } = made();
    bucket.keepLogicalId('bucket', 'LegacyInvoices7C2D1A90');
    bucket.escape('bucket', Patch.property('BucketName', 'acme-invoices'), because);
    Template.fromStack(stack).templateMatches({
      Resources: { LegacyInvoices7C2D1A90: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'acme-invoices' } } },
    });
  });
});
