import { Case } from './made';
import { Access, Credentials } from '../../../src/binding/binding';
import { ManagedBucket } from '../../../src/capabilities/bucket/terraform';
import { DatabaseDeployment, DatabaseEngine } from '../../../src/capabilities/database/props';
import { ManagedDatabase } from '../../../src/capabilities/database/terraform';
import { ManagedQueue } from '../../../src/capabilities/queue/terraform';
import { ManagedSecret } from '../../../src/capabilities/secret/terraform';
import { ManagedTable } from '../../../src/capabilities/table/terraform';
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
const LEGACY_TABLE = arn('dynamodb', 'table/legacy');
const legacy = { HOST: LEGACY_DATABASE.endpoint, PORT: '5432', NAME: 'legacy' };
const legacyPort = { group: LEGACY_DATABASE.securityGroupId, port: 5432 };
const region = 'eu-west-1';
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
      parts: { secret: ['${used.instance.master_user_secret[0].secret_arn}'], key: ['${used.key.arn}'] },
      variables: {
        HOST: '${used.instance.address}',
        PORT: '${used.instance.port}',
        NAME: 'app',
        ENGINE: 'mysql',
        SECRET_ARN: '${used.instance.master_user_secret[0].secret_arn}',
      },
      port: { group: '${used.securityGroup.id}', port: 3307 },
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
  ]),
  ...of('table', { NAME: 'legacy' }, [
    {
      what: 'by ARN',
      make: stack => ManagedTable.fromTableArn(stack, 'Used', LEGACY_TABLE),
      parts: { table: [LEGACY_TABLE] },
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
          tableArn: LEGACY_TABLE,
          keyArn: KEY,
          globalIndexes: ['byEmail'],
          streamArn: `${LEGACY_TABLE}/stream/2026`,
        }),
      parts: {
        table: [LEGACY_TABLE],
        indexes: [`${LEGACY_TABLE}/index/byEmail`],
        stream: [`${LEGACY_TABLE}/stream/2026`],
        key: [KEY],
      },
      region,
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
  ]),
];
