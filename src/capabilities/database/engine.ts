/**
 * The SQL that a database speaks.
 *
 * @internal
 */
export enum DatabaseFamily {
  /** PostgreSQL. */
  POSTGRES = 'postgres',
  /** MySQL. */
  MYSQL = 'mysql',
}

/** A database engine, and the version of it. */
export class DatabaseEngine {
  /**
   * PostgreSQL.
   *
   * @param version a major version, `17`, which gets the minor version that this package pins for it; or an exact one,
   * `17.6`. Left out, it is the path's. A version near the end of its standard support warns, one past it is refused.
   */
  public static postgres(version?: string): DatabaseEngine {
    return new DatabaseEngine(DatabaseFamily.POSTGRES, version);
  }

  /**
   * MySQL.
   *
   * @param version a major version, `8.4`, which gets the minor version that this package pins for it; or an exact one:
   * `8.4.9` of an instance, `8.0.mysql_aurora.3.10.4` or `3.10.4` of Aurora. Left out, it is the path's.
   */
  public static mysql(version?: string): DatabaseEngine {
    return new DatabaseEngine(DatabaseFamily.MYSQL, version);
  }

  private constructor(
    /**
     * The SQL that it speaks.
     *
     * @internal
     */
    public readonly _family: DatabaseFamily,
    /** The version, as it was asked for. */
    public readonly version?: string,
  ) {}
}
