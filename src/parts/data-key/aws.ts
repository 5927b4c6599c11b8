import { Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { KeyChoices } from './decisions';
import { dataKeyPolicy, KeyUsers } from './policies';
import { CapabilityConstruct } from '../../engines/aws/capability-construct';
import { withRemovalPolicy } from '../../engines/aws/removal';

/**
 * The key of one construct's data, in the slot `key`. It is always kept: what it encrypted, snapshots included, is lost
 * without it.
 */
export function createDataKey(
  owner: CapabilityConstruct,
  choices: KeyChoices,
  description: string,
  users: KeyUsers,
): kms.CfnKey {
  const { partition, account, region, urlSuffix } = Stack.of(owner);
  const key = new kms.CfnKey(owner, 'Key', {
    description,
    enableKeyRotation: choices.keyRotation,
    pendingWindowInDays: choices.keyDeletionDays,
    keyPolicy: dataKeyPolicy({ partition, account, region, dnsSuffix: urlSuffix }, users),
  });
  return owner._slot('key', withRemovalPolicy(key, 'retain'));
}
