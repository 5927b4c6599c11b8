import { TableKey } from './key';
import { TableProjectionType } from './projection';
import { ManagedTableProps } from './props';
import { isGiven } from '../../support/input';
import { upperFirst } from '../../support/names';

/** A global secondary index, whole. */
export interface IndexSchema {
  readonly name: string;
  readonly partitionKey: TableKey;
  readonly sortKey?: TableKey;
  readonly projection: TableProjectionType;
  /** The attributes beside the keys, where they are named. */
  readonly projectedAttributes: string[];
}

/** How the items of a table are found. */
export interface TableSchema {
  readonly partitionKey: TableKey;
  readonly sortKey?: TableKey;
  /** The attributes of all keys, each once. */
  readonly attributes: TableKey[];
  readonly indexes: IndexSchema[];
}

/**
 * The schema of a table.
 *
 * @param indexProjection how much an index holds that does not say
 */
export function schemaOf(props: ManagedTableProps, indexProjection: TableProjectionType): TableSchema {
  return {
    partitionKey: props.partitionKey,
    sortKey: props.sortKey ?? undefined,
    attributes: attributesOf(props),
    indexes: (props.indexes ?? []).map(({ name, partitionKey, sortKey, projection }) => ({
      name,
      partitionKey,
      sortKey: sortKey ?? undefined,
      projection: projection?._type ?? indexProjection,
      projectedAttributes: projection?.attributes ?? [],
    })),
  };
}

/** The attributes of all keys, each once, in the order in which they are said. */
export function attributesOf(props: ManagedTableProps): TableKey[] {
  return keysOf(props).filter((key, index, all) => all.findIndex(({ name }) => name === key.name) === index);
}

/** Every key attribute of the table and of its indexes. */
export function keysOf({ partitionKey, sortKey, indexes }: ManagedTableProps): TableKey[] {
  return [{ partitionKey, sortKey }, ...(indexes ?? [])]
    .flatMap(each => [each.partitionKey, each.sortKey])
    .filter(isGiven);
}

/** The slot of something that an index has: `indexByEmailThrottleAlarm` for `by-email`. */
export function indexSlot(index: string, role: string): string {
  return `index${index
    .split(/[^A-Za-z0-9]+/)
    .map(upperFirst)
    .join('')}${upperFirst(role)}`;
}

/** A constant of DynamoDB: `KEYS_ONLY` for `keys-only`. */
export function constantCase(word: string): string {
  return word.toUpperCase().replace(/-/g, '_');
}

/** The type of an attribute in DynamoDB: `S`, `N` or `B`. */
export function typeLetter({ _type }: TableKey): string {
  return _type.charAt(0).toUpperCase();
}
