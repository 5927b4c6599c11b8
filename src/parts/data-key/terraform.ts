import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { KeyChoices } from './decisions';
import { dataKeyPolicy, KeyUsers } from './policies';
import { CapabilityConstruct } from '../../engines/terraform/capability-construct';
import { context } from '../../engines/terraform/context';
import { json } from '../../engines/terraform/json';
import { preventDestroy } from '../../engines/terraform/lifecycle';

/**
 * The key of one construct's data, in the slot `key`.
 *
 * @param kept whether any data, or a copy of it, outlives the construct: the key has to outlive what it may still be
 * needed to read
 */
export function createDataKey(
  owner: CapabilityConstruct,
  choices: KeyChoices,
  description: string,
  users: KeyUsers,
  kept: boolean,
): KmsKey {
  return owner._slot(
    'key',
    new KmsKey(owner, 'Key', {
      description,
      enableKeyRotation: choices.keyRotation,
      deletionWindowInDays: choices.keyDeletionDays,
      policy: json(dataKeyPolicy(context(owner), users)),
      lifecycle: preventDestroy(kept),
      tags: owner._tags,
    }),
  );
}
