import { ManagedDatabaseResources } from './resources';
import { RenderedServer } from './server';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { renderAlarms as renderAll } from '../../../parts/alarm/aws';
import { databaseAlarms } from '../alarms';
import { DatabaseDecisions } from '../decisions';

type AlarmSlot = Extract<keyof ManagedDatabaseResources, `${string}Alarm`>;

/** Makes the alarms of a database. */
export function renderAlarms(
  owner: CapabilityConstruct,
  choices: DatabaseDecisions,
  { cluster, writer }: RenderedServer,
): Pick<ManagedDatabaseResources, AlarmSlot> {
  const alarms = databaseAlarms(owner.node.path, choices, { cluster: cluster?.ref, instance: writer.ref });
  return renderAll(owner, alarms);
}
