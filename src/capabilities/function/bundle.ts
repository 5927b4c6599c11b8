import { readFileSync } from 'fs';
import { basename, dirname, join, resolve } from 'path';
import { PAGE } from './page';
import { InvalidInputError, MissingDependencyError } from '../../support/errors';
import { directoryOf } from '../../support/temporary-directory';

/**
 * How a module is bundled.
 *
 * @internal
 */
export interface BundleProps {
  /** The file, from where the app was started. */
  readonly entry: string;
  /** The exported function. */
  readonly handler: string;
  /** The runtime of Lambda: `nodejs24.x`. */
  readonly runtime: string;
  readonly minify: boolean;
  readonly sourceMaps: boolean;
  readonly awsSdk: string;
}

/** The file in a bundle. */
const OUTPUT = 'index.js';

/** The handler of a bundle, as Lambda names it. */
export function handlerOf({ handler }: { readonly handler: string }): string {
  return `${basename(OUTPUT, '.js')}.${handler}`;
}

/**
 * Puts a module and what it imports into one file, in a directory of its own. The same sources give the same bytes on
 * every machine: the code is deployed again only when it has changed.
 *
 * @param where the construct that needs it
 */
export function bundle(props: BundleProps, where: string): string {
  const entry = resolve(props.entry);
  const esbuild = load(entry, where);
  checkHandler(esbuild, entry, props, where);
  const directory = dirname(entry);
  const outputFiles: { path: string; contents: Uint8Array }[] = run(
    () =>
      esbuild.buildSync({
        entryPoints: [entry],
        // Nothing is written there: source maps and comments name files as seen from it, and no path of this machine.
        outfile: join(directory, OUTPUT),
        absWorkingDir: directory,
        write: false,
        bundle: true,
        platform: 'node',
        format: 'cjs',
        target: `node${/\d+/.exec(props.runtime)?.[0] ?? ''}`,
        minify: props.minify,
        // Errors are known by the names of their classes.
        keepNames: true,
        sourcemap: props.sourceMaps,
        sourcesContent: false,
        external: props.awsSdk === 'runtime' ? ['@aws-sdk/*', '@smithy/*'] : [],
        charset: 'utf8',
        // esbuild makes exports that cannot be set; OpenTelemetry wraps the handler by setting it.
        footer: { js: 'module.exports = { ...module.exports };' },
        logLevel: 'silent',
      }),
    props.entry,
    where,
  ).outputFiles;
  return directoryOf(outputFiles.map(({ path, contents }) => ({ name: basename(path), contents })));
}

/** The project's own esbuild. Only who bundles needs it. */
function load(entry: string, where: string): any {
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- where it is, only the project knows
    return require(require.resolve('esbuild', { paths: [dirname(entry), process.cwd()] }));
  } catch {
    throw new MissingDependencyError({
      what: 'FunctionCode.node bundles with esbuild, and this project has none.',
      where,
      hint:
        'Run npm install --save-dev esbuild, or bundle it yourself: FunctionCode.asset(directory, { runtime, ' +
        'handler }).',
      page: PAGE,
    });
  }
}

function run(build: () => any, entry: string, where: string): any {
  try {
    return build();
  } catch (error: any) {
    const [first] = error.errors ?? [];
    const place = first?.location ? ` (${first.location.file}:${first.location.line})` : '';
    throw new InvalidInputError({
      what: `'${entry}' cannot be bundled: ${first?.text ?? error.message}${place}.`,
      where,
      hint: 'Correct it, or install what it imports.',
      page: PAGE,
    });
  }
}

/** Lambda would find out at the first call only. */
function checkHandler(esbuild: any, entry: string, { entry: given, handler }: BundleProps, where: string): void {
  const { metafile } = run(
    () =>
      esbuild.buildSync({
        entryPoints: [entry],
        write: false,
        metafile: true,
        format: 'esm',
        outdir: dirname(entry),
        absWorkingDir: dirname(entry),
        logLevel: 'silent',
      }),
    given,
    where,
  );
  const [[{ format }], [{ exports: exported }]] = [
    Object.values<any>(metafile.inputs),
    Object.values<any>(metafile.outputs),
  ];
  // A module of CommonJS, or one that passes on what others export, does not say.
  if (format === 'cjs' || exported.includes(handler) || /export\s*\*/.test(readFileSync(entry, 'utf8'))) return;
  throw new InvalidInputError({
    what: `'${given}' exports ${exported.join(', ') || 'nothing'}, and no '${handler}'.`,
    where,
    hint: `Export it, or name another: FunctionCode.node('${given}', { handler: '${exported[0] ?? 'other'}' }).`,
    page: PAGE,
  });
}
