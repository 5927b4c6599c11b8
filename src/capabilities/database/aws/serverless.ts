import * as rds from 'aws-cdk-lib/aws-rds';
import { clusterOrInstance } from './cluster-or-instance';
import { Rendered } from './rendered';
import { monitoring, renderLogGroups, Surroundings } from './surroundings';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { withRemovalPolicy } from '../../../engines/aws/removal';
import { upperFirst } from '../../../support/names';
import { DatabaseDecisions } from '../decisions';
import { engineName, parameterFamily, parameters, promotionTier } from '../engine/parameters';

/** An Aurora cluster: a writer, and readers that are also its standbys. */
export function renderServerless(
  owner: CapabilityConstruct,
  decided: DatabaseDecisions,
  around: Surroundings,
): Rendered {
  const { key, identifier } = around;
  const clusterParameterGroup = owner._slot(
    'clusterParameterGroup',
    new rds.CfnDBClusterParameterGroup(owner, 'ClusterParameterGroup', {
      description: 'Settings of a database.',
      family: parameterFamily(decided),
      parameters: parameters(decided),
    }),
  );
  const logGroups = renderLogGroups(owner, decided, 'cluster', around);
  const pauses = decided.leastCapacityUnits === 0;

  const cluster = owner._slot(
    'cluster',
    withRemovalPolicy(
      new rds.CfnDBCluster(owner, 'Resource', {
        ...clusterOrInstance(decided, around),
        dbClusterIdentifier: identifier,
        databaseName: decided.databaseName,
        port: decided.port,
        vpcSecurityGroupIds: [around.securityGroup.attrGroupId],
        dbClusterParameterGroupName: clusterParameterGroup.ref,
        serverlessV2ScalingConfiguration: {
          minCapacity: decided.leastCapacityUnits as number,
          maxCapacity: decided.mostCapacityUnits as number,
          secondsUntilAutoPause: pauses ? (decided.pauseAfterSeconds as number) : undefined,
        },
        backtrackWindow: decided.backtrackHours ? decided.backtrackHours * 3600 : undefined,
        // Advanced mode wants them on the cluster itself, too.
        ...(decided.insightsMode === 'advanced'
          ? {
              performanceInsightsEnabled: decided.insights,
              performanceInsightsRetentionPeriod: decided.insights ? decided.insightsRetentionDays : undefined,
              performanceInsightsKmsKeyId: decided.insights ? key?.attrArn : undefined,
            }
          : {}),
      }),
      decided.onRemoval,
    ),
  );
  logGroups.forEach(group => cluster.addResourceDependency(group));

  const writer = renderNode(owner, 'writer', cluster, decided, around);
  const readers = Array.from({ length: decided.replicas }, (_, index) => {
    const reader = renderNode(owner, `reader${index + 1}`, cluster, decided, around);
    // The first node of a cluster becomes its writer.
    reader.addResourceDependency(writer);
    return reader;
  });
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

function renderNode(
  owner: CapabilityConstruct,
  slot: string,
  cluster: rds.CfnDBCluster,
  decided: DatabaseDecisions,
  around: Surroundings,
): rds.CfnDBInstance {
  const node = owner._slot(
    slot,
    withRemovalPolicy(
      new rds.CfnDBInstance(owner, upperFirst(slot), {
        dbClusterIdentifier: cluster.ref,
        engine: engineName(decided),
        dbInstanceClass: 'db.serverless',
        promotionTier: promotionTier(slot),
        publiclyAccessible: decided.publiclyAccessible,
        autoMinorVersionUpgrade: decided.minorUpgrades,
        ...monitoring(decided, around),
        // The data is the cluster's.
      }),
      'delete',
    ),
  );
  if (around.monitoringRolePolicy) node.addResourceDependency(around.monitoringRolePolicy);
  return node;
}
