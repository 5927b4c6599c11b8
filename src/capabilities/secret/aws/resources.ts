import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';

/** Every resource of a secret, as its L1. */
export interface ManagedSecretResources {
  /** The secret. */
  readonly secret: secretsmanager.CfnSecret;
  /**
   * The key that encrypts it.
   *
   * @default - the key that AWS manages
   */
  readonly key?: kms.CfnKey;
  /**
   * The one policy of the secret: it refuses other accounts.
   *
   * @default - other accounts are left to IAM, and nobody has added to it
   */
  readonly resourcePolicy?: secretsmanager.CfnResourcePolicy;
  /**
   * The right of Secrets Manager to invoke the function that rotates it.
   *
   * @default - it is not rotated
   */
  readonly rotationPermission?: lambda.CfnPermission;
  /**
   * When it is rotated, and by which function.
   *
   * @default - it is not rotated
   */
  readonly rotationSchedule?: secretsmanager.CfnRotationSchedule;
  /**
   * The path's own function, which gives it a new value.
   *
   * @default - it is not rotated, or by a function of the team
   */
  readonly rotationFunction?: lambda.CfnFunction;
  /**
   * The log of that function.
   *
   * @default - none
   */
  readonly rotationLogGroup?: logs.CfnLogGroup;
  /**
   * The role of that function.
   *
   * @default - none
   */
  readonly rotationRole?: iam.CfnRole;
  /**
   * The permissions of that function: to give this secret new values. It cannot read them.
   *
   * @default - none
   */
  readonly rotationRolePolicy?: iam.CfnRolePolicy;
  /**
   * Matches rotations that failed.
   *
   * @default - no alarm
   */
  readonly rotationFailedRule?: events.CfnRule;
  /**
   * A rotation failed.
   *
   * @default - no alarm
   */
  readonly rotationFailedAlarm?: cloudwatch.CfnAlarm;
}
