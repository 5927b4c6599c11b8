import { CfnDeletionPolicy, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { CapabilityConstruct } from '../../../aws/capability-construct';
import { DatabaseDecisions } from '../decisions';
import { keyPolicy } from '../policies';

/** The key of a database: for its storage, its password, its insights and its logs. */
export function renderKey(owner: CapabilityConstruct, decided: DatabaseDecisions): kms.CfnKey {
  const key = new kms.CfnKey(owner, 'Key', {
    description: `Data, password, insights and logs of ${owner.node.path}.`,
    enableKeyRotation: decided.keyRotation,
    pendingWindowInDays: decided.keyDeletionDays,
    keyPolicy: keyPolicy(Stack.of(owner)),
  });
  // Without it no snapshot can be restored.
  key.cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN;
  key.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
  return owner._slot('key', key);
}
