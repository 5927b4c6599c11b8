import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { all, att, network, one, open, ref, template } from './cloud.mjs';

let aws;
before(async () => { aws = await open(); });
after(() => aws?.close());

const resources = {
  ...network,
  Subnets: ['AWS::RDS::DBSubnetGroup', { DBSubnetGroupDescription: 'd', SubnetIds: [ref('SubnetA'), ref('SubnetB')] }],
  ClusterParameters: ['AWS::RDS::DBClusterParameterGroup', { Family: 'aurora-postgresql16', Description: 'd', Parameters: { 'rds.force_ssl': '1' } }],
  Parameters: ['AWS::RDS::DBParameterGroup', { Family: 'postgres16', Description: 'd', Parameters: { 'rds.force_ssl': '1' } }],
  Options: ['AWS::RDS::OptionGroup', { EngineName: 'mysql', MajorEngineVersion: '8.0', OptionGroupDescription: 'd', OptionConfigurations: [{ OptionName: 'MARIADB_AUDIT_PLUGIN' }] }],
  Cluster: ['AWS::RDS::DBCluster', {
    Engine: 'aurora-postgresql', EngineVersion: '16.9', DatabaseName: 'app', MasterUsername: 'root', ManageMasterUserPassword: true, StorageEncrypted: true, BackupRetentionPeriod: 35,
    EnableIAMDatabaseAuthentication: true, EnableCloudwatchLogsExports: ['postgresql'], ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 4 },
    DBSubnetGroupName: ref('Subnets'), DBClusterParameterGroupName: ref('ClusterParameters'), VpcSecurityGroupIds: [ref('Group')], CopyTagsToSnapshot: true,
  }, { DeletionPolicy: 'Snapshot' }],
  Writer: ['AWS::RDS::DBInstance', { DBClusterIdentifier: ref('Cluster'), Engine: 'aurora-postgresql', DBInstanceClass: 'db.serverless', EnablePerformanceInsights: true, MonitoringInterval: 60, MonitoringRoleArn: 'arn:aws:iam::000000000000:role/monitoring' }],
  Solo: ['AWS::RDS::DBInstance', {
    Engine: 'postgres', EngineVersion: '16.4', DBInstanceClass: 'db.t4g.micro', AllocatedStorage: '20', MasterUsername: 'root', ManageMasterUserPassword: true, MultiAZ: true, StorageEncrypted: true,
    BackupRetentionPeriod: 7, DBSubnetGroupName: ref('Subnets'), DBParameterGroupName: ref('Parameters'), EnableCloudwatchLogsExports: ['postgresql'], DeletionProtection: true, VPCSecurityGroups: [ref('Group')],
  }, { DeletionPolicy: 'Snapshot' }],
};
const outputs = {
  Cluster: ref('Cluster'), ClusterArn: att('Cluster', 'DBClusterArn'), ClusterId: att('Cluster', 'DBClusterResourceId'), Endpoint: att('Cluster', 'Endpoint.Address'), Port: att('Cluster', 'Endpoint.Port'),
  Reader: att('Cluster', 'ReadEndpoint.Address'), Secret: att('Cluster', 'MasterUserSecret.SecretArn'), Writer: ref('Writer'), Solo: ref('Solo'), SoloId: att('Solo', 'DbiResourceId'), SoloArn: att('Solo', 'DBInstanceArn'),
  SoloEndpoint: att('Solo', 'Endpoint.Address'), SoloSecret: att('Solo', 'MasterUserSecret.SecretArn'), Parameters: ref('Parameters'), ClusterParameters: ref('ClusterParameters'), Options: ref('Options'),
};
const cluster = (id) => aws.query('rds', 'DescribeDBClusters', { DBClusterIdentifier: id });
const instance = (id) => aws.query('rds', 'DescribeDBInstances', { DBInstanceIdentifier: id });
const secret = async (arn) => JSON.parse((await aws.json('secretsmanager', 'secretsmanager.GetSecretValue', { SecretId: arn })).SecretString);
const exported = (xml) => all(one(xml, 'EnabledCloudwatchLogsExports') ?? '', 'member');

test('databases: secrets, attributes, updates, refusals, protection and last snapshots', async () => {
  const made = await aws.deploy('db', template(resources, outputs));
  assert.match(made.ClusterArn, /^arn:aws:rds:eu-west-1:000000000000:cluster:/);
  assert.match(made.ClusterId, /^cluster-/);
  assert.match(made.Endpoint, /\.cluster-\w+\.eu-west-1\.rds\.amazonaws\.com$/);
  assert.match(made.Reader, /\.cluster-ro-\w+\.eu-west-1\.rds\.amazonaws\.com$/);
  assert.equal(made.Port, '5432');
  assert.match(made.SoloId, /^db-/);
  assert.match(made.SoloEndpoint, /\.eu-west-1\.rds\.amazonaws\.com$/);
  for (const arn of [made.Secret, made.SoloSecret]) {
    const value = await secret(arn);
    assert.equal(value.username, 'root');
    assert.ok(value.password.length >= 16);
  }

  let xml = await cluster(made.Cluster);
  assert.equal(one(xml, 'Endpoint'), made.Endpoint, 'what describe says is what GetAtt said');
  assert.equal(one(xml, 'StorageEncrypted'), 'true');
  assert.equal(one(xml, 'BackupRetentionPeriod'), '35');
  assert.equal(one(xml, 'IAMDatabaseAuthenticationEnabled'), 'true');
  assert.deepEqual(exported(xml), ['postgresql']);
  assert.match(xml, /<MinCapacity>0\.5<\/MinCapacity>\s*<MaxCapacity>4\.0<\/MaxCapacity>/);
  xml = await instance(made.Writer);
  assert.equal(one(xml, 'StorageEncrypted'), 'true', 'a member has it from its cluster');
  assert.equal(one(xml, 'PerformanceInsightsEnabled'), 'true');
  assert.equal(one(xml, 'MonitoringInterval'), '60');
  xml = await instance(made.Solo);
  assert.equal(one(xml, 'MultiAZ'), 'true');
  assert.equal(one(xml, 'SecretArn'), made.SoloSecret);
  assert.deepEqual(exported(xml), ['postgresql']);
  assert.match(await aws.query('rds', 'DescribeDBParameters', { DBParameterGroupName: made.Parameters, Source: 'user' }), /rds\.force_ssl<\/ParameterName>\s*<ParameterValue>1</);
  assert.match(await aws.query('rds', 'DescribeDBClusterParameters', { DBClusterParameterGroupName: made.ClusterParameters, Source: 'user' }), /rds\.force_ssl<\/ParameterName>\s*<ParameterValue>1</);
  assert.match(await aws.query('rds', 'DescribeOptionGroups', { OptionGroupName: made.Options }), /MARIADB_AUDIT_PLUGIN/);

  const changed = structuredClone(resources);
  Object.assign(changed.Cluster[1], { BackupRetentionPeriod: 10, DeletionProtection: true, ServerlessV2ScalingConfiguration: { MinCapacity: 1, MaxCapacity: 8 } });
  delete changed.Cluster[1].EnableCloudwatchLogsExports;
  Object.assign(changed.Solo[1], { MultiAZ: false, BackupRetentionPeriod: 14, DBInstanceClass: 'db.m7g.large' });
  changed.Parameters[1].Parameters['rds.force_ssl'] = '0';
  const after = await aws.change('db', template(changed, outputs));
  assert.deepEqual([after.Cluster, after.Solo, after.Secret], [made.Cluster, made.Solo, made.Secret], 'nothing was replaced');
  xml = await cluster(made.Cluster);
  assert.equal(one(xml, 'BackupRetentionPeriod'), '10');
  assert.equal(one(xml, 'DeletionProtection'), 'true');
  assert.deepEqual(exported(xml), []);
  xml = await instance(made.Solo);
  assert.deepEqual([one(xml, 'MultiAZ'), one(xml, 'BackupRetentionPeriod'), one(xml, 'DBInstanceClass')], ['false', '14', 'db.m7g.large']);

  const broken = structuredClone(changed);
  broken.Cluster[1].BackupRetentionPeriod = 20;
  broken.Solo[1].BackupRetentionPeriod = 36;
  broken.Solo[2].DependsOn = ['Cluster'];
  assert.equal((await aws.update('db', template(broken, outputs))).status, 'UPDATE_ROLLBACK_COMPLETE');
  assert.match(await aws.reasons('db'), /Invalid backup retention period 36/);
  assert.equal(one(await cluster(made.Cluster), 'BackupRetentionPeriod'), '10', 'the old state is back');

  const older = structuredClone(changed);
  older.Cluster[1].EngineVersion = '16.8';
  assert.equal((await aws.update('db', template(older, outputs))).status, 'UPDATE_ROLLBACK_COMPLETE');
  assert.match(await aws.reasons('db'), /Cannot upgrade aurora-postgresql from 16\.9 to 16\.8 .*InvalidParameterCombination/);
  older.Cluster[1].EngineVersion = '16.9';
  older.Solo[1].EngineVersion = '15';
  assert.equal((await aws.update('db', template(older, outputs))).status, 'UPDATE_ROLLBACK_COMPLETE');
  assert.match(await aws.reasons('db'), /Cannot upgrade postgres from 16\.4 to 15 /);
  older.Solo[1].EngineVersion = '16';
  await aws.change('db', template(older, outputs));

  assert.equal(await aws.remove('db'), 'DELETE_FAILED', 'both are protected');
  await assert.rejects(aws.query('rds', 'DeleteDBCluster', { DBClusterIdentifier: made.Cluster, SkipFinalSnapshot: 'true' }), /Cannot delete protected Cluster, please disable deletion protection and try again\./);
  await assert.rejects(aws.query('rds', 'DeleteDBInstance', { DBInstanceIdentifier: made.Solo, SkipFinalSnapshot: 'true' }), /Cannot delete protected DB Instance, please disable deletion protection and try again\./);
  assert.equal(one(await instance(made.Solo), 'DBInstanceStatus'), 'available');
  await aws.query('rds', 'ModifyDBCluster', { DBClusterIdentifier: made.Cluster, DeletionProtection: 'false', ApplyImmediately: 'true' });
  await aws.query('rds', 'ModifyDBInstance', { DBInstanceIdentifier: made.Solo, DeletionProtection: 'false', ApplyImmediately: 'true' });
  assert.equal(await aws.remove('db'), 'GONE');
  assert.equal(one(await aws.query('rds', 'DescribeDBClusterSnapshots'), 'DBClusterIdentifier'), made.Cluster);
  assert.equal(one(await aws.query('rds', 'DescribeDBSnapshots'), 'DBInstanceIdentifier'), made.Solo);
  await assert.rejects(secret(made.Secret), /can't find|marked/);
});

const aurora = (scaling) => ({
  Cluster: ['AWS::RDS::DBCluster', { Engine: 'aurora-postgresql', EngineVersion: '16', MasterUsername: 'root', ManageMasterUserPassword: true, ServerlessV2ScalingConfiguration: scaling }, { DeletionPolicy: 'Delete' }],
  Node: ['AWS::RDS::DBInstance', { DBClusterIdentifier: ref('Cluster'), Engine: 'aurora-postgresql', DBInstanceClass: 'db.serverless' }],
});
const auroraOutputs = { Cluster: ref('Cluster'), Endpoint: att('Cluster', 'Endpoint.Address'), Reader: att('Cluster', 'ReadEndpoint.Address') };

test('a cluster keeps its addresses when a member of another one is deleted', async () => {
  const scaling = { MinCapacity: 1, MaxCapacity: 2 };
  const made = await aws.deploy('stays', template(aurora(scaling), auroraOutputs));
  await aws.deploy('goes', template(aurora(scaling), auroraOutputs));
  assert.equal(await aws.remove('goes'), 'GONE');
  const xml = await cluster(made.Cluster);
  assert.deepEqual([one(xml, 'Endpoint'), one(xml, 'ReaderEndpoint')], [made.Endpoint, made.Reader]);
  assert.match(made.Endpoint, /\.cluster-\w+\.eu-west-1\.rds\.amazonaws\.com$/);
  const after = await aws.change('stays', template(aurora({ MinCapacity: 1, MaxCapacity: 4 }), auroraOutputs));
  assert.deepEqual(after, made);
  assert.equal(await aws.remove('stays'), 'GONE');
});

test('a cluster that may scale to nothing says when it pauses', async () => {
  const pause = async (id) => one(await cluster(id), 'SecondsUntilAutoPause');
  const { Cluster } = await aws.deploy('pause', template(aurora({ MinCapacity: 0, MaxCapacity: 2, SecondsUntilAutoPause: 1800 }), auroraOutputs));
  assert.equal(await pause(Cluster), '1800');
  const change = (scaling) => aws.change('pause', template(aurora(scaling), auroraOutputs));
  await change({ MinCapacity: 0.5, MaxCapacity: 2 });
  assert.equal(await pause(Cluster), undefined);
  await change({ MinCapacity: 0, MaxCapacity: 2 });
  assert.equal(await pause(Cluster), '300');
  await change({ MinCapacity: 0, MaxCapacity: 2, SecondsUntilAutoPause: 600 });
  assert.equal(await pause(Cluster), '600');
  assert.equal(await aws.remove('pause'), 'GONE');
});

test('a replaced database leaves the snapshot that UpdateReplacePolicy asks for', async () => {
  const one_ = { Db: ['AWS::RDS::DBInstance', { Engine: 'postgres', DBInstanceClass: 'db.t4g.micro', AllocatedStorage: '20', MasterUsername: 'root', MasterUserPassword: 'not-a-secret' }, { UpdateReplacePolicy: 'Snapshot', DeletionPolicy: 'Delete' }] };
  const { Db } = await aws.deploy('replace', template(one_, { Db: ref('Db') }));
  one_.Db[1].StorageEncrypted = true;
  const after = await aws.change('replace', template(one_, { Db: ref('Db') }));
  assert.notEqual(after.Db, Db);
  assert.ok(all(await aws.query('rds', 'DescribeDBSnapshots'), 'DBInstanceIdentifier').includes(Db));
  assert.equal(await aws.remove('replace'), 'GONE');
});

for (const [what, properties, message] of [
  ['a monitoring interval without a role', { MonitoringInterval: 60 }, /MonitoringRoleARN value is required/],
  ['an unknown subnet group', { DBSubnetGroupName: 'nowhere' }, /nowhere/],
  ['an engine that does not exist', { Engine: 'oops' }, /Invalid DB engine: oops/],
]) {
  test(`RDS refuses ${what}`, async () => {
    const name = `refused-${Math.random().toString(36).slice(2)}`;
    const db = { Engine: 'postgres', DBInstanceClass: 'db.t4g.micro', AllocatedStorage: '20', MasterUsername: 'root', ManageMasterUserPassword: true, ...properties };
    assert.equal((await aws.create(name, template({ Db: ['AWS::RDS::DBInstance', db] }))).status, 'ROLLBACK_COMPLETE');
    assert.match(await aws.reasons(name), message);
  });
}
