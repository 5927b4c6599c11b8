import { PAGE } from './page';
import { fits, isText, Refuse, refusal, said } from '../../support/input';
import { checkStruct } from '../../support/structs';

/**
 * The kinds of code.
 *
 * @internal
 */
export enum FunctionCodeKind {
  /** TypeScript or JavaScript, bundled when the app is synthesised. */
  NODE = 'node',
  /** A directory with Python in it. */
  PYTHON = 'python',
  /** A directory or an archive that Lambda takes as it is. */
  ASSET = 'asset',
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
const LONGEST_HANDLER = 128;

/** Options of `FunctionCode.node`. */
export interface NodeCodeOptions {
  /**
   * The name of the exported function.
   *
   * @default 'handler'
   */
  readonly handler?: string;
}

/** Options of `FunctionCode.python`. */
export interface PythonCodeOptions {
  /** The module and the function: `signup.handler` is `def handler` in `signup.py`. */
  readonly handler: string;
}

/** Options of `FunctionCode.asset`. */
export interface AssetCodeOptions {
  /**
   * A runtime of Lambda, for instance `java25` or `provided.al2023`. One that Lambda does not know is refused, and one
   * with which it makes no functions any more.
   */
  readonly runtime: string;
  /** The function that Lambda calls, as its runtime names it: `com.acme.Signup::handle`. At most 128 characters. */
  readonly handler: string;
}

/** The program that a function runs. */
export class FunctionCode {
  /**
   * A module of TypeScript or JavaScript. esbuild puts it and what it imports into one file when the app is
   * synthesised; no Docker. Needs `esbuild` in your project: `npm install --save-dev esbuild`.
   *
   * @param entry the file, from where the app is started: 'src/signup.ts'
   */
  public static node(entry: string, options: NodeCodeOptions = {}): FunctionCode {
    const refuse: Refuse = refusal('FunctionCode.node', PAGE);
    if (!isText(entry)) {
      refuse(`The entry is ${said(entry)}.`, "Give the path of a module, for instance 'src/signup.ts'.");
    }
    checkStruct('NodeCodeOptions', options ?? {}, refuse, 'options');
    const handler = options?.handler ?? 'handler';
    if (handler.length > LONGEST_HANDLER - 'index.'.length || !/^[A-Za-z_$][\w$]*$/.test(handler)) {
      refuse(
        `The handler is ${said(handler)}.`,
        "Give the name of the exported function alone, for instance 'handler'.",
      );
    }
    return new FunctionCode(FunctionCodeKind.NODE, entry, handler);
  }

  /**
   * A directory with Python in it, as it is. What it imports has to be in the directory: `pip install -t DIRECTORY -r
   * requirements.txt`, for packages with binaries with `--platform manylinux2014_aarch64 --only-binary=:all:`.
   *
   * @param directory from where the app is started
   */
  public static python(directory: string, options: PythonCodeOptions): FunctionCode {
    const refuse: Refuse = refusal('FunctionCode.python', PAGE);
    if (!isText(directory)) {
      refuse(`The directory is ${said(directory)}.`, "Give the path of a directory, for instance 'signup'.");
    }
    checkStruct('PythonCodeOptions', options ?? {}, refuse, 'options');
    const handler = options?.handler;
    if (!isText(handler) || handler.length > LONGEST_HANDLER || !/^[\w./-]+\.\w+$/.test(handler)) {
      refuse(`The handler is ${said(handler)}.`, "Give the module and the function: { handler: 'signup.handler' }.");
    }
    return new FunctionCode(FunctionCodeKind.PYTHON, directory, handler);
  }

  /**
   * A directory or a `.zip` (for Java also a `.jar`) that is ready for Lambda.
   *
   * @param path from where the app is started
   */
  public static asset(path: string, options: AssetCodeOptions): FunctionCode {
    const refuse: Refuse = refusal('FunctionCode.asset', PAGE);
    if (!isText(path)) {
      refuse(
        `The path is ${said(path)}.`,
        "Give the path of a directory or of a .zip, for instance 'build/signup.zip'.",
      );
    }
    checkStruct('AssetCodeOptions', options ?? {}, refuse, 'options');
    const { runtime, handler } = options ?? {};
    if (!isText(runtime) || !fits(handler, /^\S{1,128}$/)) {
      refuse(
        `The runtime is ${said(runtime)} and the handler ${said(handler)}.`,
        "Give both: { runtime: 'java25', handler: 'com.acme.Signup::handle' }. A handler has at most 128 characters, " +
          'and no spaces.',
      );
    }
    return new FunctionCode(FunctionCodeKind.ASSET, path, handler, runtime);
  }

  private constructor(
    /**
     * The kind of code.
     *
     * @internal
     */
    public readonly _kind: FunctionCodeKind,
    /** The path of the module, the directory or the archive. */
    public readonly path: string,
    /** The function that Lambda calls. */
    public readonly handler: string,
    /** The runtime that an asset needs. For a module and for Python the path chooses it. */
    public readonly runtime?: string,
  ) {}
}
