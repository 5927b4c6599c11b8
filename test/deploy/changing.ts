import { spawnSync } from 'child_process';
import { readFileSync } from 'fs';
import { join, resolve } from 'path';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { DescribeDBClustersCommand } from '@aws-sdk/client-rds';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { ListSubscriptionsByTopicCommand } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { AwsApi } from './aws-api';
import { CdkApp, Context, refused, succeeded } from './cdk';
import { Deployed } from './deployed';
import { EmbeddedAws } from './embedded-aws';
import { Steps } from './scenario';

const STACK = 'Changing';
/** What is replaced at each deployment of another program, and never asked for. */
const EACH_TIME = /^AWS::(ECS::TaskDefinition|Lambda::Version)$/;

/** The data and the names of a team, in every kind of change of its app: what would lose them is refused. */
export function changing({ does, shows }: Steps, aws: () => AwsApi, app: () => CdkApp, embedded: () => EmbeddedAws) {
  const lockFile = () => join(embedded().folder, 'changing.lock.json');
  const goldenpath = (...words: string[]) => {
    const assembly = join(embedded().folder, 'assemblies', 'changing');
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [
        ...['--import', 'tsx', resolve(__dirname, '../../cli/src/bin.ts'), 'lock', '--file', lockFile()],
        ...(words.length > 0 ? words : [assembly]),
      ],
      { encoding: 'utf8', cwd: join(__dirname, '../../cli'), env: { ...process.env, ...embedded().env } },
    );
    return { status, said: stdout + stderr };
  };
  const deploy = (context: Context) => app().deploy([STACK], { lock: lockFile(), tier: 'staging', ...context });
  let ids: { [logicalId: string]: string };
  const physicalIds = async () => {
    const resources = await aws().resources(STACK);
    return Object.fromEntries(
      resources
        .filter(({ ResourceType }) => !EACH_TIME.test(ResourceType!))
        .map(({ LogicalResourceId, PhysicalResourceId }) => [LogicalResourceId!, PhysicalResourceId!]),
    );
  };
  const main = async () => {
    const made = await Deployed.of(aws(), STACK);
    const [table] = made.ids('AWS::DynamoDB::Table');
    const [topic] = made.ids('AWS::SNS::Topic');
    const [cluster] = made.ids('AWS::RDS::DBCluster');
    const bucket = made.ids('AWS::S3::Bucket').find(each => /files(?!accesslog)/.test(each))!;
    const queue = made.ids('AWS::SQS::Queue').find(each => /Jobs(?!.*DeadLetter)/.test(each))!;
    const [fn] = made.ids('AWS::Lambda::Function').filter(each => /Worker/.test(each));
    return { table, topic, cluster, bucket, queue, fn };
  };
  /** The app finds what it has always found. */
  const all = async () => {
    const { table, topic, cluster, bucket, queue, fn } = await main();
    const { Item } = await aws().dynamoDb.send(new GetItemCommand({ TableName: table, Key: { id: { S: 'one' } } }));
    const { Body } = await aws().s3.send(new GetObjectCommand({ Bucket: bucket, Key: 'one.txt' }));
    const { Subscriptions } = await aws().sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: topic }));
    const { DBClusters } = await aws().rds.send(new DescribeDBClustersCommand({ DBClusterIdentifier: cluster }));
    const { Environment } = await aws().lambda.send(new GetFunctionConfigurationCommand({ FunctionName: fn }));
    expect(Item).toEqual({ id: { S: 'one' }, name: { S: 'kept' } });
    expect(await Body!.transformToString()).toBe('kept');
    expect(Subscriptions!.map(({ Endpoint }) => Endpoint)).toEqual([await arnOf(queue)]);
    expect(DBClusters).toHaveLength(1);
    expect(Environment!.Variables).toMatchObject({ ITEMS_NAME: table, FILES_NAME: bucket });
  };
  const arnOf = async (queue: string) =>
    (await aws().sqs.send(new GetQueueAttributesCommand({ QueueUrl: queue, AttributeNames: ['QueueArn'] }))).Attributes!
      .QueueArn;

  does('is deployed, and its lock is written', async () => {
    const { output } = succeeded(await deploy({ step: 'first' }));
    expect(output).toContain('There is no lock at');
    expect(goldenpath()).toMatchObject({ status: 0 });
    expect(goldenpath('--check', join(embedded().folder, 'assemblies', 'changing')).status).toBe(0);
    const { table, bucket, queue } = await main();
    const Item = { id: { S: 'one' }, name: { S: 'kept' } };
    await aws().dynamoDb.send(new PutItemCommand({ TableName: table, Item }));
    await aws().s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'one.txt', Body: 'kept' }));
    await aws().sqs.send(new SendMessageCommand({ QueueUrl: queue, MessageBody: 'kept' }));
    ids = await physicalIds();
    await all();
  });

  for (const [what, context, says] of [
    ['new names of everything', { step: 'renamed' }, "movedFrom('Changing/Items')"],
    ['another key of the table', { step: 'other-key' }, "would replace the table (table) of 'Changing/Items'"],
    ['another stack', { step: 'other-stack' }, "has gone to 'Other/Items' of the stack 'Other'"],
  ] as const) {
    does(`is refused with ${what}, and nothing is deployed`, async () => {
      const { StackId, LastUpdatedTime } = await aws().stack(STACK);
      const { output } = refused(await deploy(context));
      expect(output).toContain(says);
      expect(await aws().stack(STACK)).toMatchObject({ StackId, LastUpdatedTime });
      await all();
    });
  }

  does('is renamed with a word about where it was, and nothing is made anew', async () => {
    succeeded(await deploy({ step: 'moved' }));
    expect(await physicalIds()).toEqual(ids);
    await all();
  });

  does('keeps it in a failed update', async () => {
    refused(await deploy({ step: 'moved', fails: 'true', tier: 'production' }));
    expect((await aws().stack(STACK)).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await physicalIds()).toEqual(ids);
    await all();
  });

  does('is moved into another scope', async () => {
    succeeded(await deploy({ step: 'nested' }));
    expect(await physicalIds()).toEqual(ids);
    expect(goldenpath().status).toBe(0);
    expect(readFileSync(lockFile(), 'utf8')).toContain('"path":"Changing/Data/Things","slot":"table"');
    await all();
  });

  does('goes up to production in place', async () => {
    const locked: { id: string }[] = JSON.parse(readFileSync(lockFile(), 'utf8')).resources;
    succeeded(await deploy({ step: 'nested', tier: 'production' }));
    // What keeps nothing may be another: a flow log that records less.
    const now = await physicalIds();
    expect(locked.length).toBeGreaterThan(10);
    for (const { id } of locked) expect([id, now[id]]).toEqual([id, ids[id]]);
    expect(goldenpath().status).toBe(0);
    await all();
  });

  does('is renamed back only with a word, or with a loss that somebody has accepted', async () => {
    refused(await deploy({ step: 'renamed', tier: 'production' }));
    expect(goldenpath('--accept', 'Changing/Data/Thing', '--reason', 'x').status).toBe(2);
    expect(goldenpath('--accept', 'Changing/Data/Things', '--reason', 'archived').status).toBe(0);
    const { output } = refused(await deploy({ step: 'renamed', tier: 'production' }));
    expect(output).not.toContain("'Changing/Data/Things'");
    expect(output).toContain("'Changing/Data/Papers'");
  });

  shows('every row and object, to the end', all);
}
