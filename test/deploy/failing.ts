import { spawnSync } from 'child_process';
import { join, resolve } from 'path';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { AwsApi } from './aws-api';
import { CdkApp, Context, refused, succeeded } from './cdk';
import { missing, thoseThatExist } from './inventory';
import { Steps } from './scenario';

const STACK = 'All';
const EVERYTHING: Context = { everything: 'true' };
const FAILING: Context = { ...EVERYTHING, fails: 'true' };
/** What AWS protects, so that no rollback deletes it. */
const PROTECTED = [
  'Cluster AWS::RDS::DBCluster',
  'Instance AWS::RDS::DBInstance',
  'Service AWS::ElasticLoadBalancingV2::LoadBalancer',
  'Table AWS::DynamoDB::Table',
];

/** A first deployment that fails, an addition that fails, and what it takes to have the corrected one succeed. */
export function failing(
  { does, shows }: Steps,
  aws: () => AwsApi,
  app: () => CdkApp,
  environment: () => { readonly [name: string]: string },
): void {
  let first: string;
  const recover = (...more: string[]) =>
    spawnSync(
      process.execPath,
      ['--import', 'tsx', resolve(__dirname, '../../cli/src/bin.ts'), 'recover', STACK, '--json', ...more],
      { encoding: 'utf8', cwd: join(__dirname, '../../cli'), env: { ...process.env, ...environment() } },
    );
  const named = ({ leftBehind }: any) =>
    leftBehind.map(({ logicalId, type, fate }: any) => `${construct(logicalId)} ${type} ${fate}`).sort();

  does('fails at the first deployment', async () => {
    refused(await app().deploy([STACK], FAILING));
    const { StackStatus, StackId } = await aws().stack(STACK);
    expect(StackStatus).toBe('ROLLBACK_FAILED');
    first = StackId!;
  });

  shows('what is left: what is protected, what that needs, and buckets that load balancers write to', async () => {
    expect(await left(aws(), first)).toEqual([
      'Bucket AWS::S3::Bucket',
      'Cluster AWS::KMS::Key',
      'Cluster AWS::Logs::LogGroup',
      'Cluster AWS::RDS::DBCluster',
      'Instance AWS::KMS::Key',
      ...Array(2).fill('Instance AWS::Logs::LogGroup'),
      'Instance AWS::RDS::DBInstance',
      ...Array(3).fill('Network AWS::EC2::EIP'),
      ...Array(3).fill('Network AWS::EC2::NatGateway'),
      'Service AWS::ElasticLoadBalancingV2::LoadBalancer',
      'Service AWS::S3::Bucket',
      'Table AWS::DynamoDB::Table',
      'Table AWS::KMS::Key',
    ]);
  });

  does('says so, and deletes it with one command', async () => {
    const said = recover();
    expect([said.status, named(JSON.parse(said.stdout))]).toEqual([1, PROTECTED.map(each => `${each} to delete`)]);
    const recovered = recover('--yes');
    expect([recovered.status, recovered.stderr]).toEqual([0, expect.any(String)]);
    expect(await aws().findStack(STACK)).toBeUndefined();
    // Snapshots need their keys; nothing else that is paid for is there.
    expect(await left(aws(), first)).toEqual([
      'Bucket AWS::S3::Bucket',
      'Cluster AWS::KMS::Key',
      'Instance AWS::KMS::Key',
      'Service AWS::S3::Bucket',
      'Table AWS::KMS::Key',
    ]);
  });

  does('is deployed with less, and fails with everything', async () => {
    succeeded(await app().deploy([STACK]));
    refused(await app().deploy([STACK], FAILING));
    expect((await aws().stack(STACK)).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await missing(aws(), STACK)).toEqual([]);
  });

  does('is deployed, corrected, at once', async () => {
    succeeded(await app().deploy([STACK], EVERYTHING));
    expect((await aws().stack(STACK)).StackStatus).toBe('UPDATE_COMPLETE');
    expect(await missing(aws(), STACK)).toEqual([]);
  });

  does('is rid of what the failed addition left, and keeps all that it has', async () => {
    const table = JSON.parse(recover().stdout).leftBehind.find(({ type }: any) => type === 'AWS::DynamoDB::Table');
    await aws().dynamoDb.send(new PutItemCommand({ TableName: table.id, Item: { id: { S: 'order' } } }));
    const recovered = recover('--yes');
    expect(named(JSON.parse(recovered.stdout))).toEqual([
      ...PROTECTED.slice(0, 3).map(each => `${each} deleted`),
      `${PROTECTED[3]} left`,
    ]);
    expect(await missing(aws(), STACK)).toEqual([]);
  });
}

/** The construct that a resource belongs to. */
function construct(logicalId: string): string {
  return (
    /^(Network|Cluster|Instance|Queue|Table|Bucket|Secret|Topic|Service|Worker|Function)/.exec(logicalId)?.[1] ??
    logicalId
  );
}

/**
 * What still exists of all that a stack ever made, by construct. What is free and of no use by itself is left out:
 * roles, networks and groups, which go when that goes which needs them.
 */
async function left(aws: AwsApi, stackId: string): Promise<string[]> {
  const made = (await aws.events(stackId)).flatMap(
    ({ ResourceType: type, PhysicalResourceId: id, LogicalResourceId }) =>
      id && WEIGHTY.test(type!) ? [{ type: type!, id, of: construct(LogicalResourceId!) }] : [],
  );
  const unique = new Map(made.map(each => [`${each.type} ${each.id}`, each]));
  return (await thoseThatExist(aws, [...unique.values()])).map(({ of, type }) => `${of} ${type}`).sort();
}

/** What is paid for, or can hold data. */
const WEIGHTY = new RegExp(
  '^AWS::(RDS::DB(Cluster|Instance)|DynamoDB::Table|S3::Bucket|SQS::Queue|SNS::Topic|KMS::Key|SecretsManager::Secret|' +
    'Logs::LogGroup|ElasticLoadBalancingV2::LoadBalancer|EC2::(NatGateway|EIP|VPCEndpoint)|ECS::Service|' +
    'WAFv2::WebACL|Lambda::Function|CloudWatch::Alarm)$',
);
