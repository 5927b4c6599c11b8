import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { AwsApi } from './aws-api';
import { CdkApp, Context, succeeded } from './cdk';
import { Deployed } from './deployed';
import { DeployedWork } from './deployed-work';
import { missing } from './inventory';
import { Steps } from './scenario';

export const CHANGE: Context = {
  tries: 3,
  maxReads: 700,
  tmpDays: 2,
  everyDays: 10,
  maxTasks: 12,
  memoryMib: 1024,
  schedule: 'rate(2 days)',
};

/** The resources that keep data, by logical names. They are never replaced. */
const KEEPS = [
  ['AWS::SQS::Queue', 'Jobs'],
  ['AWS::SQS::Queue', 'JobsDeadLetterQueue'],
  ['AWS::SQS::Queue', 'SignupDeadLetterQueue'],
  ['AWS::DynamoDB::Table', 'Items'],
  ['AWS::DynamoDB::Table', 'Counters'],
  ['AWS::S3::Bucket', 'Files'],
  ['AWS::SecretsManager::Secret', 'Token'],
] as const;

const idsOf = (work: DeployedWork) => KEEPS.map(([type, name]) => work.id(type, name));

/** The steps in both tiers: no change, a change in place; and no resource that keeps data is replaced. */
export function workInAnyTier(
  { does, shows }: Steps,
  stack: string,
  aws: () => AwsApi,
  app: () => CdkApp,
): { stackId: () => string; now: () => Promise<DeployedWork> } {
  const now = () => DeployedWork.of(aws(), stack);
  let stackId: string;
  let kept: string[];
  let value: string;

  does('is created', async () => {
    succeeded(await app().deploy([stack]));
    const { StackStatus, StackId } = await aws().stack(stack);
    expect(StackStatus).toBe('CREATE_COMPLETE');
    stackId = StackId!;
    kept = idsOf(await now());
    value = (await (await now()).secret('Token')).value;
  });

  shows('every resource that CloudFormation speaks of', async () => {
    expect(await missing(aws(), stack)).toEqual([]);
  });

  shows('a queue with a second one for what failed, over TLS only', async () => {
    const [jobs, dead] = [await (await now()).queue('Jobs'), await (await now()).queue('JobsDeadLetterQueue')];
    expect(jobs).toMatchObject({
      VisibilityTimeout: '180',
      MessageRetentionPeriod: '604800',
      ReceiveMessageWaitTimeSeconds: '20',
      RedrivePolicy: { deadLetterTargetArn: dead.QueueArn, maxReceiveCount: 5 },
      RedriveAllowPolicy: { redrivePermission: 'denyAll' },
    });
    expect(dead).toMatchObject({ MessageRetentionPeriod: '1209600' });
    for (const { Policy, QueueArn } of [jobs, dead]) {
      expect(Policy.Statement).toEqual([
        expect.objectContaining({
          Effect: 'Deny',
          Action: 'sqs:*',
          Resource: QueueArn,
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        }),
      ]);
    }
  });

  shows('a function behind signed requests, called by a table, a bucket and a clock', async () => {
    const work = await now();
    const { configuration, alias, mappings, routes, deadLetters } = await work.function('Signup');
    expect(configuration).toMatchObject({
      Architectures: ['arm64'],
      MemorySize: 512,
      Timeout: 20,
      TracingConfig: { Mode: 'Active' },
      LoggingConfig: { LogFormat: 'JSON' },
      DeadLetterConfig: { TargetArn: deadLetters },
    });
    expect(configuration.Environment!.Variables).toMatchObject({
      ITEMS_NAME: work.id('AWS::DynamoDB::Table', 'Items'),
      FILES_NAME: work.id('AWS::S3::Bucket', 'Files'),
      JOBS_URL: work.id('AWS::SQS::Queue', 'Jobs'),
    });
    expect(alias.FunctionVersion).toBe('1');
    expect(routes).toMatchObject([{ AuthorizationType: 'AWS_IAM' }]);
    const { table } = await work.table('Items');
    expect(mappings).toMatchObject([
      {
        EventSourceArn: table.LatestStreamArn,
        BatchSize: 100,
        BisectBatchOnFunctionError: true,
        MaximumRetryAttempts: 5,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        DestinationConfig: { OnFailure: { Destination: deadLetters } },
      },
    ]);
    const { pattern, targets } = await work.rule();
    expect(pattern).toEqual({
      source: ['aws.s3'],
      'detail-type': ['Object Created'],
      detail: { bucket: { name: [work.id('AWS::S3::Bucket', 'Files')] }, object: { key: [{ prefix: 'in/' }] } },
    });
    const retried = {
      RetryPolicy: { MaximumRetryAttempts: 20, MaximumEventAgeInSeconds: 21_600 },
      DeadLetterConfig: { Arn: deadLetters },
    };
    expect(targets).toMatchObject([{ Arn: alias.AliasArn, ...retried }]);
    expect(await work.schedule()).toMatchObject({
      ScheduleExpression: 'rate(1 day)',
      ScheduleExpressionTimezone: 'UTC',
      State: 'ENABLED',
      Target: { Arn: alias.AliasArn, ...retried },
    });
  });

  shows('a worker with its variables, scaled by what waits', async () => {
    const work = await now();
    const { environment, container } = await (await Deployed.of(aws(), stack)).service();
    expect(container).toMatchObject({
      image: 'public.ecr.aws/acme/packer:2.0.1',
      readonlyRootFilesystem: true,
      stopTimeout: 120,
    });
    expect(environment).toMatchObject({
      JOBS_URL: work.id('AWS::SQS::Queue', 'Jobs'),
      ITEMS_NAME: work.id('AWS::DynamoDB::Table', 'Items'),
      COUNTERS_NAME: work.id('AWS::DynamoDB::Table', 'Counters'),
      FILES_NAME: work.id('AWS::S3::Bucket', 'Files'),
      TOKEN_ARN: work.id('AWS::SecretsManager::Secret', 'Token'),
      TOKEN_MAX_AGE_SECONDS: '300',
    });
    const { policies } = await work.workerScaling();
    const backlog = policies.find(
      ({ PolicyType }) => PolicyType === 'TargetTrackingScaling',
    )!.TargetTrackingScalingPolicyConfiguration!;
    expect(backlog).toMatchObject({ TargetValue: 10, ScaleInCooldown: 300, ScaleOutCooldown: 60 });
    const queueName = (await work.queue('Jobs')).QueueArn.split(':').pop();
    expect(JSON.stringify(backlog.CustomizedMetricSpecification)).toContain(`"Value":"${queueName}"`);
  });

  shows('a secret that nobody has seen, for this account only, with the day of its next value', async () => {
    const { secret, policy } = await (await now()).secret('Token');
    expect(value).toMatch(/^[A-Za-z0-9]{40}$/);
    expect(secret).toMatchObject({ RotationEnabled: true, RotationRules: { AutomaticallyAfterDays: 30 } });
    expect(policy.Statement).toMatchObject([
      {
        Effect: 'Deny',
        Action: 'secretsmanager:*',
        Condition: { StringNotEquals: { 'aws:PrincipalAccount': expect.any(String) } },
      },
    ]);
  });

  does('is used', async () => {
    const work = await now();
    await aws().sqs.send(new SendMessageCommand({ QueueUrl: work.id('AWS::SQS::Queue', 'Jobs'), MessageBody: 'work' }));
    await aws().dynamoDb.send(
      new PutItemCommand({ TableName: work.id('AWS::DynamoDB::Table', 'Counters'), Item: { name: { S: 'signups' } } }),
    );
    for (const Body of ['first', 'second']) {
      await aws().s3.send(new PutObjectCommand({ Bucket: work.id('AWS::S3::Bucket', 'Files'), Key: 'report', Body }));
    }
  });

  does('is deployed again, and nothing has happened', async () => {
    const state = async () => ({
      stack: await aws().stack(stack),
      events: await aws().events(stack),
      version: (await (await now()).function('Signup')).alias.FunctionVersion,
    });
    const before = await state();
    succeeded(await app().deploy([stack]));
    expect(await state()).toEqual(before);
  });

  does('is changed', async () => {
    succeeded(await app().deploy([stack], CHANGE));
    expect((await aws().stack(stack)).StackStatus).toBe('UPDATE_COMPLETE');
  });

  shows('the change, in place: all that keeps data is the same, with what is in it', async () => {
    const work = await now();
    expect(idsOf(work)).toEqual(kept);
    expect(await work.queue('Jobs')).toMatchObject({
      ApproximateNumberOfMessages: '1',
      RedrivePolicy: { maxReceiveCount: 3 },
    });
    const items = (await work.table('Items')).table;
    expect([
      items.OnDemandThroughput?.MaxReadRequestUnits,
      items.GlobalSecondaryIndexes![0].OnDemandThroughput?.MaxReadRequestUnits,
    ]).toEqual([700, 700]);
    expect(
      (await work.table('Counters')).targets.find(({ ScalableDimension }) => ScalableDimension!.includes('Read'))!
        .MaxCapacity,
    ).toBe(700);
    expect((await work.bucket('Files')).lifecycle.find(rule => rule.Filter!.Prefix === 'tmp/')!.Expiration).toEqual({
      Days: 2,
    });
    const { secret, value: after } = await work.secret('Token');
    expect(secret.RotationRules!.AutomaticallyAfterDays).toBe(10);
    expect(after).toMatch(/^[A-Za-z0-9]{40}$/);
    const object = await aws().s3.send(
      new GetObjectCommand({ Bucket: work.id('AWS::S3::Bucket', 'Files'), Key: 'report' }),
    );
    expect(await object.Body!.transformToString()).toBe('second');
    expect((await work.workerScaling()).most).toBe(12);
    expect(await work.schedule()).toMatchObject({ ScheduleExpression: 'rate(2 days)' });
    expect(await missing(aws(), stack)).toEqual([]);
  });

  shows('another version of the function, which all callers have now', async () => {
    const { configuration, alias } = await (await now()).function('Signup');
    expect(configuration.MemorySize).toBe(1024);
    expect(alias.FunctionVersion).toBe('2');
  });

  return { stackId: () => stackId, now };
}
