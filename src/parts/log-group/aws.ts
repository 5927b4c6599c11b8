import { Fn, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { LogChoices, logKeyPolicy } from './log-group';
import { CapabilityConstruct } from '../../engines/aws/capability-construct';
import { lastingName } from '../../engines/aws/identity';
import { withRemovalPolicy } from '../../engines/aws/removal';
import { upperFirst } from '../../support/names';
import { needServices } from '../data-key/aws/needed-services';
import { EncryptingKey, keyArnOf } from '../data-key/brought';

/** Makes the log groups of one construct, and with the first group the key of all. */
export class LogRenderer {
  private made?: kms.CfnKey;

  /**
   * @param key the key of the construct's data, if its logs are encrypted with that. Without one, it is the key that
   * was brought, or one of the logs' own where the choices ask for it.
   */
  constructor(
    private readonly owner: CapabilityConstruct,
    private readonly choices: LogChoices,
    private readonly key?: EncryptingKey,
  ) {
    if (!key && choices.broughtKey !== null) needServices(owner, choices.broughtKey, ['logs']);
  }

  /** The key of the logs' own, if one was made. */
  public get logKey(): kms.CfnKey | undefined {
    return this.made;
  }

  /** @param prefix what the name must begin with, where a service writes to such log groups only */
  public logGroup(slot: string, prefix?: string): logs.CfnLogGroup {
    const group = new logs.CfnLogGroup(this.owner, upperFirst(slot), {
      logGroupName: prefix === undefined ? undefined : this.nameAfter(prefix),
      retentionInDays: this.choices.logRetentionDays,
      kmsKeyId: this.keyArn,
    });
    return this.owner._slot(slot, withRemovalPolicy(group, this.onRemoval));
  }

  /** A name that no other log group has: not even that of a stack of the same name that was removed. */
  private nameAfter(prefix: string): string {
    const name = lastingName(this.owner, { maxLength: 200, separator: '-' });
    return Fn.join('-', [`${prefix}${name}`, Fn.select(2, Fn.split('/', Stack.of(this.owner).stackId))]);
  }

  /** The key that encrypts. It is made with the first group that needs it. */
  private get keyArn(): string | undefined {
    const { choices, key } = this;
    if (key) return key.arn;
    if (choices.broughtKey === null && choices.logEncryption === 'own-key') this.made ??= this.makeKey();
    return keyArnOf(choices, this.made?.attrArn);
  }

  private makeKey(): kms.CfnKey {
    const { partition, account, region, urlSuffix } = Stack.of(this.owner);
    const key = new kms.CfnKey(this.owner, 'LogKey', {
      description: `Logs of ${this.owner.node.path}`,
      enableKeyRotation: this.choices.logKeyRotation,
      pendingWindowInDays: this.choices.logKeyDeletionDays,
      keyPolicy: logKeyPolicy({ partition, account, region, dnsSuffix: urlSuffix }),
    });
    // The logs can be read as long as their key is there.
    return this.owner._slot('logKey', withRemovalPolicy(key, this.onRemoval));
  }

  private get onRemoval(): string {
    return this.choices.logsKeptOnDeletion ? 'retain' : 'delete';
  }
}
