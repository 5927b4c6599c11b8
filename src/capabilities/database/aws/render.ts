import { renderInstance } from './instance';
import { ManagedDatabaseResources } from './resources';
import { RenderedServer } from './server';
import { renderServerless } from './serverless';
import { renderSurroundings } from './surroundings';
import { INetwork } from '../../../binding/network';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { networkOf } from '../../../engines/aws/default-network';
import { renderAlarms } from '../../../parts/alarm/aws';
import { databaseAlarms } from '../alarms';
import { DatabaseDecisions } from '../decisions';
import { DatabaseMetrics } from '../metrics';
import { DatabaseDeployment } from '../props';

/** A database as it was made: its resources, and the server that consumers reach. */
export interface RenderedDatabase {
  readonly resources: ManagedDatabaseResources;
  readonly server: RenderedServer;
  readonly metrics: DatabaseMetrics;
}

/**
 * Makes everything that a database consists of.
 *
 * @param network the one that the team names, if any
 */
export function renderDatabase(
  owner: CapabilityConstruct,
  choices: DatabaseDecisions,
  network: INetwork | undefined,
): RenderedDatabase {
  const around = renderSurroundings(owner, choices, networkOf(owner, network));
  const renderServer = choices.deployment === DatabaseDeployment.SERVERLESS ? renderServerless : renderInstance;
  const server = renderServer(owner, choices, around);
  const { key, subnetGroup, securityGroup, monitoringRole, monitoringRolePolicy } = around;
  const { cluster, clusterParameterGroup, parameterGroup, writer, readers, logGroups } = server;
  const metrics = new DatabaseMetrics({ cluster: cluster?.ref, instance: writer.ref });
  const alarms = databaseAlarms(owner.node.path, choices, metrics);
  const resources = {
    cluster,
    writer,
    readers,
    subnetGroup,
    securityGroup,
    clusterParameterGroup,
    parameterGroup,
    key: key?.made,
    monitoringRole,
    monitoringRolePolicy,
    logGroups,
    ...renderAlarms(owner, alarms),
  };
  return { resources, server, metrics };
}
