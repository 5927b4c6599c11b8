import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { LogChoices, logKeyPolicy } from './log-group';
import { CapabilityConstruct } from '../../engines/terraform/capability-construct';
import { context } from '../../engines/terraform/context';
import { json } from '../../engines/terraform/json';
import { nameOf } from '../../engines/terraform/names';
import { upperFirst } from '../../support/names';
import { EncryptingKey, keyArnOf } from '../data-key/brought';
import { needServices } from '../data-key/terraform/needed-services';

/** Makes the log groups of one construct, and with the first group the key of all. */
export class LogRenderer {
  private made?: KmsKey;

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
  public get logKey(): KmsKey | undefined {
    return this.made;
  }

  /** @param prefix what the name must begin with, where a service writes to such log groups only */
  public logGroup(slot: string, prefix?: string): CloudwatchLogGroup {
    const { choices, owner } = this;
    return owner._slot(
      slot,
      new CloudwatchLogGroup(owner, upperFirst(slot), {
        // With an end that the provider makes: no other log group has this name.
        namePrefix: prefix === undefined ? undefined : `${prefix}${nameOf(owner, slot, 200)}-`,
        retentionInDays: choices.logRetentionDays,
        kmsKeyId: this.keyArn,
        // Terraform then forgets it, and AWS keeps it.
        skipDestroy: choices.logsKeptOnDeletion,
        tags: owner._tags,
      }),
    );
  }

  /** The key that encrypts. It is made with the first group that needs it. */
  private get keyArn(): string | undefined {
    const { choices, key } = this;
    if (key) return key.arn;
    if (choices.broughtKey === null && choices.logEncryption === 'own-key') this.made ??= this.makeKey();
    return keyArnOf(choices, this.made?.arn);
  }

  private makeKey(): KmsKey {
    const { owner, choices } = this;
    const { partition, account, region, dnsSuffix } = context(owner);
    return owner._slot(
      'logKey',
      new KmsKey(owner, 'LogKey', {
        description: `Logs of ${owner.node.path}`,
        enableKeyRotation: choices.logKeyRotation,
        deletionWindowInDays: choices.logKeyDeletionDays,
        policy: json(logKeyPolicy({ partition, account, region, dnsSuffix })),
        // The logs can be read as long as their key is there.
        lifecycle: choices.logsKeptOnDeletion ? { preventDestroy: true } : undefined,
        tags: owner._tags,
      }),
    );
  }
}
