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
  /** Gets the warnings of the bundler, each with its place. */
  readonly warn?: (text: string) => void;
}

/** The URL of the bundle. A module of CommonJS, which the bundle is, has no `import.meta`. */
const MODULE_URL = '__goldenpath_url';
const URL_OF_FILE = `const ${MODULE_URL} = require('url').pathToFileURL(__filename).href;`;
const IMPORT_META = {
  'import.meta.url': MODULE_URL,
  'import.meta.filename': '__filename',
  'import.meta.dirname': '__dirname',
};

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
  const build = (banner?: string) =>
    run(
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
          define: IMPORT_META,
          banner: { js: banner ?? '' },
          // esbuild makes exports that cannot be set; OpenTelemetry wraps the handler by setting it.
          footer: { js: 'module.exports = { ...module.exports };' },
          logLevel: 'silent',
        }),
      props.entry,
      where,
    );
  const first = build();
  for (const warning of first.warnings) report(warning, props, where);
  const needsUrl = first.outputFiles.some(({ text }: { text: string }) => text.includes(MODULE_URL));
  const { outputFiles }: { outputFiles: { path: string; contents: Uint8Array }[] } = needsUrl
    ? build(URL_OF_FILE)
    : first;
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

/** Passes a warning on, or refuses what would fail at each start of the function. */
function report({ id, text, location }: any, { entry, warn }: BundleProps, where: string): void {
  const said = `${text.replace(/\.$/, '')}${location ? ` (${location.file}:${location.line})` : ''}`;
  if (id !== 'empty-import-meta') return warn?.(`'${entry}' is bundled, with a warning: ${said}.`);
  throw new InvalidInputError({
    what: `'${entry}' cannot be bundled: ${said}.`,
    where,
    hint: 'A bundle is one file of CommonJS. It has import.meta.url, .filename and .dirname, and nothing else of it.',
    page: PAGE,
  });
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
