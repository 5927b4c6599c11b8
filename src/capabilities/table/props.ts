import { TableCapacity } from './capacity';
import { TableKey } from './key';
import { TableProjection } from './projection';

export { TableCapacity } from './capacity';
export type { OnDemandCapacity, ProvisionedCapacity } from './capacity';
export { TableKey } from './key';
export { TableProjection } from './projection';

/** The content of a table's stream: how much it says of each change. */
export enum TableStream {
  /** There is no stream. */
  NONE = 'none',
  /** The keys of the item. */
  KEYS_ONLY = 'keys-only',
  /** The item as it is after the change. */
  NEW_IMAGE = 'new-image',
  /** The item as it was before the change. */
  OLD_IMAGE = 'old-image',
  /** The item before and after the change. */
  NEW_AND_OLD_IMAGES = 'new-and-old-images',
}

/** A global secondary index: another way to find items. */
export interface TableIndex {
  /** Its name: 3 to 255 letters, digits, and _ . - */
  readonly name: string;
  /** The attribute that items are found by. Items without it are not in the index. */
  readonly partitionKey: TableKey;
  /**
   * The attribute that items with the same partition key are sorted by.
   *
   * @default - not sorted
   */
  readonly sortKey?: TableKey;
  /**
   * How much of an item it holds.
   *
   * @default - the whole item
   */
  readonly projection?: TableProjection;
}

/** The props of a ManagedTable. */
export interface ManagedTableProps {
  /** The attribute that items are found by. Changing it later makes a new, empty table. */
  readonly partitionKey: TableKey;
  /**
   * The attribute that items with the same partition key are told apart and sorted by. Changing it later makes a new,
   * empty table.
   *
   * @default - the partition key alone tells items apart
   */
  readonly sortKey?: TableKey;
  /**
   * The attribute that says when an item expires, as a number of seconds since 1970. DynamoDB deletes the item within
   * a few days after that, at no cost. A name of 1 to 255 bytes.
   *
   * @default - items do not expire
   */
  readonly timeToLiveAttribute?: string;
  /**
   * Other ways to find items, 20 at most. A deployment can add or remove one of them.
   *
   * @default - none
   */
  readonly indexes?: TableIndex[];
  /**
   * How much the stream of its changes says.
   *
   * @default TableStream.NEW_AND_OLD_IMAGES
   */
  readonly stream?: TableStream;
  /**
   * How it is paid for, and the bounds of what it takes.
   *
   * @default - TableCapacity.onDemand()
   */
  readonly capacity?: TableCapacity;
  /**
   * The team that owns it.
   *
   * @default - the owner of the GoldenPath
   */
  readonly owner?: string;
  /**
   * The ARN of a KMS key that stands already: `key.keyArn` of plain CDK. Refused is an alias, and a key of another
   * region than that of the stack. The path does not change its policy.
   *
   * @default - in staging and production the path makes one, in development AWS has one
   */
  readonly encryptionKeyArn?: string;
}
