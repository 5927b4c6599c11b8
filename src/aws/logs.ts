import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { CapabilityConstruct } from './capability-construct';
import { upperFirst } from './role';

/** The choices about logs that every capability makes under these names. */
export interface LogChoices {
  readonly logRetentionDays: number;
  readonly logEncryption: string;
  readonly logKeyRotation: boolean;
  readonly logKeyDeletionDays: number;
  readonly logsKeptOnDeletion: boolean;
}

/** Makes the log groups of one construct, and with the first of them the key of all. */
export class LogRenderer {
  private key?: kms.CfnKey;

  constructor(private readonly owner: CapabilityConstruct, private readonly choices: LogChoices) {}

  /** The key, if there is one. */
  public get logKey(): kms.CfnKey | undefined {
    return this.key;
  }

  public logGroup(slot: string): logs.CfnLogGroup {
    if (this.choices.logEncryption === 'own-key') this.key ??= this.makeKey();
    const group = new logs.CfnLogGroup(this.owner, upperFirst(slot), {
      retentionInDays: this.choices.logRetentionDays,
      kmsKeyId: this.key?.attrArn,
    });
    group.applyRemovalPolicy(this.removalPolicy);
    return this.owner._slot(slot, group);
  }

  private makeKey(): kms.CfnKey {
    const { partition, account, region, urlSuffix } = Stack.of(this.owner);
    const key = new kms.CfnKey(this.owner, 'LogKey', {
      description: `Logs of ${this.owner.node.path}`,
      enableKeyRotation: this.choices.logKeyRotation,
      pendingWindowInDays: this.choices.logKeyDeletionDays,
      keyPolicy: {
        Version: '2012-10-17',
        Statement: [{
          // Leaves it to IAM policies of the account who may do what. Without it nobody could change the key any more.
          Effect: 'Allow',
          Principal: { AWS: `arn:${partition}:iam::${account}:root` },
          Action: 'kms:*',
          Resource: '*',
        }, {
          Effect: 'Allow',
          Principal: { Service: `logs.${region}.${urlSuffix}` },
          Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
          Resource: '*',
          // For log groups of this account only.
          Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:${partition}:logs:${region}:${account}:log-group:*` } },
        }, {
          // A grant is a permission that no policy shows. Services that keep data with this key may still make them.
          Effect: 'Deny',
          Principal: { AWS: '*' },
          Action: 'kms:CreateGrant',
          Resource: '*',
          Condition: { BoolIfExists: { 'kms:GrantIsForAWSResource': 'false', 'aws:PrincipalIsAWSService': 'false' } },
        }],
      },
    });
    // What was logged can be read as long as its key is there.
    key.applyRemovalPolicy(this.removalPolicy);
    return this.owner._slot('logKey', key);
  }

  private get removalPolicy(): RemovalPolicy {
    return this.choices.logsKeptOnDeletion ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
  }
}
