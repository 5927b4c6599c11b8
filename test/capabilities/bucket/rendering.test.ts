import { Match } from 'aws-cdk-lib/assertions';
import { bucketIn, rendered, VARIANTS } from './fixture';
import { TIERS } from '../../../src/path/tier';
import { expectSlotsComplete } from '../../fixtures/slots';
import { stackOn } from '../../fixtures/stacks';

const [development, staging, production] = TIERS;
const combinations = TIERS.flatMap(tier =>
  Object.entries(VARIANTS).map(([name, props]) => [tier, name, props] as const),
);

test.each(combinations)(
  '%s, %s: every resource is a slot under its name, and in `resources`',
  (_tier, _name, props) => {
    const { bucket } = rendered(props, _tier);
    expectSlotsComplete(bucket);
    expect(Object.values(bucket.resources).filter(each => each !== undefined)).toHaveLength(bucket.slots.length);
    for (const slot of bucket.slots) {
      const { id, scope } = bucket.resource(slot).node;
      expect(scope).toBe(bucket);
      expect(slot === 'bucket' ? 'Resource' : slot.charAt(0).toUpperCase() + slot.slice(1)).toBe(id);
    }
    expect(bucket.escapes).toEqual([]);
  },
);

test('the slots', () => {
  expect(rendered({}, production).bucket.slots).toEqual([
    'key',
    'bucket',
    'bucketPolicy',
    'accessLogBucket',
    'accessLogBucketPolicy',
  ]);
  expect(rendered({}, development).bucket.slots).toEqual([
    'bucket',
    'bucketPolicy',
    'emptyingLogGroup',
    'emptyingRole',
    'emptyingRolePolicy',
    'emptyingFunction',
    'emptiedBucket',
  ]);
});

test('the bucket has the logical id that an L2 of the same id would have, and no name', () => {
  const { idOf, slot } = rendered();
  expect(idOf('bucket')).toBe('InvoicesF0222E8D');
  expect(slot('bucket')).not.toHaveProperty('BucketName');
});

test('in production it is private, encrypted, versioned, tidied up, logged and kept', () => {
  const { whole, idOf } = rendered();
  expect(whole('bucket')).toMatchObject({
    DeletionPolicy: 'RetainExceptOnCreate',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          {
            BucketKeyEnabled: true,
            ServerSideEncryptionByDefault: {
              SSEAlgorithm: 'aws:kms',
              KMSMasterKeyID: { 'Fn::GetAtt': [idOf('key'), 'Arn'] },
            },
          },
        ],
      },
      VersioningConfiguration: { Status: 'Enabled' },
      ObjectLockEnabled: true,
      LoggingConfiguration: { DestinationBucketName: { Ref: idOf('accessLogBucket') } },
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
      LifecycleConfiguration: {
        Rules: [
          {
            Id: 'all',
            Status: 'Enabled',
            ExpiredObjectDeleteMarker: true,
            NoncurrentVersionExpiration: { NoncurrentDays: 90 },
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
            Transitions: [{ StorageClass: 'INTELLIGENT_TIERING', TransitionInDays: 30 }],
          },
        ],
      },
    },
  });
  expect(whole('bucket').Properties).not.toHaveProperty('ObjectLockConfiguration');
  expect(whole('bucket').Properties.Tags.map(({ Key }: any) => Key)).not.toContain('goldenpath:emptied-on-removal');
  const kept = { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' };
  for (const slot of ['key', 'bucketPolicy']) expect(whole(slot)).toMatchObject(kept);
});

test('nobody gets in without TLS 1.2', () => {
  const { slot, idOf } = rendered();
  const arn = { 'Fn::GetAtt': [idOf('bucket'), 'Arn'] };
  const everything = {
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: [arn, { 'Fn::Join': ['', [arn, '/*']] }],
  };
  expect(slot('bucketPolicy')).toEqual({
    Bucket: { Ref: idOf('bucket') },
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        { Sid: 'TlsOnly', ...everything, Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
        { Sid: 'RecentTlsOnly', ...everything, Condition: { NumericLessThan: { 's3:TlsVersion': '1.2' } } },
      ],
    },
  });
});

test('its access logs, and no others, may be delivered; without a cycle', () => {
  const { slot, whole, idOf } = rendered();
  const logs = { 'Fn::GetAtt': [idOf('accessLogBucket'), 'Arn'] };
  expect(slot('accessLogBucketPolicy').PolicyDocument.Statement[0]).toEqual({
    Sid: 'AccessLogs',
    Effect: 'Allow',
    Principal: { Service: 'logging.s3.amazonaws.com' },
    Action: 's3:PutObject',
    Resource: { 'Fn::Join': ['', [logs, '/*']] },
    Condition: {
      StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
      ArnLike: { 'aws:SourceArn': { 'Fn::GetAtt': [idOf('bucket'), 'Arn'] } },
    },
  });
  // Template.fromStack, which rendered() has run, refuses a cycle.
  expect(JSON.stringify(whole('accessLogBucket'))).not.toContain(idOf('bucket'));
  expect(whole('accessLogBucket')).toMatchObject({
    DeletionPolicy: 'Retain',
    Properties: {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
    },
  });
});

test('development has no key and no logs, and is emptied', () => {
  const { whole, template, idOf } = rendered({}, development);
  template.resourceCountIs('AWS::KMS::Key', 0);
  template.resourceCountIs('AWS::S3::Bucket', 1);
  expect(whole('bucket')).toMatchObject({
    DeletionPolicy: 'Delete',
    UpdateReplacePolicy: 'Delete',
    Properties: {
      Tags: expect.arrayContaining([{ Key: 'goldenpath:emptied-on-removal', Value: 'true' }]),
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
    },
  });
  expect(whole('emptiedBucket')).toMatchObject({
    Type: 'Custom::EmptiedBucket',
    DependsOn: [idOf('emptyingRolePolicy')],
    Properties: {
      ServiceToken: { 'Fn::GetAtt': [idOf('emptyingFunction'), 'Arn'] },
      ServiceTimeout: 960,
      BucketName: { Ref: idOf('bucket') },
    },
  });
});

test('what empties may touch this bucket alone', () => {
  const { slot, idOf } = rendered({}, development);
  const arn = { 'Fn::GetAtt': [idOf('bucket'), 'Arn'] };
  expect(slot('emptyingRolePolicy').PolicyDocument.Statement).toEqual([
    { Effect: 'Allow', Action: ['s3:GetBucketTagging', 's3:ListBucketVersions'], Resource: arn },
    {
      Effect: 'Allow',
      Action: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
      Resource: { 'Fn::Join': ['', [arn, '/*']] },
    },
    {
      Effect: 'Allow',
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: { 'Fn::GetAtt': [idOf('emptyingLogGroup'), 'Arn'] },
    },
  ]);
});

test('nothing empties a bucket that is kept', () => {
  for (const tier of [staging, production]) {
    const { template } = rendered({}, tier);
    template.resourceCountIs('AWS::Lambda::Function', 0);
    template.allResources('AWS::S3::Bucket', {
      DeletionPolicy: Match.stringLikeRegexp('^Retain'),
      UpdateReplacePolicy: 'Retain',
    });
    template.allResources('AWS::KMS::Key', { DeletionPolicy: 'RetainExceptOnCreate' });
  }
  expect(rendered({}, development, { defaults: { 'bucket.onRemoval': 'retain' } }).bucket.slots).toEqual([
    'bucket',
    'bucketPolicy',
  ]);
});

test('with a key, what the function logs is encrypted with it', () => {
  const { slot, idOf } = rendered({}, development, { defaults: { 'bucket.ownKey': true } });
  expect(slot('emptyingLogGroup').KmsKeyId).toEqual({ 'Fn::GetAtt': [idOf('key'), 'Arn'] });
  expect(slot('key').KeyPolicy.Statement.map(({ Sid }: any) => Sid)).toContain('LogGroups');
  expect(
    rendered()
      .slot('key')
      .KeyPolicy.Statement.map(({ Sid }: any) => Sid),
  ).not.toContain('LogGroups');
});

test('what a team asks for', () => {
  const { slot } = rendered(VARIANTS.expiring);
  expect(slot('bucket').LifecycleConfiguration.Rules).toEqual([
    {
      Id: 'all',
      Status: 'Enabled',
      ExpirationInDays: 90,
      NoncurrentVersionExpiration: { NoncurrentDays: 90 },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
    },
    { Id: 'prefix-1', Status: 'Enabled', Prefix: 'tmp/', ExpirationInDays: 1 },
    { Id: 'prefix-2', Status: 'Enabled', Prefix: 'exports/', ExpirationInDays: 7 },
  ]);
  expect(rendered(VARIANTS['called by websites']).slot('bucket').CorsConfiguration.CorsRules).toEqual([
    {
      AllowedOrigins: ['https://shop.acme.com'],
      AllowedMethods: ['GET', 'PUT'],
      AllowedHeaders: ['content-type'],
      ExposedHeaders: ['etag'],
      MaxAge: 3600,
    },
  ]);
  const unversioned = rendered(VARIANTS['without versions']).slot('bucket');
  expect(unversioned.VersioningConfiguration).toEqual({ Status: 'Suspended' });
  expect(unversioned).not.toHaveProperty('ObjectLockEnabled');
});

test('what a platform team locks by default', () => {
  const { slot } = rendered({}, production, { defaults: { 'bucket.lockDays': 30, 'bucket.lockMode': 'compliance' } });
  expect(slot('bucket').ObjectLockConfiguration).toEqual({
    ObjectLockEnabled: 'Enabled',
    Rule: { DefaultRetention: { Days: 30, Mode: 'COMPLIANCE' } },
  });
});

test('everything has its owner', () => {
  const stack = stackOn(development);
  const bucket = bucketIn(stack, { owner: 'team-billing' });
  expect(bucket.owner).toBe('team-billing');
  rendered({ owner: 'team-billing' }).template.allResourcesProperties('AWS::S3::Bucket', {
    Tags: Match.arrayWith([{ Key: 'goldenpath:owner', Value: 'team-billing' }]),
  });
});
