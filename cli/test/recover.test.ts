// Failed deployments, acted out on the embedded AWS, and what `recover` makes of them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { DynamoDBClient, ListTablesCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DescribeLoadBalancersCommand, ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { DescribeDBClusterSnapshotsCommand, DescribeDBClustersCommand, RDSClient } from '@aws-sdk/client-rds';
import { historyOf } from '../src/recover/left-behind.ts';
import { type EmbeddedAws, startEmbeddedAws } from './embedded-aws.ts';
import { run } from './run.ts';

let emulator: EmbeddedAws;

before(async () => {
  emulator = await startEmbeddedAws();
});
after(() => emulator?.stop());

const KEYS = { AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }] };
/** What the path protects, each as it is in production. */
const PROTECTED = {
  Database: {
    Type: 'AWS::RDS::DBCluster',
    DeletionPolicy: 'Snapshot',
    Properties: {
      Engine: 'aurora-postgresql',
      EngineVersion: '17',
      MasterUsername: 'root',
      ManageMasterUserPassword: true,
      DeletionProtection: true,
    },
  },
  Table: {
    Type: 'AWS::DynamoDB::Table',
    DeletionPolicy: 'RetainExceptOnCreate',
    Properties: {
      ...KEYS,
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
      DeletionProtectionEnabled: true,
    },
  },
  Balancer: {
    Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
    Properties: {
      Subnets: ['subnet-00000001', 'subnet-00000002'],
      LoadBalancerAttributes: [{ Key: 'deletion_protection.enabled', Value: 'true' }],
    },
  },
};
const QUEUE = { Queue: { Type: 'AWS::SQS::Queue', Properties: {} } };
const FAILING = {
  Failing: {
    Type: 'AWS::CloudWatch::Alarm',
    DependsOn: Object.keys(PROTECTED),
    Properties: { ComparisonOperator: 'Sideways', EvaluationPeriods: 1, MetricName: 'm', Namespace: 'n', Threshold: 1 },
  },
};

async function create(Resources: object): Promise<string> {
  await new CloudFormationClient({}).send(new CreateStackCommand(shop(Resources)));
  return settled();
}

async function update(Resources: object): Promise<string> {
  await new CloudFormationClient({}).send(new UpdateStackCommand(shop(Resources)));
  return settled();
}

const shop = (Resources: object) => ({ StackName: 'Shop', TemplateBody: JSON.stringify({ Resources }) });

async function settled(StackName = 'Shop'): Promise<string> {
  const { Stacks } = await new CloudFormationClient({}).send(new DescribeStacksCommand({ StackName }));
  const status = Stacks![0]!.StackStatus!;
  if (!status.endsWith('_IN_PROGRESS')) return status;
  await new Promise(done => setTimeout(done, 50));
  return settled(StackName);
}

const standing = async () => ({
  databases: (await new RDSClient({}).send(new DescribeDBClustersCommand({}))).DBClusters!.length,
  balancers: (await new ElasticLoadBalancingV2Client({}).send(new DescribeLoadBalancersCommand({}))).LoadBalancers!
    .length,
  tables: (await new DynamoDBClient({}).send(new ListTablesCommand({}))).TableNames!.length,
});
const snapshots = async () =>
  (await new RDSClient({}).send(new DescribeDBClusterSnapshotsCommand({}))).DBClusterSnapshots!.length;
const ONE_OF_EACH = { databases: 1, balancers: 1, tables: 1 };

test('a first deployment that failed: says what is left, deletes it with --yes; the next succeeds', async () => {
  assert.equal(await create({ ...PROTECTED, ...FAILING }), 'ROLLBACK_FAILED');
  const looked = await run(['recover', 'Shop']);
  assert.equal(looked.code, 1);
  assert.equal(looked.out.match(/to delete/g)?.length, 4, 'three resources, and the word in the explanation');
  assert.match(looked.out, /AWS::RDS::DBCluster .*Database\n +Cannot delete protected Cluster/);
  assert.match(looked.out, /Nothing was changed/);
  assert.deepEqual(await standing(), ONE_OF_EACH);

  const recovered = await run(['recover', 'Shop', '--yes']);
  assert.equal(recovered.code, 0, recovered.out + recovered.err);
  assert.match(recovered.out, /The stack is gone/);
  assert.deepEqual(await standing(), { databases: 0, balancers: 0, tables: 0 });
  assert.equal(await snapshots(), 1);
  assert.equal(await create(PROTECTED), 'CREATE_COMPLETE');
});

test('a stack that stands is left alone', async () => {
  const before = await standing();
  const { code, out } = await run(['recover', 'Shop', '--yes']);
  assert.equal(code, 0);
  assert.match(out, /No failed deployment of Shop \(CREATE_COMPLETE\) left anything behind/);
  assert.deepEqual(await standing(), before);
});

test('an addition that failed: only what it made is deleted, and no table with something in it', async () => {
  const more = Object.fromEntries(Object.entries(PROTECTED).map(([id, resource]) => [`More${id}`, resource]));
  const failing = { Failing: { ...FAILING.Failing, DependsOn: Object.keys(more) } };
  const tables = new Set((await new DynamoDBClient({}).send(new ListTablesCommand({}))).TableNames);
  assert.equal(await update({ ...PROTECTED, ...more, ...failing, ...QUEUE }), 'UPDATE_ROLLBACK_COMPLETE');
  const left = (await new DynamoDBClient({}).send(new ListTablesCommand({}))).TableNames!.find(
    each => !tables.has(each),
  )!;
  await new DynamoDBClient({}).send(new PutItemCommand({ TableName: left, Item: { id: { S: 'order' } } }));

  const { code, json } = await run(['recover', 'Shop', '--yes', '--json']);
  assert.equal(code, 1, 'something is left');
  assert.deepEqual(json.leftBehind.map(({ logicalId, fate }: any) => [logicalId, fate]).sort(), [
    ['MoreBalancer', 'deleted'],
    ['MoreDatabase', 'deleted'],
    ['MoreTable', 'left'],
  ]);
  const noteOn = (wanted: string) => json.leftBehind.find(({ logicalId }: any) => logicalId === wanted).note;
  assert.match(noteOn('MoreDatabase'), /a snapshot .+-left-behind/);
  assert.match(noteOn('MoreTable'), /holds data/);
  assert.equal(json.stackDeleted, null);
  assert.deepEqual(await standing(), { databases: 1, balancers: 1, tables: 2 });
  assert.equal(await snapshots(), 2);
  assert.equal(await update({ ...PROTECTED, ...more }), 'UPDATE_COMPLETE');
});

test('what stood before a failed deployment is never what it left', () => {
  const stack = (ResourceStatus: string) => ({
    ResourceType: 'AWS::CloudFormation::Stack',
    PhysicalResourceId: 'S',
    StackId: 'S',
    ResourceStatus,
  });
  const database = (ResourceStatus: string) => ({
    ResourceType: 'AWS::RDS::DBCluster',
    LogicalResourceId: 'Db',
    PhysicalResourceId: 'orders',
    StackId: 'S',
    ResourceStatus,
  });
  const events = (...list: object[]) => historyOf(list as any);
  const stands = [stack('CREATE_IN_PROGRESS'), database('CREATE_COMPLETE'), stack('CREATE_COMPLETE')];
  const removed = events(...stands, stack('UPDATE_IN_PROGRESS'), database('DELETE_FAILED'), stack('UPDATE_COMPLETE'));
  assert.deepEqual(removed, { stood: true, leftBehind: [] });
  const destroyed = events(...stands, stack('DELETE_IN_PROGRESS'), database('DELETE_FAILED'), stack('DELETE_FAILED'));
  assert.deepEqual(destroyed.leftBehind, []);
  const rolledBack = events(
    ...stands,
    stack('UPDATE_IN_PROGRESS'),
    stack('UPDATE_ROLLBACK_IN_PROGRESS'),
    database('DELETE_FAILED'),
  );
  assert.deepEqual(rolledBack.leftBehind, []);
});

test('a stack that is not there', async () => {
  const { code, err } = await run(['recover', 'Nowhere']);
  assert.equal(code, 3);
  assert.match(err, /Nowhere/);
});
