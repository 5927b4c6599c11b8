import { Access, IBindable, UsesOptions } from '../../src/binding/binding';
import { EnvironmentTier } from '../../src/path/tier';

const { READ, WRITE, READ_WRITE, CONSUME, PUBLISH } = Access;

/** The actions that are granted, by the part of a resource. */
export interface Grant {
  readonly [part: string]: string[];
}

const READ_SECRET = ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'];
const PUT_SECRET = [
  'secretsmanager:DescribeSecret',
  'secretsmanager:PutSecretValue',
  'secretsmanager:UpdateSecretVersionStage',
];
const LOG_IN: Grant = { secret: READ_SECRET, key: ['kms:Decrypt'], user: ['rds-db:connect'] };
const CHECK_ITEM = ['dynamodb:ConditionCheckItem', 'dynamodb:DescribeTable'];
const READ_ITEMS = ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan'];
const WRITE_ITEMS = ['dynamodb:BatchWriteItem', 'dynamodb:DeleteItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'];
const WRITE_OBJECTS = ['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:PutObject'];
const CALL: Grant = { api: ['execute-api:Invoke'] };
const ENCRYPT = ['kms:Decrypt', 'kms:GenerateDataKey'];

/** The grants of each access, written out once more. An access that is not here is refused. */
export const GRANTS: { readonly [capability: string]: { readonly [access: string]: Grant } } = {
  database: {
    [READ]: LOG_IN,
    [WRITE]: LOG_IN,
    [READ_WRITE]: LOG_IN,
  },
  queue: {
    [PUBLISH]: { queue: ['sqs:SendMessage'], key: ENCRYPT },
    [CONSUME]: {
      queue: ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
      key: ['kms:Decrypt'],
    },
  },
  table: {
    [READ]: {
      table: [...CHECK_ITEM, ...READ_ITEMS],
      indexes: ['dynamodb:Query', 'dynamodb:Scan'],
      anyIndex: [...CHECK_ITEM, ...READ_ITEMS],
      key: ['kms:Decrypt'],
    },
    [WRITE]: { table: [...CHECK_ITEM, ...WRITE_ITEMS], key: ['kms:Decrypt'] },
    [READ_WRITE]: {
      table: [...CHECK_ITEM, ...READ_ITEMS, ...WRITE_ITEMS],
      indexes: ['dynamodb:Query', 'dynamodb:Scan'],
      anyIndex: [...CHECK_ITEM, ...READ_ITEMS, ...WRITE_ITEMS],
      key: ['kms:Decrypt'],
    },
    [CONSUME]: {
      stream: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
      key: ['kms:Decrypt'],
    },
  },
  bucket: {
    [READ]: { objects: ['s3:GetObject'], bucket: ['s3:ListBucket'], key: ['kms:Decrypt'] },
    [WRITE]: { objects: WRITE_OBJECTS, key: ENCRYPT },
    [READ_WRITE]: { objects: ['s3:GetObject', ...WRITE_OBJECTS], bucket: ['s3:ListBucket'], key: ENCRYPT },
    [CONSUME]: { objects: ['s3:GetObject'], bucket: ['s3:ListBucket'], key: ['kms:Decrypt'] },
  },
  secret: {
    [READ]: { secret: READ_SECRET, key: ['kms:Decrypt'] },
    [WRITE]: { secret: PUT_SECRET, key: ENCRYPT },
    [READ_WRITE]: { secret: [...new Set([...READ_SECRET, ...PUT_SECRET])], key: ENCRYPT },
  },
  service: {
    [READ]: CALL,
    [WRITE]: CALL,
    [READ_WRITE]: CALL,
  },
  function: {
    [READ]: CALL,
    [WRITE]: CALL,
    [READ_WRITE]: CALL,
  },
};

/** The access that is meant where none is named. */
export const USUAL: { readonly [capability: string]: Access } = {
  database: READ_WRITE,
  queue: PUBLISH,
  table: READ_WRITE,
  bucket: READ_WRITE,
  secret: READ,
  service: READ_WRITE,
  function: READ_WRITE,
};

/** The only service through which a key may be used. */
export const THROUGH: { readonly [capability: string]: string } = {
  database: 'secretsmanager',
  queue: 'sqs',
  table: 'dynamodb',
  bucket: 's3',
  secret: 'secretsmanager',
};

const ON_INTERFACES = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:UnassignPrivateIpAddresses',
];

/** What a function in a network needs beside: Lambda makes its network interfaces with it. */
export const INTERFACES = ON_INTERFACES.map(action => `${action} on *`);

/** Only calls of the program carry the ARN of the function. */
export const KEPT_FROM_THE_PROGRAM = [...ON_INTERFACES, 'ec2:DetachNetworkInterface'].map(
  action => `Deny: ${action} on * if {"Null":{"lambda:SourceFunctionArn":"false"}}`,
);

/**
 * A resource to use, and what consumers get of it, as texts: `${used.queue.arn}` is the ARN of its slot `queue`.
 */
export interface Used<Stack> {
  readonly what: string;
  readonly capability: string;
  readonly tier: EnvironmentTier;
  /** Makes the resource, with the id `Used`. */
  readonly make: (stack: Stack) => IBindable;
  /** The ARNs of its parts. A grant on a part that is not here is not expected. */
  readonly parts: { readonly [part: string]: string[] };
  /** The region of its key. */
  readonly region?: string;
  /** The variables, by the last part of their names. */
  readonly variables: { readonly [suffix: string]: string };
  /** The variables of a reader, where they differ. */
  readonly readerVariables?: { readonly [suffix: string]: string };
  /** The port that is opened, and the security group. */
  readonly port?: { readonly group: string; readonly port: number };
  readonly options?: UsesOptions;
  /** The accesses that are refused beside those that its capability refuses. */
  readonly refuses?: Access[];
}

/** The permissions that a use must give, one line each. */
export function expectedPermissions({ capability, parts, region = '${region}' }: Used<any>, access: Access): string[] {
  return Object.entries(GRANTS[capability][access]).flatMap(([part, actions]) =>
    (parts[part] ?? []).flatMap(on =>
      actions.map(action =>
        line(
          action,
          on,
          part === 'key'
            ? { StringEquals: { 'kms:ViaService': `${THROUGH[capability]}.${region}.amazonaws.com` } }
            : undefined,
        ),
      ),
    ),
  );
}

/** A permission as a line. */
export function line(action: string, on: string, conditions?: object): string {
  return `${action} on ${on}${conditions ? ` if ${JSON.stringify(conditions)}` : ''}`;
}
