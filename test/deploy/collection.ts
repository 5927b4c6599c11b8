import { setTimeout as sleep } from 'timers/promises';
import { PutEventsCommand, PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { DeleteRolePolicyCommand } from '@aws-sdk/client-iam';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { AwsApi } from './aws-api';
import { CdkApp, Context, succeeded } from './cdk';
import { Collected } from './collected';
import { missing, survivors } from './inventory';
import { Steps } from './scenario';

const STACK = 'Insights';
const SENDER = '111122223333';
const STRANGER = '444455556666';
const CHANGE: Context = { accounts: `${SENDER},777788889999`, retentionDays: 900 };

const deployed = (service: string) => ({
  context: {
    version: '0.5.0',
    id: `deployment-of-${service}`,
    source: '/ci',
    type: 'dev.cdevents.service.deployed.0.2.0',
    timestamp: '2026-11-20T10:00:00Z',
  },
  subject: {
    id: service,
    source: '/ci',
    type: 'service',
    content: { environment: { id: 'production' }, artifactId: `pkg:oci/${service}` },
  },
});

/** The collection of a platform team: from which accounts, by which way, and what is kept. */
export function collection(
  { does, shows }: Steps,
  aws: (account?: string) => AwsApi,
  app: (tier: string) => CdkApp,
): void {
  const now = () => Collected.of(aws(), STACK);
  const production = () => app('production');
  let stackId: string;

  const send = async (DetailType: string, detail: object, as?: string) => {
    const entry: PutEventsRequestEntry = {
      EventBusName: (await (await now()).bus()).arn,
      Source: 'ci',
      DetailType,
      Detail: JSON.stringify(detail),
    };
    return (await aws(as).eventBridge.send(new PutEventsCommand({ Entries: [entry] }))).FailedEntryCount;
  };
  const arrived = async (what: string) => {
    for (const end = Date.now() + 60_000; Date.now() < end; await sleep(200)) {
      const found = (await (await now()).delivered()).find(({ events }) => JSON.stringify(events).includes(what));
      if (found) return found;
    }
    throw new Error(`There is no ${what} in the bucket.`);
  };

  does('is created', async () => {
    succeeded(await production().deploy([STACK]));
    const { StackStatus, StackId } = await aws().stack(STACK);
    expect(StackStatus).toBe('CREATE_COMPLETE');
    stackId = StackId!;
  });

  shows('every resource that CloudFormation speaks of', async () => {
    expect(await missing(aws(), STACK)).toEqual([]);
  });

  shows('a bus that lets one account in, and a rule that gives what counts to Firehose', async () => {
    const collected = await now();
    const { arn, policy } = await collected.bus();
    expect(policy.Statement).toEqual([
      {
        Sid: 'Senders',
        Effect: 'Allow',
        Action: 'events:PutEvents',
        Resource: arn,
        Principal: { AWS: [`arn:aws:iam::${SENDER}:root`] },
      },
    ]);
    const { pattern, targets } = await collected.rule();
    expect(pattern.$or).toEqual([
      {
        source: [{ prefix: 'aws.' }],
        'detail-type': expect.arrayContaining(['ECS Deployment State Change']),
      },
      { 'detail-type': [{ prefix: 'dev.cdevents.' }, 'goldenpath.manifest'] },
    ]);
    const { DeliveryStreamARN, DeliveryStreamStatus, destination } = await collected.stream();
    const { QueueArn } = await collected.work.queue('InsightsUndeliveredQueue');
    expect(targets).toMatchObject([
      {
        Arn: DeliveryStreamARN,
        RetryPolicy: { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86_400 },
        DeadLetterConfig: { Arn: QueueArn },
      },
    ]);
    expect(DeliveryStreamStatus).toBe('ACTIVE');
    expect(destination).toMatchObject({
      Prefix: 'events/day=!{timestamp:yyyy-MM-dd}/',
      CompressionFormat: 'GZIP',
      BufferingHints: { IntervalInSeconds: 300, SizeInMBs: 64 },
      CloudWatchLoggingOptions: {
        Enabled: true,
        LogGroupName: collected.work.id('AWS::Logs::LogGroup', 'InsightsDeliveryLogGroup'),
      },
    });
  });

  shows('one key for all of it, versions under lock, and who reads them on record', async () => {
    const collected = await now();
    const key = expect.stringContaining(collected.work.id('AWS::KMS::Key', 'InsightsKey'));
    const { encryption, versions, logsTo, lifecycle } = await collected.work.bucket('InsightsBucket');
    expect(encryption).toMatchObject({
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key },
      BucketKeyEnabled: true,
    });
    expect([versions, logsTo]).toEqual(['Enabled', collected.work.id('AWS::S3::Bucket', 'InsightsAccessLogBucket')]);
    expect(lifecycle.map(({ Filter, Expiration }) => [Filter!.Prefix, Expiration?.Days])).toEqual([
      ['', undefined],
      ['events/', 730],
      ['errors/', 90],
      ['query-results/', 30],
    ]);
    expect((await collected.stream()).DeliveryStreamEncryptionConfiguration).toMatchObject({
      KeyType: 'CUSTOMER_MANAGED_CMK',
      KeyARN: key,
      Status: 'ENABLED',
    });
    expect((await collected.work.queue('InsightsUndeliveredQueue')).KmsMasterKeyId).toEqual(key);
    expect((await collected.work.alarms()).map(({ MetricName }) => MetricName).sort()).toEqual([
      'ApproximateNumberOfMessagesVisible',
      'DeliveryToS3.DataFreshness',
      'DeliveryToS3.Success',
    ]);
  });

  shows('tables over the days of that bucket, and a work group with a limit', async () => {
    const collected = await now();
    const location = `s3://${collected.bucketName}/`;
    const { StorageDescriptor, Parameters } = await collected.table('raw_events');
    expect([
      StorageDescriptor.Location,
      Parameters['storage.location.template'],
      Parameters['projection.day.range'],
    ]).toEqual([`${location}events/`, `${location}events/day=\${day}/`, 'NOW-730DAYS,NOW']);
    for (const name of ['events', 'manifests']) {
      const { view, TableType } = await collected.table(name);
      expect([TableType, view.schema]).toEqual(['VIRTUAL_VIEW', 'goldenpath_insights']);
      expect(view.originalSql).toMatch(/FROM raw_events\n/);
    }
    const { State, Configuration } = await collected.workGroup();
    expect(State).toBe('ENABLED');
    expect(Configuration).toMatchObject({
      BytesScannedCutoffPerQuery: 10 * 1024 ** 3,
      EnforceWorkGroupConfiguration: true,
      ResultConfiguration: { OutputLocation: `${location}query-results/` },
    });
  });

  does('collects what this account and the other send, and nothing of a third', async () => {
    expect(await send('dev.cdevents.service.deployed.0.2.0', deployed('own'))).toBe(0);
    expect(await send('dev.cdevents.service.deployed.0.2.0', deployed('theirs'), SENDER)).toBe(0);
    expect(await send('of-no-use', { what: 'dropped' })).toBe(0);
    await expect(send('dev.cdevents.service.deployed.0.2.0', deployed('strange'), STRANGER)).rejects.toThrow(
      /not authorized|AccessDenied/i,
    );
    const { key, encryptedBy } = await arrived('deployment-of-theirs');
    expect(key).toMatch(new RegExp(`^events/day=${new Date().toISOString().slice(0, 10)}/.*\\.gz$`));
    expect(encryptedBy).toContain((await now()).work.id('AWS::KMS::Key', 'InsightsKey'));
    const events = (await (await now()).delivered()).flatMap(object => object.events);
    expect(events.map(({ account, detail }) => [account, detail.subject.id]).sort()).toEqual([
      ['000000000000', 'own'],
      [SENDER, 'theirs'],
    ]);
  });

  does('is deployed again, and nothing has happened', async () => {
    const state = async () => ({ stack: await aws().stack(STACK), events: await aws().events(STACK) });
    const before = await state();
    succeeded(await production().deploy([STACK]));
    expect(await state()).toEqual(before);
  });

  does('is changed', async () => {
    succeeded(await app('production').deploy([STACK], CHANGE));
    expect((await aws().stack(STACK)).StackStatus).toBe('UPDATE_COMPLETE');
  });

  shows('the change in place, with all that was collected', async () => {
    const collected = await now();
    expect((await collected.bus()).policy.Statement[0].Principal.AWS).toHaveLength(2);
    expect((await collected.work.bucket('InsightsBucket')).lifecycle[1].Expiration).toEqual({ Days: 900 });
    expect((await collected.table('raw_events')).Parameters['projection.day.range']).toBe('NOW-900DAYS,NOW');
    expect((await collected.delivered()).flatMap(({ events }) => events)).toHaveLength(2);
    expect(await missing(aws(), STACK)).toEqual([]);
  });

  does('keeps what it cannot deliver', async () => {
    const { work } = await now();
    // As if somebody had taken the permission away.
    await aws().iam.send(
      new DeleteRolePolicyCommand({
        RoleName: work.id('AWS::IAM::Role', 'InsightsForwardingRole'),
        PolicyName: 'Permissions',
      }),
    );
    expect(await send('dev.cdevents.service.deployed.0.2.0', deployed('late'))).toBe(0);
    const { Messages = [] } = await aws().sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: work.id('AWS::SQS::Queue', 'InsightsUndeliveredQueue'),
        MessageAttributeNames: ['All'],
        WaitTimeSeconds: 10,
        VisibilityTimeout: 0,
      }),
    );
    expect(JSON.parse(Messages[0].Body!).detail.subject.id).toBe('late');
    expect(Messages[0].MessageAttributes!.ERROR_CODE.StringValue).toBe('NO_PERMISSIONS');
  });

  const kept = async () => {
    const left = await survivors(aws(), stackId);
    const counts: { [type: string]: number } = {};
    for (const { type } of left) counts[type] = (counts[type] ?? 0) + 1;
    return { left, counts };
  };

  does('is destroyed, and what happened stays', async () => {
    const { bucketName } = await now();
    succeeded(await production().destroy([STACK], CHANGE));
    expect(await aws().findStack(STACK)).toBeUndefined();
    const { left, counts } = await kept();
    expect(counts).toEqual({
      'AWS::S3::Bucket': 2,
      'AWS::S3::BucketPolicy': 2,
      'AWS::SQS::Queue': 1,
      'AWS::KMS::Key': 1,
      'AWS::Logs::LogGroup': 1,
      'AWS::Logs::LogStream': 1,
    });
    expect(left.map(({ id }) => id)).toContain(bucketName);
  });

  does('is created in development, under the names that are free again', async () => {
    succeeded(await app('development').deploy([STACK]));
    const { StackStatus, StackId } = await aws().stack(STACK);
    expect(StackStatus).toBe('CREATE_COMPLETE');
    stackId = StackId!;
    const collected = await now();
    expect([collected.work.has('AWS::KMS::Key'), collected.work.has('AWS::CloudWatch::Alarm')]).toEqual([0, 0]);
    expect(await send('dev.cdevents.service.deployed.0.2.0', deployed('draft'))).toBe(0);
    await arrived('deployment-of-draft');
  });

  does('is destroyed in development, and the bucket and the queue stay there, too', async () => {
    succeeded(await app('development').destroy([STACK]));
    expect(await aws().findStack(STACK)).toBeUndefined();
    expect((await kept()).counts).toEqual({ 'AWS::S3::Bucket': 1, 'AWS::S3::BucketPolicy': 1, 'AWS::SQS::Queue': 1 });
  });
}
