/**
 * How much of an item an index holds.
 *
 * @internal
 */
export enum TableProjectionType {
  /** The whole item. */
  ALL = 'all',
  /** The keys of the table and of the index. */
  KEYS_ONLY = 'keys-only',
  /** The keys, and attributes by name. */
  INCLUDE = 'include',
}

/** The part of an item that can be read from an index, without a second read from the table. */
export class TableProjection {
  /** The whole item. */
  public static all(): TableProjection {
    return new TableProjection(TableProjectionType.ALL, []);
  }

  /** The keys of the table and of the index only. */
  public static keysOnly(): TableProjection {
    return new TableProjection(TableProjectionType.KEYS_ONLY, []);
  }

  /** The keys, and these attributes. */
  public static including(...attributes: string[]): TableProjection {
    return new TableProjection(TableProjectionType.INCLUDE, attributes);
  }

  private constructor(
    /**
     * How much of an item it holds.
     *
     * @internal
     */
    public readonly _type: TableProjectionType,
    /** The attributes beside the keys, where they are named. */
    public readonly attributes: string[],
  ) {}
}
