import { CfnResource } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';

/** Every resource of a bucket, as its L1. */
export interface ManagedBucketResources {
  /** The bucket. */
  readonly bucket: s3.CfnBucket;
  /** Its one policy. */
  readonly bucketPolicy: s3.CfnBucketPolicy;
  /**
   * The key of the objects.
   *
   * @default - S3 encrypts with its own
   */
  readonly key?: kms.CfnKey;
  /**
   * The bucket of the access logs: who asked for what.
   *
   * @default - no access logs
   */
  readonly accessLogBucket?: s3.CfnBucket;
  /**
   * Says who may write there.
   *
   * @default - no access logs
   */
  readonly accessLogBucketPolicy?: s3.CfnBucketPolicy;
  /**
   * The custom resource by which CloudFormation has the bucket emptied.
   *
   * @default - the bucket is kept when it is removed
   */
  readonly emptiedBucket?: CfnResource;
  /**
   * Empties the bucket when it is removed.
   *
   * @default - the bucket is kept when it is removed
   */
  readonly emptyingFunction?: lambda.CfnFunction;
  /**
   * The role of that function.
   *
   * @default - the bucket is kept when it is removed
   */
  readonly emptyingRole?: iam.CfnRole;
  /**
   * The permissions of that function: on this bucket alone.
   *
   * @default - the bucket is kept when it is removed
   */
  readonly emptyingRolePolicy?: iam.CfnRolePolicy;
  /**
   * The log of that function.
   *
   * @default - the bucket is kept when it is removed
   */
  readonly emptyingLogGroup?: logs.CfnLogGroup;
}
