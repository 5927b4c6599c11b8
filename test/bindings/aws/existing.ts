import { Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Case } from './made';
import { Access, Credentials } from '../../../src/binding/binding';
import { ManagedBucket } from '../../../src/capabilities/bucket/aws';
import { ManagedDatabase } from '../../../src/capabilities/database/aws';
import { DatabaseDeployment, DatabaseEngine } from '../../../src/capabilities/database/props';
import { ManagedQueue } from '../../../src/capabilities/queue/aws';
import { ManagedSecret } from '../../../src/capabilities/secret/aws';
import { ManagedTable } from '../../../src/capabilities/table/aws';
import { EnvironmentTier } from '../../../src/path/tier';

const { PRODUCTION } = EnvironmentTier;
const KEY = 'arn:aws:kms:eu-west-1:123456789012:key/0f1e2d3c';

const arn = (service: string, rest: string) => `arn:aws:${service}:eu-west-1:123456789012:${rest}`;
const LEGACY_DATABASE = {
  endpoint: 'legacy.eu-west-1.rds.amazonaws.com',
  port: 5432,
  securityGroupId: 'sg-0123456789abcdef0',
  databaseName: 'legacy',
};
const LEGACY_SECRET = arn('secretsmanager', 'secret:legacy-AbCdEf');
const legacy = { HOST: LEGACY_DATABASE.endpoint, PORT: '5432', NAME: 'legacy' };
const legacyPort = { group: LEGACY_DATABASE.securityGroupId, port: 5432 };
const region = 'eu-west-1';
const keyOf = (stack: Stack) => kms.Key.fromKeyArn(stack, 'Key', KEY);
const partitionKey = { name: 'id', type: dynamodb.AttributeType.STRING };
const plainIndex = { indexName: 'byEmail', partitionKey: { name: 'email', type: dynamodb.AttributeType.STRING } };
const of = (
  capability: string,
  variables: { [suffix: string]: string },
  cases: (Partial<Case> & Pick<Case, 'what' | 'make' | 'parts'>)[],
): Case[] =>
  cases.map(each => ({ capability, tier: PRODUCTION, variables, ...each, what: `${capability} ${each.what}` }));

/** Resources that were made elsewhere. */
export const existing: Case[] = [
  ...of('database', { ...legacy, SECRET_ARN: LEGACY_SECRET }, [
    {
      what: 'by attributes',
      make: stack =>
        ManagedDatabase.fromDatabaseAttributes(stack, 'Used', { ...LEGACY_DATABASE, secretArn: LEGACY_SECRET }),
      parts: { secret: [LEGACY_SECRET] },
      port: legacyPort,
    },
    {
      what: 'by attributes, with a key',
      make: stack =>
        ManagedDatabase.fromDatabaseAttributes(stack, 'Used', {
          ...LEGACY_DATABASE,
          secretArn: LEGACY_SECRET,
          kmsKeyArn: KEY,
        }),
      parts: { secret: [LEGACY_SECRET], key: [KEY] },
      port: legacyPort,
    },
    {
      what: 'by attributes, with IAM tokens',
      make: stack =>
        ManagedDatabase.fromDatabaseAttributes(stack, 'Used', { ...LEGACY_DATABASE, resourceId: 'db-ABC' }),
      options: { credentials: Credentials.IAM_TOKEN },
      parts: { user: ['arn:${partition}:rds-db:${region}:${account}:dbuser:db-ABC/app'] },
      variables: { ...legacy, USER: 'app' },
      port: legacyPort,
    },
    {
      what: 'of one instance',
      make: stack =>
        new ManagedDatabase(stack, 'Used', { engine: DatabaseEngine.mysql(), deployment: DatabaseDeployment.INSTANCE }),
      parts: { secret: ['${used.instance.MasterUserSecret.SecretArn}'], key: ['${used.key.Arn}'] },
      variables: {
        HOST: '${used.instance.Endpoint.Address}',
        PORT: '${used.instance.Endpoint.Port}',
        NAME: 'app',
        ENGINE: 'mysql',
        SECRET_ARN: '${used.instance.MasterUserSecret.SecretArn}',
      },
      port: { group: '${used.securityGroup.GroupId}', port: 3307 },
    },
  ]),
  ...of('queue', { URL: 'https://sqs.eu-west-1.${suffix}/123456789012/legacy' }, [
    {
      what: 'by ARN',
      make: stack => ManagedQueue.fromQueueArn(stack, 'Used', arn('sqs', 'legacy')),
      parts: { queue: [arn('sqs', 'legacy')] },
    },
    {
      what: 'by name',
      make: stack => ManagedQueue.fromQueueName(stack, 'Used', 'legacy'),
      parts: { queue: ['arn:${partition}:sqs:${region}:${account}:legacy'] },
      variables: { URL: 'https://sqs.${region}.${suffix}/${account}/legacy' },
    },
    {
      what: 'by attributes, with a key',
      make: stack =>
        ManagedQueue.fromQueueAttributes(stack, 'Used', { queueArn: arn('sqs', 'legacy'), kmsKeyArn: KEY }),
      parts: { queue: [arn('sqs', 'legacy')], key: [KEY] },
      region,
    },
    {
      what: 'of the CDK',
      make: stack => ManagedQueue.fromQueue(stack, 'Used', new sqs.Queue(stack, 'Plain')),
      parts: { queue: ['${Plain.Arn}'] },
      variables: { URL: '${Plain}' },
    },
    {
      what: 'of the CDK, with a key',
      make: stack =>
        ManagedQueue.fromQueue(stack, 'Used', new sqs.Queue(stack, 'Plain', { encryptionMasterKey: keyOf(stack) })),
      parts: { queue: ['${Plain.Arn}'], key: [KEY] },
      region: '${region of ${Plain.Arn}}',
      variables: { URL: '${Plain}' },
    },
  ]),
  ...of('table', { NAME: 'legacy' }, [
    {
      what: 'by ARN',
      make: stack => ManagedTable.fromTableArn(stack, 'Used', arn('dynamodb', 'table/legacy')),
      parts: { table: [arn('dynamodb', 'table/legacy')] },
      refuses: [Access.CONSUME],
    },
    {
      what: 'by name',
      make: stack => ManagedTable.fromTableName(stack, 'Used', 'legacy'),
      parts: { table: ['arn:${partition}:dynamodb:${region}:${account}:table/legacy'] },
      refuses: [Access.CONSUME],
    },
    {
      what: 'by attributes, with a key, an index and a stream',
      make: stack =>
        ManagedTable.fromTableAttributes(stack, 'Used', {
          tableArn: arn('dynamodb', 'table/legacy'),
          keyArn: KEY,
          globalIndexes: ['byEmail'],
          streamArn: arn('dynamodb', 'table/legacy/stream/2026'),
        }),
      parts: {
        table: [arn('dynamodb', 'table/legacy')],
        indexes: [arn('dynamodb', 'table/legacy/index/byEmail')],
        stream: [arn('dynamodb', 'table/legacy/stream/2026')],
        key: [KEY],
      },
      region,
    },
    {
      what: 'of the CDK',
      make: stack => ManagedTable.fromTable(stack, 'Used', new dynamodb.Table(stack, 'Plain', { partitionKey })),
      parts: { table: ['${Plain.Arn}'] },
      variables: { NAME: '${Plain}' },
      refuses: [Access.CONSUME],
    },
    {
      what: 'of the CDK, with a key, an index and a stream',
      make: stack => {
        const table = new dynamodb.Table(stack, 'Plain', {
          partitionKey,
          stream: dynamodb.StreamViewType.KEYS_ONLY,
          encryptionKey: keyOf(stack),
        });
        table.addGlobalSecondaryIndex(plainIndex);
        return ManagedTable.fromTable(stack, 'Used', table);
      },
      // The CDK tells no names of indexes.
      parts: {
        table: ['${Plain.Arn}'],
        anyIndex: ['${Plain.Arn}/index/*'],
        stream: ['${Plain.StreamArn}'],
        key: [KEY],
      },
      variables: { NAME: '${Plain}' },
    },
  ]),
  ...of('bucket', { NAME: 'acme-legacy' }, [
    {
      what: 'by ARN',
      make: stack => ManagedBucket.fromBucketArn(stack, 'Used', 'arn:aws:s3:::acme-legacy'),
      parts: { bucket: ['arn:aws:s3:::acme-legacy'], objects: ['arn:aws:s3:::acme-legacy/*'] },
    },
    {
      what: 'by name',
      make: stack => ManagedBucket.fromBucketName(stack, 'Used', 'acme-legacy'),
      parts: { bucket: ['arn:${partition}:s3:::acme-legacy'], objects: ['arn:${partition}:s3:::acme-legacy/*'] },
    },
    {
      what: 'by attributes, with a key',
      make: stack =>
        ManagedBucket.fromBucketAttributes(stack, 'Used', { bucketArn: 'arn:aws:s3:::acme-legacy', keyArn: KEY }),
      parts: { bucket: ['arn:aws:s3:::acme-legacy'], objects: ['arn:aws:s3:::acme-legacy/*'], key: [KEY] },
      region,
    },
    {
      what: 'of the CDK',
      make: stack => ManagedBucket.fromBucket(stack, 'Used', new s3.Bucket(stack, 'Plain')),
      parts: { bucket: ['${Plain.Arn}'], objects: ['${Plain.Arn}/*'] },
      variables: { NAME: '${Plain}' },
    },
    {
      what: 'of the CDK, with a key',
      make: stack =>
        ManagedBucket.fromBucket(stack, 'Used', new s3.Bucket(stack, 'Plain', { encryptionKey: keyOf(stack) })),
      parts: { bucket: ['${Plain.Arn}'], objects: ['${Plain.Arn}/*'], key: [KEY] },
      variables: { NAME: '${Plain}' },
    },
  ]),
  ...of('secret', { ARN: LEGACY_SECRET, MAX_AGE_SECONDS: '300' }, [
    {
      what: 'by ARN',
      make: stack => ManagedSecret.fromSecretArn(stack, 'Used', LEGACY_SECRET),
      parts: { secret: [LEGACY_SECRET] },
    },
    {
      what: 'by name',
      make: stack => ManagedSecret.fromSecretName(stack, 'Used', 'legacy'),
      parts: { secret: ['arn:${partition}:secretsmanager:${region}:${account}:secret:legacy-??????'] },
      variables: { ARN: 'arn:${partition}:secretsmanager:${region}:${account}:secret:legacy', MAX_AGE_SECONDS: '300' },
    },
    {
      what: 'by attributes, with a key',
      make: stack => ManagedSecret.fromSecretAttributes(stack, 'Used', { secretArn: LEGACY_SECRET, kmsKeyArn: KEY }),
      parts: { secret: [LEGACY_SECRET], key: [KEY] },
      region,
    },
    {
      what: 'of the CDK',
      make: stack => ManagedSecret.fromSecret(stack, 'Used', new secretsmanager.Secret(stack, 'Plain')),
      parts: { secret: ['${Plain}'] },
      variables: { ARN: '${Plain}', MAX_AGE_SECONDS: '300' },
    },
    {
      what: 'of the CDK, with a key',
      make: stack =>
        ManagedSecret.fromSecret(
          stack,
          'Used',
          new secretsmanager.Secret(stack, 'Plain', { encryptionKey: keyOf(stack) }),
        ),
      parts: { secret: ['${Plain}'], key: [KEY] },
      variables: { ARN: '${Plain}', MAX_AGE_SECONDS: '300' },
    },
  ]),
];
