import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { DeadLetterResources, renderDeadLetters } from './dead-letters';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { createDataKey, DataKey } from '../../../parts/data-key/terraform';
import { LogRenderer } from '../../../parts/log-group/terraform';
import { FunctionChoices } from '../decisions';
import { keyDescription, keyUsers } from '../key';

/** The resources that come before a function: its key, its log group, its dead-letter queue. */
export interface Foundation extends DeadLetterResources {
  readonly key?: DataKey;
  readonly log: LogRenderer;
  readonly logGroup: CloudwatchLogGroup;
}

export function renderFoundation(owner: CapabilityConstruct, choices: FunctionChoices): Foundation {
  const kept = choices.onRemoval === 'retain' || choices.logsKeptOnDeletion;
  const key = createDataKey(owner, choices, keyDescription(owner.node.path), keyUsers(choices), kept);
  const log = new LogRenderer(
    owner,
    { ...choices, logKeyRotation: choices.keyRotation, logKeyDeletionDays: choices.keyDeletionDays },
    key,
  );
  const logGroup = log.logGroup('logGroup');
  return { key, log, logGroup, ...renderDeadLetters(owner, choices, key) };
}
