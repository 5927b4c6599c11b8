import { CfnResource, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { EMPTYING_CODE } from './emptying-code';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { EncryptingKey } from '../../../parts/data-key/brought';
import { createInlineFunction } from '../../../parts/inline-function/aws';
import { createCustomResource } from '../../../parts/inline-function/aws/custom-resource';
import { BucketDecisions } from '../decisions';
import { emptyingStatements } from '../policies';

/** The function that empties a bucket when it is removed, and its surroundings. */
export interface Emptying {
  readonly emptyingLogGroup: logs.CfnLogGroup;
  readonly emptyingRole: iam.CfnRole;
  readonly emptyingRolePolicy: iam.CfnRolePolicy;
  readonly emptyingFunction: lambda.CfnFunction;
  readonly emptiedBucket: CfnResource;
}

/** How much longer than the function CloudFormation waits, in seconds. */
const GRACE_SECONDS = 60;

/**
 * Has a bucket emptied before CloudFormation deletes it, which it otherwise could not. The function may touch no other.
 */
export function renderEmptying(
  owner: CapabilityConstruct,
  choices: BucketDecisions,
  bucket: s3.CfnBucket,
  key: EncryptingKey | undefined,
): Emptying {
  const emptyingLogGroup = new logs.CfnLogGroup(owner, 'EmptyingLogGroup', {
    retentionInDays: choices.emptyingLogDays!,
    kmsKeyId: key?.arn,
  });
  emptyingLogGroup.applyRemovalPolicy(RemovalPolicy.DESTROY);
  owner._slot('emptyingLogGroup', emptyingLogGroup);
  const emptying = createInlineFunction(owner, 'emptying', {
    description: 'Empties a bucket before CloudFormation deletes it.',
    code: EMPTYING_CODE,
    policyName: 'EmptyBucket',
    statements: emptyingStatements(bucket.attrArn),
    logGroup: emptyingLogGroup,
    runtime: choices.emptyingRuntime!,
    architecture: choices.emptyingArchitecture!,
    memoryMib: choices.emptyingMemoryMib!,
    timeoutSeconds: choices.emptyingTimeoutSeconds!,
    concurrency: choices.emptyingConcurrency,
  });
  return {
    emptyingLogGroup,
    emptyingRole: emptying.role,
    emptyingRolePolicy: emptying.rolePolicy,
    emptyingFunction: emptying.function,
    emptiedBucket: createCustomResource(owner, 'emptiedBucket', {
      type: 'EmptiedBucket',
      by: emptying,
      patience: choices.emptyingTimeoutSeconds! + GRACE_SECONDS,
      properties: { bucketName: bucket.ref },
    }),
  };
}
