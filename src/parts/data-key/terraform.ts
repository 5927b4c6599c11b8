import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { IConstruct } from 'constructs';
import { BroughtKeyChoices, BroughtKeyProps, checkBroughtKey, EncryptingKey } from './brought';
import { DataKeyChoices } from './decisions';
import { dataKeyPolicy, KeyUsers, neededServices } from './policies';
import { needServices } from './terraform/needed-services';
import { referentOf } from './terraform/referent';
import { CapabilityConstruct } from '../../engines/terraform/capability-construct';
import { context } from '../../engines/terraform/context';
import { environmentOf } from '../../engines/terraform/environment';
import { json } from '../../engines/terraform/json';
import { preventDestroy } from '../../engines/terraform/lifecycle';
import { TerraformProps } from '../../engines/terraform/provider';
import { EngineCheck } from '../../path/plan';

/** The key that encrypts the data of one construct. */
export interface DataKey extends EncryptingKey {
  /** The key that the path made. None, where one was brought. */
  readonly made?: KmsKey;
}

/** Refuses a brought key that does not fit to the stack. */
export function keyIn(scope: IConstruct): EngineCheck<BroughtKeyProps & TerraformProps, BroughtKeyChoices> {
  return planned => {
    const { region } = environmentOf(scope, planned.props.provider);
    checkBroughtKey(planned, arn => ({ region, referent: referentOf(arn) }));
  };
}

/**
 * The key of one construct's data, where there is one: that which was brought; else it is made, in the slot `key`.
 *
 * @param kept whether any data, or a copy of it, outlives the construct: the key has to outlive what it may still be
 * needed to read
 */
export function createDataKey(
  owner: CapabilityConstruct,
  choices: DataKeyChoices,
  description: string,
  users: KeyUsers,
  kept: boolean,
): DataKey | undefined {
  if (choices.broughtKey !== null) {
    needServices(owner, choices.broughtKey, neededServices(users));
    return { arn: choices.broughtKey };
  }
  if (!choices.ownKey) return undefined;
  const made = owner._slot(
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
  return { arn: made.arn, made };
}
