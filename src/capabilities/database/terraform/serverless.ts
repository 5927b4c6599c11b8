import { RdsCluster } from '@cdktf/provider-aws/lib/rds-cluster';
import { RdsClusterInstance } from '@cdktf/provider-aws/lib/rds-cluster-instance';
import { RdsClusterParameterGroup } from '@cdktf/provider-aws/lib/rds-cluster-parameter-group';
import { clusterOrInstance } from './cluster-or-instance';
import { parameterGroupProps } from './parameters';
import { Rendered } from './rendered';
import { insights, monitoring, renderLogGroups, Surroundings } from './surroundings';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { dependOn } from '../../../engines/terraform/role';
import { upperFirst } from '../../../support/names';
import { DatabaseDecisions } from '../decisions';
import { engineName, promotionTier } from '../engine/parameters';

/** An Aurora cluster: a writer, and readers that are also its standbys. */
export function renderServerless(
  owner: CapabilityConstruct,
  decided: DatabaseDecisions,
  around: Surroundings,
): Rendered {
  const { identifier } = around;
  const clusterParameterGroup = owner._slot(
    'clusterParameterGroup',
    new RdsClusterParameterGroup(owner, 'ClusterParameterGroup', parameterGroupProps(owner, decided, around)),
  );
  const logGroups = renderLogGroups(owner, decided, 'cluster', around);
  const pauses = decided.leastCapacityUnits === 0;

  const cluster = new RdsCluster(owner, 'Resource', {
    ...clusterOrInstance(decided, around),
    // Somebody has asked for another version, else there is none.
    allowMajorVersionUpgrade: true,
    clusterIdentifier: identifier,
    databaseName: decided.databaseName,
    masterUsername: decided.masterUser,
    dbClusterParameterGroupName: clusterParameterGroup.name,
    serverlessv2ScalingConfiguration: {
      minCapacity: decided.leastCapacityUnits as number,
      maxCapacity: decided.mostCapacityUnits as number,
      secondsUntilAutoPause: pauses ? (decided.pauseAfterSeconds as number) : undefined,
    },
    backtrackWindow: decided.backtrackHours ? decided.backtrackHours * 3600 : undefined,
    // The cluster tells what its nodes do: Terraform would want to turn off what is not said here.
    ...insights(decided, around),
    tags: owner._tags,
  });
  dependOn(cluster, ...logGroups);
  owner._slot('cluster', cluster);

  const writer = renderNode(owner, 'writer', cluster, decided, around);
  const readers = Array.from({ length: decided.replicas }, (_, index) =>
    renderNode(owner, `reader${index + 1}`, cluster, decided, around, writer),
  );
  return {
    cluster,
    clusterParameterGroup,
    writer,
    readers,
    logGroups,
    endpoint: cluster.endpoint,
    readerEndpoint: readers.length > 0 ? cluster.readerEndpoint : undefined,
    readyPort: writer.getStringAttribute('port'),
    secretArn: cluster.masterUserSecret.get(0).secretArn,
    resourceId: cluster.clusterResourceId,
  };
}

/** The first node of a cluster becomes its writer: others are made after it. */
function renderNode(
  owner: CapabilityConstruct,
  slot: string,
  cluster: RdsCluster,
  decided: DatabaseDecisions,
  around: Surroundings,
  after?: RdsClusterInstance,
): RdsClusterInstance {
  const node = new RdsClusterInstance(owner, upperFirst(slot), {
    identifierPrefix: nodePrefix(around.name, slot),
    clusterIdentifier: cluster.id,
    engine: engineName(decided),
    instanceClass: 'db.serverless',
    dbSubnetGroupName: around.subnetGroup.name,
    promotionTier: promotionTier(slot),
    publiclyAccessible: decided.publiclyAccessible,
    autoMinorVersionUpgrade: decided.minorUpgrades,
    ...monitoring(decided, around),
    applyImmediately: false,
    tags: owner._tags,
  });
  const needed = [around.monitoringRolePolicy, after].filter(each => each !== undefined);
  if (needed.length > 0) dependOn(node, ...needed);
  return owner._slot(slot, node);
}

/** Terraform makes it unique with 26 more characters, and RDS takes 63. */
function nodePrefix(name: string, slot: string): string {
  const end = `-${slot}-`;
  return name.slice(0, 63 - 26 - end.length).replace(/-+$/, '') + end;
}
