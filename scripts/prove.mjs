// Reads from the services' own APIs what a deployment left there. The SDK's clients take the endpoint from the environment.
import { CloudFormationClient, DescribeStacksCommand, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient, DescribeAlarmsCommand, GetDashboardCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeSecurityGroupsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  DescribeClustersCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
} from '@aws-sdk/client-ecs';
import { DescribeDBClustersCommand, RDSClient } from '@aws-sdk/client-rds';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/** Whether the CDK's own stack is there. */
export async function isBootstrapped() {
  const stacks = await new CloudFormationClient({})
    .send(new DescribeStacksCommand({ StackName: 'CDKToolkit' }))
    .catch(() => undefined);
  return stacks?.Stacks?.[0]?.StackStatus?.endsWith('_COMPLETE') === true;
}

/**
 * Proves that a service with its database stands as it was declared; throws at the first thing that does not.
 * @param {string} stackName
 * @param {(line: string) => void} note
 */
export async function prove(stackName, note) {
  const cloudformation = new CloudFormationClient({});
  const resources = [];
  let token;
  do {
    const page = await cloudformation.send(new ListStackResourcesCommand({ StackName: stackName, NextToken: token }));
    resources.push(...(page.StackResourceSummaries ?? []));
    token = page.NextToken;
  } while (token);
  const ids = type =>
    resources.filter(resource => resource.ResourceType === type).map(resource => resource.PhysicalResourceId);

  const ecs = new ECSClient({});
  const [clusterName] = ids('AWS::ECS::Cluster');
  const {
    clusters: [cluster],
  } = await ecs.send(new DescribeClustersCommand({ clusters: [clusterName], include: ['SETTINGS'] }));
  expect(cluster?.status === 'ACTIVE', 'the ECS cluster is active', cluster);
  const insights = cluster.settings?.find(({ name }) => name === 'containerInsights')?.value;
  expect(insights === 'enabled' || insights === 'enhanced', 'container insights are on', cluster.settings);
  note(`ECS cluster           active, container insights ${insights}`);

  const {
    services: [service],
  } = await ecs.send(new DescribeServicesCommand({ cluster: clusterName, services: ids('AWS::ECS::Service') }));
  const { deploymentCircuitBreaker: breaker, alarms } = service?.deploymentConfiguration ?? {};
  expect(breaker?.enable && breaker.rollback, 'the circuit breaker rolls back', service);
  expect(alarms?.rollback && alarms.alarmNames.length === 3, 'three alarms roll back', alarms);
  note(
    `ECS service           circuit breaker with rollback, ${alarms.alarmNames.length} alarms roll a deployment back`,
  );

  const { taskDefinition } = await ecs.send(
    new DescribeTaskDefinitionCommand({ taskDefinition: service.taskDefinition }),
  );
  const app = taskDefinition.containerDefinitions.find(({ name }) => name === 'app');
  const variable = name => app.environment.find(each => each.name === name)?.value;
  expect(
    app.user === '1000:1000' && app.readonlyRootFilesystem,
    'the container is not root and its file system read-only',
    app,
  );
  expect(
    variable('ORDERS_DB_HOST') && variable('ORDERS_DB_SECRET_ARN'),
    'the task knows its database',
    app.environment,
  );
  note(
    `Task definition       user ${app.user}, read-only root file system, ${taskDefinition.runtimePlatform?.cpuArchitecture}, knows its database as ORDERS_DB_*`,
  );

  const {
    DBClusters: [database],
  } = await new RDSClient({}).send(
    new DescribeDBClustersCommand({ DBClusterIdentifier: ids('AWS::RDS::DBCluster')[0] }),
  );
  expect(
    database.StorageEncrypted && database.DeletionProtection && database.IAMDatabaseAuthenticationEnabled,
    'the database is encrypted and protected',
    database,
  );
  expect(database.Endpoint === variable('ORDERS_DB_HOST'), 'the task has the address of the database', {
    database: database.Endpoint,
    task: variable('ORDERS_DB_HOST'),
  });
  note(
    `Database              ${database.Engine} ${database.EngineVersion}, encrypted, deletion protection, backups of ${database.BackupRetentionPeriod} days`,
  );

  const secret = await new SecretsManagerClient({}).send(
    new GetSecretValueCommand({ SecretId: variable('ORDERS_DB_SECRET_ARN') }),
  );
  expect(
    JSON.parse(secret.SecretString).password?.length >= 8,
    'the secret has a password',
    Object.keys(JSON.parse(secret.SecretString)),
  );
  note('Secret                made and managed by RDS, read by the ARN that the task has');

  const cloudwatch = new CloudWatchClient({});
  const { MetricAlarms: found } = await cloudwatch.send(
    new DescribeAlarmsCommand({ AlarmNames: ids('AWS::CloudWatch::Alarm') }),
  );
  expect(
    found.length === ids('AWS::CloudWatch::Alarm').length && found.length >= 10,
    'every alarm is there',
    found.length,
  );
  const { DashboardBody } = await cloudwatch.send(
    new GetDashboardCommand({ DashboardName: ids('AWS::CloudWatch::Dashboard')[0] }),
  );
  const { widgets } = JSON.parse(DashboardBody);
  expect(widgets.length >= 5, 'the dashboard has widgets', widgets.length);
  note(`Alarms, dashboard     ${found.length} alarms, ${widgets.length} widgets`);

  const { SecurityGroups: groups } = await new EC2Client({}).send(
    new DescribeSecurityGroupsCommand({
      GroupIds: database.VpcSecurityGroups.map(({ VpcSecurityGroupId }) => VpcSecurityGroupId),
    }),
  );
  const rules = groups.flatMap(group => group.IpPermissions ?? []);
  const taskGroups = service.networkConfiguration.awsvpcConfiguration.securityGroups;
  const sources = rules.flatMap(rule => rule.UserIdGroupPairs ?? []).map(({ GroupId }) => GroupId);
  expect(
    sources.length === 1 && taskGroups.includes(sources[0]) && rules.every(rule => !rule.IpRanges?.length),
    'only the service reaches the database',
    rules,
  );
  note(`Security groups       the database lets in ${sources.length} group: that of the service`);
}

function expect(holds, what, seen) {
  if (!holds) throw new Error(`Not so: ${what}. AWS says: ${JSON.stringify(seen)}`);
}
