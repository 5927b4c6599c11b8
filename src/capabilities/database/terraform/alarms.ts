import { ManagedDatabaseResources } from './resources';
import { RenderedServer } from './server';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { renderAlarms as renderAll } from '../../../parts/alarm/terraform';
import { databaseAlarms } from '../alarms';
import { DatabaseDecisions } from '../decisions';

type AlarmSlot = Extract<keyof ManagedDatabaseResources, `${string}Alarm`>;

/** Makes the alarms of a database. */
export function renderAlarms(
  owner: CapabilityConstruct,
  choices: DatabaseDecisions,
  { cluster, writer }: RenderedServer,
): Pick<ManagedDatabaseResources, AlarmSlot> {
  const alarms = databaseAlarms(owner.node.path, choices, {
    cluster: cluster?.clusterIdentifier,
    instance: writer.identifier,
  });
  return renderAll(owner, alarms);
}
