import { Answer } from '../../path/answer';

/** What policy checkers find in a bucket of access logs, and the path answers. */
export const answers: Answer[] = [
  {
    slots: '^accessLogBucket$',
    rules: {
      'cdk-nag': ['AwsSolutions-S1'],
      checkov: ['CKV_AWS_18'],
      'control-tower': ['s3_bucket_logging_enabled_check', 's3_event_notifications_enabled_check'],
      guard: ['S3_BUCKET_LOGGING_ENABLED'],
    },
    because: 'It has the access logs of others, and ends the chain: it does not log into itself, and tells nobody.',
  },
  {
    slots: '^accessLogBucket$',
    rules: {
      'control-tower': ['s3_bucket_object_lock_enabled_check', 's3_bucket_default_encryption_kms_check'],
      guard: ['S3_BUCKET_DEFAULT_LOCK_ENABLED', 'S3_DEFAULT_ENCRYPTION_KMS'],
    },
    because:
      "Load balancers and S3 can write access logs neither with a customer's key nor into a bucket that locks " +
      'objects by default.',
  },
];
