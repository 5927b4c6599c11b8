/**
 * The type of a key's attribute.
 *
 * @internal
 */
export enum TableKeyType {
  /** Text, in UTF-8. Sorted by its bytes. */
  STRING = 'string',
  /** A number of up to 38 digits. Sorted by its value. */
  NUMBER = 'number',
  /** Bytes. Sorted as they are, without a sign. */
  BINARY = 'binary',
}

/** An attribute that items are found by. */
export class TableKey {
  /** An attribute that holds a text. */
  public static string(name: string): TableKey {
    return new TableKey(name, TableKeyType.STRING);
  }

  /** An attribute that holds a number. */
  public static number(name: string): TableKey {
    return new TableKey(name, TableKeyType.NUMBER);
  }

  /** An attribute that holds bytes. */
  public static binary(name: string): TableKey {
    return new TableKey(name, TableKeyType.BINARY);
  }

  private constructor(
    /** The name of the attribute. */
    public readonly name: string,
    /**
     * The type of its values.
     *
     * @internal
     */
    public readonly _type: TableKeyType,
  ) {}
}
