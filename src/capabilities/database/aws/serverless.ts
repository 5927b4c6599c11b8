import * as rds from 'aws-cdk-lib/aws-rds';
import { clusterOrInstance } from './cluster-or-instance';
import { RenderedServer } from './server';
import { monitoring, renderLogGroups, Surroundings } from './surroundings';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { withRemovalPolicy } from '../../../engines/aws/removal';
import { SECONDS_PER_HOUR } from '../../../support/durations';
import { upperFirst } from '../../../support/names';
import { DatabaseDecisions } from '../decisions';
import { capacityRange, engineName, parameterFamily, parameters, promotionTier } from '../engine/parameters';

/** Makes an Aurora cluster: a writer, and readers that are also its standbys. */
export function renderServerless(
  owner: CapabilityConstruct,
  choices: DatabaseDecisions,
  around: Surroundings,
): RenderedServer {
  const clusterParameterGroup = owner._slot(
    'clusterParameterGroup',
    new rds.CfnDBClusterParameterGroup(owner, 'ClusterParameterGroup', {
      description: 'Settings of a database.',
      family: parameterFamily(choices),
      parameters: parameters(choices),
    }),
  );
  const logGroups = renderLogGroups(owner, choices, around, { kind: 'cluster', database: () => cluster });
  const cluster = owner._slot(
    'cluster',
    withRemovalPolicy(
      new rds.CfnDBCluster(owner, 'Resource', {
        ...clusterOrInstance(choices, around),
        dbClusterIdentifier: around.identifier,
        databaseName: choices.databaseName,
        port: choices.port,
        vpcSecurityGroupIds: [around.securityGroup.attrGroupId],
        dbClusterParameterGroupName: clusterParameterGroup.ref,
        serverlessV2ScalingConfiguration: capacityRange(choices),
        backtrackWindow: choices.backtrackHours ? choices.backtrackHours * SECONDS_PER_HOUR : undefined,
        // Advanced mode wants them on the cluster itself, too.
        ...(choices.insightsMode === 'advanced' ? clusterInsights(choices, around) : {}),
      }),
      choices.onRemoval,
    ),
  );
  logGroups.forEach(group => cluster.addResourceDependency(group));

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
    endpoint: cluster.attrEndpointAddress,
    readerEndpoint: readers.length > 0 ? cluster.attrReadEndpointAddress : undefined,
    readyPort: writer.attrEndpointPort,
    secretArn: cluster.attrMasterUserSecretSecretArn,
    resourceId: cluster.attrDbClusterResourceId,
  };
}

function clusterInsights({ insights, insightsRetentionDays }: DatabaseDecisions, { key }: Surroundings) {
  return {
    performanceInsightsEnabled: insights,
    performanceInsightsRetentionPeriod: insights ? insightsRetentionDays : undefined,
    performanceInsightsKmsKeyId: insights ? key?.arn : undefined,
  };
}

/** A node of a cluster. */
interface ClusterNode {
  readonly slot: string;
  readonly cluster: rds.CfnDBCluster;
  /** The node that is made before it: the first node of a cluster becomes its writer. */
  readonly after?: rds.CfnDBInstance;
}

function renderNode(
  owner: CapabilityConstruct,
  choices: DatabaseDecisions,
  around: Surroundings,
  { slot, cluster, after }: ClusterNode,
): rds.CfnDBInstance {
  const node = owner._slot(
    slot,
    withRemovalPolicy(
      new rds.CfnDBInstance(owner, upperFirst(slot), {
        dbClusterIdentifier: cluster.ref,
        engine: engineName(choices),
        dbInstanceClass: 'db.serverless',
        promotionTier: promotionTier(slot),
        publiclyAccessible: choices.publiclyAccessible,
        autoMinorVersionUpgrade: choices.minorUpgrades,
        ...monitoring(choices, around),
        // The data is the cluster's.
      }),
      'delete',
    ),
  );
  if (around.monitoringRolePolicy) node.addResourceDependency(around.monitoringRolePolicy);
  if (after) node.addResourceDependency(after);
  return node;
}
