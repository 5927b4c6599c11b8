import { Annotations } from 'cdktf';
import { renderContributorInsights } from './contributor-insights';
import { ManagedTableResources } from './resources';
import { renderScaling } from './scaling';
import { ignoresIndexes, isKept, renderTable } from './table';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { renderAlarms } from '../../../parts/alarm/terraform';
import { createDataKey } from '../../../parts/data-key/terraform';
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
  const key = createDataKey(owner, choices, `Data of ${owner.node.path}.`, KEY_USERS, isKept(choices));
  const table = renderTable(owner, choices, schema, key);
  const contributorInsights = renderContributorInsights(owner, table, choices);
  const scaled = scaledCapacities(choices).map(each => renderScaling(owner, table, each, choices));
  const alarms = renderAlarms(owner, tableAlarms(owner.node.path, choices, table.name));
  const { throttleAlarm, systemErrorsAlarm, ...ofIndexes } = alarms;
  if (ignoresIndexes(choices)) Annotations.of(owner).addWarning(INDEXES_ARE_IGNORED);
  return {
    table,
    key: key?.made,
    contributorInsights,
    scalingTargets: scaled.map(({ target }) => target),
    scalingPolicies: scaled.map(({ policy }) => policy),
    throttleAlarm,
    indexThrottleAlarms: Object.values(ofIndexes),
    systemErrorsAlarm,
  };
}

/** The warning of provisioned tables: scaling changes a part of what Terraform compares as a whole. */
const INDEXES_ARE_IGNORED =
  "Terraform ignores changes of this table's indexes, or each plan would set their capacity back to the minimum. " +
  "To change them, apply once with escape('table', Patch.property('lifecycle.ignore_changes', ['read_capacity', " +
  "'write_capacity']), ...), or use TableCapacity.onDemand().";
