import { isText, refusal, said } from '../support/input';

/** The name of the file, where no other is given. */
const FILE_NAME = 'goldenpath.lock.json';

/** Across copies of this package, an instance is known by this. */
const IS_LOCK = Symbol.for('goldenpath.Lock');

/**
 * Where the lock is: the file of everything that keeps data, or that others know by its name. `goldenpath lock` writes
 * it; synth refuses what would lose any of it.
 *
 * @example
 * new GoldenPath({ organization: 'acme', lock: Lock.file('infra/goldenpath.lock.json') }).attachTo(app);
 */
export class Lock {
  /**
   * A file of this path.
   *
   * @param path relative to the directory in which the app is synthesised, that of `cdk.json`
   * @throws InvalidInputError where the path is empty
   */
  public static file(path: string): Lock {
    if (!isText(path) || !path.trim()) {
      refusal('Lock.file', 'guides/day-2.md')(`The file is ${said(path)}.`, `Give a path: Lock.file('${FILE_NAME}').`);
    }
    return new Lock(path, true);
  }

  /** No lock: nothing is compared, and nothing said about it. */
  public static none(): Lock {
    return new Lock(undefined, true);
  }

  /**
   * The lock of who says nothing: a file beside `cdk.json`, if it is there.
   *
   * @internal
   */
  public static _default(): Lock {
    return new Lock(FILE_NAME, false);
  }

  /** @internal */
  public static _isLock(value: any): value is Lock {
    return value?.[IS_LOCK] === true;
  }

  private constructor(
    /** @internal */
    public readonly _path: string | undefined,
    /** @internal */
    public readonly _given: boolean,
  ) {
    Object.defineProperty(this, IS_LOCK, { value: true });
  }
}
