import * as logs from 'aws-cdk-lib/aws-logs';
import { DeadLetterResources, renderDeadLetters } from './dead-letters';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { createDataKey, DataKey } from '../../../parts/data-key/aws';
import { LogRenderer } from '../../../parts/log-group/aws';
import { FunctionChoices } from '../decisions';
import { keyDescription, keyUsers } from '../key';

/** The resources that come before a function: its key, its log group, its dead-letter queue. */
export interface Foundation extends DeadLetterResources {
  readonly key?: DataKey;
  readonly log: LogRenderer;
  readonly logGroup: logs.CfnLogGroup;
}

export function renderFoundation(owner: CapabilityConstruct, choices: FunctionChoices): Foundation {
  const key = createDataKey(owner, choices, keyDescription(owner.node.path), keyUsers(choices));
  const log = new LogRenderer(
    owner,
    { ...choices, logKeyRotation: choices.keyRotation, logKeyDeletionDays: choices.keyDeletionDays },
    key,
  );
  const logGroup = log.logGroup('logGroup');
  return { key, log, logGroup, ...renderDeadLetters(owner, choices, key) };
}
