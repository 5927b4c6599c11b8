import { InvalidInputError } from '../../support/errors';
import { isText, said } from '../../support/input';

/** The kinds of code. */
export enum FunctionCodeKind {
  /** TypeScript or JavaScript, bundled when the app is synthesised. */
  NODE = 'node',
  /** A directory with Python in it. */
  PYTHON = 'python',
  /** Whatever Lambda takes as it is. */
  ASSET = 'asset',
}

/** Which function of a module Lambda calls. */
export interface NodeCodeOptions {
  /**
   * The name of the exported function.
   *
   * @default 'handler'
   */
  readonly handler?: string;
}

/** Which function of a directory Lambda calls. */
export interface PythonCodeOptions {
  /** The module and the function: `signup.handler` is `def handler` in `signup.py`. */
  readonly handler: string;
}

/** What runs an asset, and what it calls. */
export interface AssetCodeOptions {
  /** A runtime of Lambda, for instance `java25` or `provided.al2023`. */
  readonly runtime: string;
  /** What Lambda calls, in the words of the runtime. */
  readonly handler: string;
}

/** What a function runs. */
export class FunctionCode {
  /**
   * A module of TypeScript or JavaScript. esbuild puts it and what it imports into one file when the app is
   * synthesised; no Docker.
   * Needs `esbuild` in your project: `npm install --save-dev esbuild`.
   *
   * @param entry the file, from where the app is started: 'src/signup.ts'
   */
  public static node(entry: string, options: NodeCodeOptions = {}): FunctionCode {
    if (!isText(entry)) {
      throw refuse(`The entry is ${said(entry)}.`, "Give the path of a module, for instance 'src/signup.ts'.");
    }
    const handler = options?.handler ?? 'handler';
    if (!isText(handler) || !/^[A-Za-z_$][\w$]*$/.test(handler)) {
      throw refuse(
        `The handler is ${said(handler)}.`,
        "Give the name of the exported function alone, for instance 'handler'.",
      );
    }
    return new FunctionCode(FunctionCodeKind.NODE, entry, handler);
  }

  /**
   * A directory with Python in it, as it is. What it imports has to be there: `pip install -t DIRECTORY -r
   * requirements.txt`, for
   * packages with binaries with `--platform manylinux2014_aarch64 --only-binary=:all:`.
   *
   * @param directory from where the app is started
   */
  public static python(directory: string, options: PythonCodeOptions): FunctionCode {
    if (!isText(directory)) {
      throw refuse(`The directory is ${said(directory)}.`, "Give the path of a directory, for instance 'signup'.");
    }
    if (!isText(options?.handler) || !/^[\w./-]+\.\w+$/.test(options.handler)) {
      throw refuse(
        `The handler is ${said(options?.handler)}.`,
        "Give the module and the function: { handler: 'signup.handler' }.",
      );
    }
    return new FunctionCode(FunctionCodeKind.PYTHON, directory, options.handler);
  }

  /**
   * A directory or a `.zip` (for Java also a `.jar`) that is ready for Lambda.
   *
   * @param path from where the app is started
   */
  public static asset(path: string, options: AssetCodeOptions): FunctionCode {
    if (!isText(path)) {
      throw refuse(
        `The path is ${said(path)}.`,
        "Give the path of a directory or of a .zip, for instance 'build/signup.zip'.",
      );
    }
    const { runtime, handler } = options ?? {};
    if (!isText(runtime) || !isText(handler)) {
      throw refuse(
        `The runtime is ${said(runtime)} and the handler ${said(handler)}.`,
        "Give both: { runtime: 'java25', handler: 'com.acme.Signup::handle' }.",
      );
    }
    return new FunctionCode(FunctionCodeKind.ASSET, path, handler, runtime);
  }

  private constructor(
    /** Which kind it is. */
    public readonly kind: FunctionCodeKind,
    /** Where it is. */
    public readonly path: string,
    /** What is called. */
    public readonly handler: string,
    /** What it needs to run, where it is not the path's to say. */
    public readonly runtime?: string,
  ) {}
}

function refuse(what: string, hint: string): InvalidInputError {
  return new InvalidInputError({ what, where: 'FunctionCode', hint, page: 'guides/function.md' });
}
