import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { RenderedServer } from './server';
import { DatabaseDecisions } from '../decisions';
import { isPostgres } from '../decisions/engine';

/** What the views of a database are made of. */
export interface ViewedDatabase {
  readonly server: RenderedServer;
  readonly choices: DatabaseDecisions;
  readonly securityGroup: ec2.ISecurityGroup;
  readonly secret: secretsmanager.ISecret;
}

/** An Aurora cluster as CDK's L2s know it, if it is one. */
export function clusterView(scope: Construct, viewed: ViewedDatabase): rds.IDatabaseCluster | undefined {
  const { server, choices, securityGroup, secret } = viewed;
  const { cluster, writer, readers, endpoint, resourceId } = server;
  if (!cluster) return undefined;
  const nodes = [writer, ...readers];
  return rds.DatabaseCluster.fromDatabaseClusterAttributes(scope, 'ClusterView', {
    clusterIdentifier: cluster.ref,
    clusterResourceIdentifier: resourceId,
    clusterEndpointAddress: endpoint,
    readerEndpointAddress: cluster.attrReadEndpointAddress,
    instanceIdentifiers: nodes.map(({ ref }) => ref),
    instanceEndpointAddresses: nodes.map(({ attrEndpointAddress }) => attrEndpointAddress),
    port: choices.port,
    securityGroups: [securityGroup],
    secret,
    engine: clusterEngine(choices),
    dataApiEnabled: cluster.enableHttpEndpoint === true,
  });
}

/** An instance as CDK's L2s know it, if it is one. */
export function instanceView(scope: Construct, viewed: ViewedDatabase): rds.IDatabaseInstance | undefined {
  const { server, choices, securityGroup } = viewed;
  const { cluster, writer, endpoint, resourceId } = server;
  if (cluster) return undefined;
  return rds.DatabaseInstance.fromDatabaseInstanceAttributes(scope, 'InstanceView', {
    instanceIdentifier: writer.ref,
    instanceResourceId: resourceId,
    instanceEndpointAddress: endpoint,
    port: choices.port,
    securityGroups: [securityGroup],
    engine: instanceEngine(choices),
  });
}

function clusterEngine(choices: DatabaseDecisions): rds.IClusterEngine {
  const { engineRelease: release, parameterFamily: major } = choices;
  return isPostgres(choices)
    ? rds.DatabaseClusterEngine.auroraPostgres({ version: rds.AuroraPostgresEngineVersion.of(release, major) })
    : rds.DatabaseClusterEngine.auroraMysql({ version: rds.AuroraMysqlEngineVersion.of(release, major) });
}

function instanceEngine(choices: DatabaseDecisions): rds.IInstanceEngine {
  const { engineRelease: release, parameterFamily: major } = choices;
  return isPostgres(choices)
    ? rds.DatabaseInstanceEngine.postgres({ version: rds.PostgresEngineVersion.of(release, major) })
    : rds.DatabaseInstanceEngine.mysql({ version: rds.MysqlEngineVersion.of(release, major) });
}
