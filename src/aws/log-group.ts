import { CfnDeletionPolicy, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { CapabilityConstruct } from './capability-construct';
import { upperFirst } from './role';

/** A log group, its retention and its key. */
export interface LogGroupProps {
  readonly retentionDays: number;
  /** Encrypts it. Without one, CloudWatch Logs encrypts with a key of its own. */
  readonly key?: kms.CfnKey;
  /** Whether the logs stay when the stack goes. */
  readonly retain: boolean;
}

/** A log group in a slot. */
export function logGroup(owner: CapabilityConstruct, slot: string, props: LogGroupProps): logs.CfnLogGroup {
  const group = owner._slot(slot, new logs.CfnLogGroup(owner, upperFirst(slot), {
    retentionInDays: props.retentionDays,
    kmsKeyId: props.key?.attrArn,
  }));
  keep(owner, slot, props.retain);
  return group;
}

/** A key for the log groups of one construct. The account's IAM policies decide who else may use it. */
export function logKey(owner: CapabilityConstruct, slot: string, retain: boolean): kms.CfnKey {
  const { account, region, partition } = Stack.of(owner);
  const key = owner._slot(slot, new kms.CfnKey(owner, upperFirst(slot), {
    description: `Log groups of ${owner.node.path}`,
    enableKeyRotation: true,
    keyPolicy: {
      Version: '2012-10-17',
      Statement: [
        { Sid: 'Account', Effect: 'Allow', Principal: { AWS: `arn:${partition}:iam::${account}:root` }, Action: 'kms:*', Resource: '*' },
        {
          Sid: 'Logs',
          Effect: 'Allow',
          Principal: { Service: `logs.${region}.amazonaws.com` },
          Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
          Resource: '*',
          Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:${partition}:logs:${region}:${account}:log-group:*` } },
        },
      ],
    },
  }));
  keep(owner, slot, retain);
  return key;
}

/** Keeps what is stored in a resource when its stack goes, or when it would be replaced. */
export function keep(owner: CapabilityConstruct, slot: string, retain: boolean): void {
  if (!retain) return;
  owner._amend(slot, () => {
    const { cfnOptions } = owner.resource(slot);
    cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN;
    cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
  });
}
