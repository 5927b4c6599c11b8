import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { TerraformStack } from 'cdktf';
import * as fc from 'fast-check';
import { holds, holdsOnTerraform, junk, OPTIONS } from './invariants';
import { ManagedBucket } from '../../src/capabilities/bucket/aws';
import { ManagedBucket as TerraformBucket } from '../../src/capabilities/bucket/terraform';
import { ManagedQueue } from '../../src/capabilities/queue/aws';
import { ManagedQueue as TerraformQueue } from '../../src/capabilities/queue/terraform';
import { ManagedSecret } from '../../src/capabilities/secret/aws';
import { SecretRotation, SecretSource } from '../../src/capabilities/secret/props';
import { ManagedSecret as TerraformSecret } from '../../src/capabilities/secret/terraform';
import { ManagedTable } from '../../src/capabilities/table/aws';
import { TableCapacity, TableKey, TableProjection } from '../../src/capabilities/table/props';
import { ManagedTable as TerraformTable } from '../../src/capabilities/table/terraform';
import { EnvironmentTier } from '../../src/path/tier';
import { arbitraryBucket, arbitraryQueue, arbitrarySecret, arbitraryTable } from '../fixtures/arbitrary-resources';
import { acceptsOrRefuses } from '../fixtures/errors';
import { stackOn } from '../fixtures/stacks';
import { terraformStackOn } from '../fixtures/terraform';

const RESOURCES: {
  [name: string]: {
    any: fc.Arbitrary<any>;
    aws: (stack: Stack, props: any) => any;
    terraform: (stack: TerraformStack, props: any) => any;
  };
} = {
  queue: {
    any: arbitraryQueue,
    aws: (stack, props) => new ManagedQueue(stack, 'It', props),
    terraform: (stack, props) => new TerraformQueue(stack, 'It', props),
  },
  table: {
    any: arbitraryTable,
    aws: (stack, props) => new ManagedTable(stack, 'It', props),
    terraform: (stack, props) => new TerraformTable(stack, 'It', props),
  },
  bucket: {
    any: arbitraryBucket,
    aws: (stack, props) => new ManagedBucket(stack, 'It', props),
    terraform: (stack, props) => new TerraformBucket(stack, 'It', props),
  },
  secret: {
    any: arbitrarySecret,
    aws: (stack, props) => new ManagedSecret(stack, 'It', props),
    terraform: (stack, props) => new TerraformSecret(stack, 'It', props),
  },
};

test.each(Object.entries(RESOURCES))(
  'any valid %s renders on both engines: complete slots, all decisions, a template that resolves',
  (_, { any, aws, terraform }) => {
    fc.assert(
      fc.property(any, ({ tier, props }) => {
        const made = aws(stackOn(tier), props);
        holds(made);
        holdsOnTerraform(terraform(terraformStackOn(tier), props), made);
      }),
      OPTIONS,
    );
  },
  120_000,
);

const id = TableKey.string('id');
const PROPS: [string, string, (value: any) => any][] = [
  ...['owner', 'fifo', 'visibilityTimeoutSeconds', 'maxReceiveCount', 'retentionDays'].map(
    (prop): [string, string, (value: any) => any] => ['queue', prop, value => ({ [prop]: value })],
  ),
  ...['partitionKey', 'sortKey', 'timeToLiveAttribute', 'indexes', 'stream', 'capacity', 'owner'].map(
    (prop): [string, string, (value: any) => any] => ['table', prop, value => ({ partitionKey: id, [prop]: value })],
  ),
  ...['string', 'number', 'binary'].map((type): [string, string, (value: any) => any] => [
    'table',
    `TableKey.${type}`,
    value => ({ partitionKey: (TableKey as any)[type](value) }),
  ]),
  ...['name', 'partitionKey', 'sortKey', 'projection'].map((prop): [string, string, (value: any) => any] => [
    'table',
    `indexes.${prop}`,
    value => ({
      partitionKey: id,
      indexes: [{ name: 'byEmail', partitionKey: TableKey.string('email'), [prop]: value }],
    }),
  ]),
  [
    'table',
    'TableProjection.including',
    value => ({
      partitionKey: id,
      indexes: [
        { name: 'byEmail', partitionKey: TableKey.string('email'), projection: TableProjection.including(value) },
      ],
    }),
  ],
  ...['maxReads', 'maxWrites'].map((prop): [string, string, (value: any) => any] => [
    'table',
    `onDemand.${prop}`,
    value => ({ partitionKey: id, capacity: TableCapacity.onDemand({ [prop]: value }) }),
  ]),
  ...['minReads', 'maxReads', 'minWrites', 'maxWrites', 'targetUtilization'].map(
    (prop): [string, string, (value: any) => any] => [
      'table',
      `provisioned.${prop}`,
      value => ({ partitionKey: id, capacity: TableCapacity.provisioned({ [prop]: value }) }),
    ],
  ),
  ['table', 'TableCapacity.provisioned', value => ({ partitionKey: id, capacity: TableCapacity.provisioned(value) })],
  ['table', 'the props', value => value],
  ...['versioned', 'expireAfterDays', 'lifecycle', 'cors', 'owner'].map(
    (prop): [string, string, (value: any) => any] => ['bucket', prop, value => ({ [prop]: value })],
  ),
  ...['prefix', 'expireAfterDays'].map((prop): [string, string, (value: any) => any] => [
    'bucket',
    `lifecycle.${prop}`,
    value => ({ lifecycle: [{ prefix: 'tmp/', expireAfterDays: 7, [prop]: value }] }),
  ]),
  ...['allowedOrigins', 'allowedMethods', 'allowedHeaders', 'exposedHeaders', 'maxAgeSeconds'].map(
    (prop): [string, string, (value: any) => any] => [
      'bucket',
      `cors.${prop}`,
      value => ({ cors: [{ allowedOrigins: ['https://a.acme.com'], allowedMethods: ['GET'], [prop]: value }] }),
    ],
  ),
  ...['source', 'rotation', 'owner'].map((prop): [string, string, (value: any) => any] => [
    'secret',
    prop,
    value => ({ [prop]: value }),
  ]),
  ['secret', 'SecretSource.generated', value => ({ source: SecretSource.generated(value) })],
  ...['length', 'punctuation', 'excludeCharacters', 'fields', 'generatedField'].map(
    (prop): [string, string, (value: any) => any] => [
      'secret',
      `generated.${prop}`,
      value => ({
        source: SecretSource.generated({ ...(prop === 'generatedField' ? { fields: {} } : {}), [prop]: value }),
      }),
    ],
  ),
  ['secret', 'SecretRotation.byFunction', value => ({ rotation: SecretRotation.byFunction(value) })],
  ['secret', 'SecretRotation.byNewValue', value => ({ rotation: SecretRotation.byNewValue(value) })],
  ['secret', 'byNewValue.everyDays', value => ({ rotation: SecretRotation.byNewValue({ everyDays: value }) })],
];

test.each(PROPS)(
  'a %s takes or refuses any %s',
  (name, _, props) => {
    fc.assert(
      fc.property(junk, value => {
        const stack = stackOn(EnvironmentTier.DEVELOPMENT);
        acceptsOrRefuses(() => {
          RESOURCES[name].aws(stack, props(value));
          Template.fromStack(stack);
        });
        acceptsOrRefuses(() => RESOURCES[name].terraform(terraformStackOn(EnvironmentTier.DEVELOPMENT), props(value)));
      }),
      OPTIONS,
    );
  },
  60_000,
);

test.each<[string, (stack: any, value: any) => any]>([
  ['ManagedQueue.fromQueueArn', (stack, value) => ManagedQueue.fromQueueArn(stack, 'It', value)],
  ['ManagedQueue.fromQueueName', (stack, value) => ManagedQueue.fromQueueName(stack, 'It', value)],
  ['ManagedQueue.fromQueueAttributes', (stack, value) => ManagedQueue.fromQueueAttributes(stack, 'It', value)],
  ['ManagedQueue.fromQueue', (stack, value) => ManagedQueue.fromQueue(stack, 'It', value)],
  ['ManagedTable.fromTableArn', (stack, value) => ManagedTable.fromTableArn(stack, 'It', value)],
  ['ManagedTable.fromTableName', (stack, value) => ManagedTable.fromTableName(stack, 'It', value)],
  ['ManagedTable.fromTableAttributes', (stack, value) => ManagedTable.fromTableAttributes(stack, 'It', value)],
  ['ManagedTable.fromTable', (stack, value) => ManagedTable.fromTable(stack, 'It', value)],
  ['ManagedBucket.fromBucketArn', (stack, value) => ManagedBucket.fromBucketArn(stack, 'It', value)],
  ['ManagedBucket.fromBucketName', (stack, value) => ManagedBucket.fromBucketName(stack, 'It', value)],
  ['ManagedBucket.fromBucketAttributes', (stack, value) => ManagedBucket.fromBucketAttributes(stack, 'It', value)],
  ['ManagedBucket.fromBucket', (stack, value) => ManagedBucket.fromBucket(stack, 'It', value)],
  ['ManagedSecret.fromSecretArn', (stack, value) => ManagedSecret.fromSecretArn(stack, 'It', value)],
  ['ManagedSecret.fromSecretName', (stack, value) => ManagedSecret.fromSecretName(stack, 'It', value)],
  ['ManagedSecret.fromSecretAttributes', (stack, value) => ManagedSecret.fromSecretAttributes(stack, 'It', value)],
  ['ManagedSecret.fromSecret', (stack, value) => ManagedSecret.fromSecret(stack, 'It', value)],
])(
  '%s takes or refuses anything',
  (_, from) => {
    fc.assert(
      fc.property(junk, value => acceptsOrRefuses(() => from(stackOn(), value))),
      OPTIONS,
    );
  },
  60_000,
);
