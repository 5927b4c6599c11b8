import {
  DynamodbTable,
  DynamodbTableConfig,
  DynamodbTableGlobalSecondaryIndex,
} from '@cdktf/provider-aws/lib/dynamodb-table';
import { TerraformResourceLifecycle } from 'cdktf';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { preventDestroy } from '../../../engines/terraform/lifecycle';
import { nameOf } from '../../../engines/terraform/names';
import { EncryptingKey } from '../../../parts/data-key/brought';
import { TableCapacityMode } from '../capacity';
import { TableDecisions } from '../decisions';
import { TableStream } from '../props';
import { constantCase, IndexSchema, TableSchema, typeLetter } from '../schema';

/** Makes the table, with its indexes. */
export function renderTable(
  owner: CapabilityConstruct,
  choices: TableDecisions,
  schema: TableSchema,
  key?: EncryptingKey,
): DynamodbTable {
  const { timeToLiveAttribute, pointInTimeRecovery, stream } = choices;
  const streams = stream !== TableStream.NONE;
  return owner._slot(
    'table',
    new DynamodbTable(owner, 'Resource', {
      name: nameOf(owner, 'table', 255),
      hashKey: schema.partitionKey.name,
      rangeKey: schema.sortKey?.name,
      attribute: schema.attributes.map(attribute => ({ name: attribute.name, type: typeLetter(attribute) })),
      globalSecondaryIndex:
        schema.indexes.length > 0 ? schema.indexes.map(index => globalSecondaryIndex(index, choices)) : undefined,
      ...capacity(choices),
      tableClass: constantCase(
        choices.tableClass === 'infrequent-access' ? 'standard-infrequent-access' : choices.tableClass,
      ),
      streamEnabled: streams,
      streamViewType: streams ? constantCase(stream) : undefined,
      ttl: timeToLiveAttribute === null ? undefined : { attributeName: timeToLiveAttribute, enabled: true },
      pointInTimeRecovery: {
        enabled: pointInTimeRecovery,
        recoveryPeriodInDays: pointInTimeRecovery ? (choices.recoveryDays as number) : undefined,
      },
      // Without it, it is encrypted by a key that AWS owns.
      serverSideEncryption: key && { enabled: true, kmsKeyArn: key.arn },
      deletionProtectionEnabled: choices.deletionProtection,
      lifecycle: lifecycle(choices),
      tags: owner._tags,
    }),
  );
}

/** Whether data outlives the code that made the table. */
export function isKept({ deletionProtection, onRemoval }: TableDecisions): boolean {
  return deletionProtection || onRemoval === 'retain';
}

function globalSecondaryIndex(index: IndexSchema, choices: TableDecisions): DynamodbTableGlobalSecondaryIndex {
  const { readCapacity, writeCapacity, onDemandThroughput } = capacity(choices);
  return {
    name: index.name,
    hashKey: index.partitionKey.name,
    rangeKey: index.sortKey?.name,
    projectionType: constantCase(index.projection),
    nonKeyAttributes: index.projectedAttributes.length > 0 ? index.projectedAttributes : undefined,
    readCapacity,
    writeCapacity,
    onDemandThroughput,
  };
}

function capacity({
  capacity: mode,
  minReads,
  minWrites,
  maxReads,
  maxWrites,
}: TableDecisions): Pick<DynamodbTableConfig, 'billingMode' | 'readCapacity' | 'writeCapacity' | 'onDemandThroughput'> {
  if (mode === TableCapacityMode.PROVISIONED) {
    return { billingMode: 'PROVISIONED', readCapacity: minReads as number, writeCapacity: minWrites as number };
  }
  const bounded = maxReads !== null || maxWrites !== null;
  return {
    billingMode: 'PAY_PER_REQUEST',
    onDemandThroughput: bounded
      ? { maxReadRequestUnits: maxReads ?? undefined, maxWriteRequestUnits: maxWrites ?? undefined }
      : undefined,
  };
}

/**
 * Whether plans leave the indexes alone: the capacity of an index is a part of it, and what scaling has made of it must
 * not be set back.
 */
export function ignoresIndexes({ capacity: mode, indexes }: TableDecisions): boolean {
  return mode === TableCapacityMode.PROVISIONED && indexes.length > 0;
}

function lifecycle(choices: TableDecisions): TerraformResourceLifecycle | undefined {
  const kept = preventDestroy(isKept(choices));
  if (choices.capacity !== TableCapacityMode.PROVISIONED) return kept;
  return {
    ...kept,
    ignoreChanges: ['read_capacity', 'write_capacity', ...(ignoresIndexes(choices) ? ['global_secondary_index'] : [])],
  };
}
