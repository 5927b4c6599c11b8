import { Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { IConstruct } from 'constructs';
import { needServices } from './aws/needed-services';
import { referentOf } from './aws/referent';
import { BroughtKeyChoices, BroughtKeyProps, checkBroughtKey, EncryptingKey } from './brought';
import { DataKeyChoices } from './decisions';
import { dataKeyPolicy, KeyUsers, neededServices } from './policies';
import { regionOf } from '../../engines/aws/arn';
import { CapabilityConstruct } from '../../engines/aws/capability-construct';
import { withRemovalPolicy } from '../../engines/aws/removal';
import { EngineCheck } from '../../path/plan';

/** The key that encrypts the data of one construct. */
export interface DataKey extends EncryptingKey {
  /** The key that the path made. None, where one was brought. */
  readonly made?: kms.CfnKey;
}

/** Refuses a brought key that does not fit to the stack. */
export function keyIn(scope: IConstruct): EngineCheck<BroughtKeyProps, BroughtKeyChoices> {
  return planned => checkBroughtKey(planned, arn => ({ region: regionOf(scope), referent: referentOf(scope, arn) }));
}

/**
 * The key of one construct's data, where there is one: that which was brought; else it is made, in the slot `key`. It
 * is always kept: what it encrypted, snapshots included, is lost without it.
 */
export function createDataKey(
  owner: CapabilityConstruct,
  choices: DataKeyChoices,
  description: string,
  users: KeyUsers,
): DataKey | undefined {
  if (choices.broughtKey !== null) {
    needServices(owner, choices.broughtKey, neededServices(users));
    return { arn: choices.broughtKey };
  }
  if (!choices.ownKey) return undefined;
  const { partition, account, region, urlSuffix } = Stack.of(owner);
  const key = new kms.CfnKey(owner, 'Key', {
    description,
    enableKeyRotation: choices.keyRotation,
    pendingWindowInDays: choices.keyDeletionDays,
    keyPolicy: dataKeyPolicy({ partition, account, region, dnsSuffix: urlSuffix }, users),
  });
  return { arn: key.attrArn, made: owner._slot('key', withRemovalPolicy(key, 'retain')) };
}
