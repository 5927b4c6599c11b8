import { GetObjectCommand } from '@aws-sdk/client-s3';
import { AwsApi } from './aws-api';
import { CdkApp, succeeded } from './cdk';
import { survivors } from './inventory';
import { Steps } from './scenario';
import { CHANGE, workInAnyTier } from './work-in-any-tier';

/** In production: encrypted by keys of one's own, protected, watched; and kept when the stack goes. */
export function workInProduction(steps: Steps, aws: () => AwsApi, app: () => CdkApp): void {
  const { does, shows } = steps;
  const { stackId, now } = workInAnyTier(steps, 'Work', aws, app);

  shows('data under keys of its own', async () => {
    const work = await now();
    const key = (name: string) => expect.stringContaining(work.id('AWS::KMS::Key', `${name}Key`));
    for (const name of ['Jobs', 'JobsDeadLetterQueue']) {
      expect(await work.queue(name)).toMatchObject({
        KmsMasterKeyId: key('Jobs'),
        KmsDataKeyReusePeriodSeconds: '300',
      });
    }
    for (const name of ['Items', 'Counters']) {
      expect((await work.table(name)).table.SSEDescription).toMatchObject({
        SSEType: 'KMS',
        KMSMasterKeyArn: key(name),
      });
    }
    expect((await work.bucket('Files')).encryption).toMatchObject({
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key('Files') },
      BucketKeyEnabled: true,
    });
    expect((await work.secret('Token')).secret.KmsKeyId).toEqual(key('Token'));
    expect((await work.function('Signup')).configuration.KMSKeyArn).toEqual(key('Signup'));
  });

  shows('tables that come back to any second, and cannot be deleted in one step', async () => {
    for (const name of ['Items', 'Counters']) {
      const { table, backups } = await (await now()).table(name);
      expect(table.DeletionProtectionEnabled).toBe(true);
      expect(backups).toMatchObject({ PointInTimeRecoveryStatus: 'ENABLED', RecoveryPeriodInDays: 35 });
    }
    const { table, timeToLive } = await (await now()).table('Items');
    expect(table.BillingModeSummary!.BillingMode).toBe('PAY_PER_REQUEST');
    expect(timeToLive).toMatchObject({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expiresAt' });
  });

  shows('a private bucket with versions, whose readers are logged', async () => {
    const work = await now();
    const { versions, publicAccess, logsTo, tells, lifecycle, policy } = await work.bucket('Files');
    expect([versions, logsTo, tells]).toEqual(['Enabled', work.id('AWS::S3::Bucket', 'FilesAccessLogBucket'), {}]);
    expect(publicAccess).toEqual({
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    });
    expect(lifecycle[0]).toMatchObject({
      NoncurrentVersionExpiration: { NoncurrentDays: 90 },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
      Transitions: [{ Days: 30, StorageClass: 'INTELLIGENT_TIERING' }],
    });
    expect(policy.Statement.map(({ Sid }: any) => Sid)).toEqual(['TlsOnly', 'RecentTlsOnly']);
    expect((await work.bucket('FilesAccessLogBucket')).lifecycle[0].Expiration).toEqual({ Days: 365 });
  });

  shows('versions that go over by a tenth, and come back when an alarm says so', async () => {
    const work = await now();
    const group = await work.deploymentGroup();
    expect(group.deploymentConfigName).toBe('CodeDeployDefault.LambdaCanary10Percent5Minutes');
    expect(group.autoRollbackConfiguration).toMatchObject({ enabled: true });
    const alarms = (await work.alarms()).map(({ AlarmName }) => AlarmName);
    expect(group.alarmConfiguration!.alarms!.length).toBeGreaterThan(0);
    expect(alarms).toEqual(expect.arrayContaining(group.alarmConfiguration!.alarms!.map(({ name }) => name)));
    expect((await work.function('Signup')).reserved).toBe(50);
  });

  shows('workers in two zones, and alarms for whom is to be woken', async () => {
    const work = await now();
    expect((await work.workerScaling()).least).toBe(2);
    const watched = (await work.alarms()).flatMap(({ MetricName, Metrics = [] }) => [
      MetricName,
      ...Metrics.map(({ MetricStat }) => MetricStat?.Metric?.MetricName),
    ]);
    expect(watched).toEqual(
      expect.arrayContaining([
        'ApproximateNumberOfMessagesVisible',
        'ApproximateAgeOfOldestMessage',
        'SystemErrors',
        'Errors',
        'Throttles',
        'Duration',
        'IteratorAge',
        'CPUUtilization',
        'MemoryUtilization',
      ]),
    );
    expect(await work.alarms()).toHaveLength(20);
  });

  does('is destroyed', async () => {
    succeeded(await app().destroy(['Work'], CHANGE));
    expect(await aws().findStack('Work')).toBeUndefined();
  });

  shows('what outlives it: all data, the keys of it, and the records of what happened', async () => {
    const left = await survivors(aws(), stackId());
    const counts: { [type: string]: number } = {};
    for (const { type } of left) counts[type] = (counts[type] ?? 0) + 1;
    expect(counts).toEqual({
      'AWS::DynamoDB::Table': 2,
      'AWS::KMS::Key': 8,
      'AWS::Logs::LogGroup': 6,
      'AWS::S3::Bucket': 2,
      'AWS::S3::BucketPolicy': 2,
      'AWS::SQS::Queue': 3,
      'AWS::SecretsManager::Secret': 1,
      'AWS::SecretsManager::ResourcePolicy': 1,
    });
    const Bucket = left.find(({ type, id }) => type === 'AWS::S3::Bucket' && !id.includes('accesslog'))!.id;
    expect(await (await aws().s3.send(new GetObjectCommand({ Bucket, Key: 'report' }))).Body!.transformToString()).toBe(
      'second',
    );
  });
}

/** In development: nothing to pay for while idle, nobody is woken, and nothing is left. */
export function workInDevelopment(steps: Steps, aws: () => AwsApi, app: () => CdkApp): void {
  const { does, shows } = steps;
  const { stackId, now } = workInAnyTier(steps, 'Sketch', aws, app);

  shows('no key, no protection, no canary, and no worker while nothing waits', async () => {
    const work = await now();
    expect([work.has('AWS::KMS::Key'), work.has('AWS::CodeDeploy::Application')]).toEqual([0, 0]);
    expect((await work.queue('Jobs')).KmsMasterKeyId).toBeUndefined();
    const { table, backups } = await work.table('Items');
    expect([table.DeletionProtectionEnabled, backups.PointInTimeRecoveryStatus]).toEqual([false, 'DISABLED']);
    expect((await work.bucket('Files')).encryption.ApplyServerSideEncryptionByDefault!.SSEAlgorithm).toBe('AES256');
    expect((await work.secret('Token')).secret.KmsKeyId).toBeUndefined();
    expect(await work.workerScaling()).toMatchObject({ least: 0 });
    expect((await work.function('Signup')).reserved).toBeUndefined();
    // Both scale the worker, and wake nobody.
    expect(await work.alarms()).toHaveLength(2);
  });

  does('is destroyed, and is gone with all its data', async () => {
    succeeded(await app().destroy(['Sketch'], CHANGE));
    expect(await aws().findStack('Sketch')).toBeUndefined();
    expect(await survivors(aws(), stackId())).toEqual([]);
  });
}
