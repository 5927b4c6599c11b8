import { RdsCluster } from '@cdktf/provider-aws/lib/rds-cluster';
import { RdsClusterInstance } from '@cdktf/provider-aws/lib/rds-cluster-instance';
import { RdsClusterParameterGroup } from '@cdktf/provider-aws/lib/rds-cluster-parameter-group';
import { Lazy } from 'cdktf';
import { clusterOrInstance } from './cluster-or-instance';
import { parameterGroupProps } from './parameters';
import { RenderedServer } from './server';
import { insights, monitoring, nameOfDatabase, renderLogGroups, Surroundings } from './surroundings';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { dependOn } from '../../../engines/terraform/role';
import { SECONDS_PER_HOUR } from '../../../support/durations';
import { upperFirst } from '../../../support/names';
import { DatabaseDecisions } from '../decisions';
import { capacityRange, engineName, promotionTier } from '../engine/parameters';

/** Makes an Aurora cluster: a writer, and readers that are also its standbys. */
export function renderServerless(
  owner: CapabilityConstruct,
  choices: DatabaseDecisions,
  around: Surroundings,
): RenderedServer {
  const clusterParameterGroup = owner._slot(
    'clusterParameterGroup',
    new RdsClusterParameterGroup(owner, 'ClusterParameterGroup', parameterGroupProps(owner, choices, around)),
  );
  const logGroups = renderLogGroups(owner, choices, around, { kind: 'cluster', database: () => cluster });

  const cluster = new RdsCluster(owner, 'Resource', {
    ...clusterOrInstance(choices, around),
    // There is another version only where somebody has asked for it.
    allowMajorVersionUpgrade: true,
    clusterIdentifier: around.identifier,
    databaseName: choices.databaseName,
    masterUsername: choices.masterUser,
    dbClusterParameterGroupName: clusterParameterGroup.name,
    serverlessv2ScalingConfiguration: capacityRange(choices),
    backtrackWindow: choices.backtrackHours ? choices.backtrackHours * SECONDS_PER_HOUR : undefined,
    // RDS reports of a cluster what its nodes do: Terraform would want to turn off what is not said here.
    ...insights(choices, around),
    tags: owner._tags,
  });
  dependOn(cluster, ...logGroups);
  owner._slot('cluster', cluster);

  const writer = renderNode(owner, choices, around, { slot: 'writer', cluster });
  const readers = Array.from({ length: choices.replicas }, (_, index) =>
    renderNode(owner, choices, around, { slot: `reader${index + 1}`, cluster, after: writer }),
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

/** A node of a cluster. */
interface ClusterNode {
  readonly slot: string;
  readonly cluster: RdsCluster;
  /** The node that is made before it: the first node of a cluster becomes its writer. */
  readonly after?: RdsClusterInstance;
}

function renderNode(
  owner: CapabilityConstruct,
  choices: DatabaseDecisions,
  around: Surroundings,
  { slot, cluster, after }: ClusterNode,
): RdsClusterInstance {
  const node = new RdsClusterInstance(owner, upperFirst(slot), {
    identifierPrefix: nodePrefix(owner, slot),
    clusterIdentifier: cluster.id,
    engine: engineName(choices),
    instanceClass: 'db.serverless',
    dbSubnetGroupName: around.subnetGroup.name,
    promotionTier: promotionTier(slot),
    publiclyAccessible: choices.publiclyAccessible,
    autoMinorVersionUpgrade: choices.minorUpgrades,
    ...monitoring(choices, around),
    applyImmediately: false,
    tags: owner._tags,
  });
  const needed = [around.monitoringRolePolicy, after].filter(each => each !== undefined);
  if (needed.length > 0) dependOn(node, ...needed);
  return owner._slot(slot, node);
}

/** Terraform makes it unique with 26 more characters, and RDS takes 63. */
function nodePrefix(owner: CapabilityConstruct, slot: string): string {
  const end = `-${slot}-`;
  const produce = () =>
    nameOfDatabase(owner)
      .slice(0, 63 - 26 - end.length)
      .replace(/-+$/, '') + end;
  return Lazy.stringValue({ produce });
}
