import { ManagedTableResources } from './resources';
import { renderScaling } from './scaling';
import { renderTable } from './table';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { renderAlarms } from '../../../parts/alarm/aws';
import { createDataKey } from '../../../parts/data-key/aws';
import { tableAlarms } from '../alarms';
import { TableDecisions } from '../decisions';
import { KEY_USERS } from '../policies';
import { scaledCapacities } from '../scaling';
import { TableSchema } from '../schema';

/** Makes everything that a table consists of. */
export function renderResources(
  owner: CapabilityConstruct,
  choices: TableDecisions,
  schema: TableSchema,
): ManagedTableResources {
  const key = createDataKey(owner, choices, `Data of ${owner.node.path}.`, KEY_USERS);
  const table = renderTable(owner, choices, schema, key);
  const scaled = scaledCapacities(choices).map(each => renderScaling(owner, table, each, choices));
  const alarms = renderAlarms(owner, tableAlarms(owner.node.path, choices, table.ref));
  const { throttleAlarm, systemErrorsAlarm, ...ofIndexes } = alarms;
  return {
    table,
    key: key?.made,
    scalingTargets: scaled.map(({ target }) => target),
    scalingPolicies: scaled.map(({ policy }) => policy),
    throttleAlarm,
    indexThrottleAlarms: Object.values(ofIndexes),
    systemErrorsAlarm,
  };
}
