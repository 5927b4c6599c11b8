import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { withRemovalPolicy } from '../../../engines/aws/removal';
import { EncryptingKey } from '../../../parts/data-key/brought';
import { TableCapacityMode } from '../capacity';
import { TableDecisions } from '../decisions';
import { TableKey } from '../key';
import { TableStream } from '../props';
import { constantCase, IndexSchema, TableSchema, typeLetter } from '../schema';

/** Makes the table, with its indexes. */
export function renderTable(
  owner: CapabilityConstruct,
  choices: TableDecisions,
  schema: TableSchema,
  key?: EncryptingKey,
): dynamodb.CfnTable {
  const { timeToLiveAttribute, pointInTimeRecovery, stream } = choices;
  return owner._slot(
    'table',
    withRemovalPolicy(
      new dynamodb.CfnTable(owner, 'Resource', {
        keySchema: keySchema(schema),
        attributeDefinitions: schema.attributes.map(attribute => ({
          attributeName: attribute.name,
          attributeType: typeLetter(attribute),
        })),
        globalSecondaryIndexes:
          schema.indexes.length > 0 ? schema.indexes.map(index => globalSecondaryIndex(index, choices)) : undefined,
        ...capacity(choices),
        tableClass: constantCase(
          choices.tableClass === 'infrequent-access' ? 'standard-infrequent-access' : choices.tableClass,
        ),
        streamSpecification: stream === TableStream.NONE ? undefined : { streamViewType: constantCase(stream) },
        timeToLiveSpecification:
          timeToLiveAttribute === null ? undefined : { attributeName: timeToLiveAttribute, enabled: true },
        pointInTimeRecoverySpecification: {
          pointInTimeRecoveryEnabled: pointInTimeRecovery,
          recoveryPeriodInDays: pointInTimeRecovery ? (choices.recoveryDays as number) : undefined,
        },
        // Without it, it is encrypted by a key that AWS owns.
        sseSpecification: key && { sseEnabled: true, sseType: 'KMS', kmsMasterKeyId: key.arn },
        contributorInsightsSpecification: contributorInsights(choices),
        deletionProtectionEnabled: choices.deletionProtection,
      }),
      choices.onRemoval,
    ),
  );
}

function globalSecondaryIndex(
  index: IndexSchema,
  choices: TableDecisions,
): dynamodb.CfnTable.GlobalSecondaryIndexProperty {
  const { onDemandThroughput, provisionedThroughput } = capacity(choices);
  return {
    indexName: index.name,
    keySchema: keySchema(index),
    projection: {
      projectionType: constantCase(index.projection),
      nonKeyAttributes: index.projectedAttributes.length > 0 ? index.projectedAttributes : undefined,
    },
    onDemandThroughput,
    provisionedThroughput,
    contributorInsightsSpecification: contributorInsights(choices),
  };
}

function keySchema({
  partitionKey,
  sortKey,
}: {
  partitionKey: TableKey;
  sortKey?: TableKey;
}): dynamodb.CfnTable.KeySchemaProperty[] {
  return [
    { attributeName: partitionKey.name, keyType: 'HASH' },
    ...(sortKey ? [{ attributeName: sortKey.name, keyType: 'RANGE' }] : []),
  ];
}

function capacity({ capacity: mode, minReads, minWrites, maxReads, maxWrites }: TableDecisions) {
  if (mode === TableCapacityMode.PROVISIONED) {
    // Where it starts. From then on its capacity is what scaling makes it.
    return {
      billingMode: 'PROVISIONED',
      provisionedThroughput: { readCapacityUnits: minReads as number, writeCapacityUnits: minWrites as number },
    };
  }
  const bounded = maxReads !== null || maxWrites !== null;
  return {
    billingMode: 'PAY_PER_REQUEST',
    onDemandThroughput: bounded
      ? { maxReadRequestUnits: maxReads ?? undefined, maxWriteRequestUnits: maxWrites ?? undefined }
      : undefined,
  };
}

function contributorInsights({
  contributorInsights: mode,
}: TableDecisions): dynamodb.CfnTable.ContributorInsightsSpecificationProperty {
  return mode === 'none' ? { enabled: false } : { enabled: true, mode: constantCase(mode) };
}
