import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { App } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { functionIn, MODULE, project, PYTHON, rendered } from './fixture';
import { bundle, BundleProps } from '../../../src/capabilities/function/bundle';
import { FunctionCode } from '../../../src/capabilities/function/props';
import { InvalidInputError, MissingDependencyError } from '../../../src/support/errors';
import { refusal } from '../../fixtures/errors';
import { stackOn } from '../../fixtures/stacks';

const HOW: BundleProps = {
  entry: MODULE,
  handler: 'handler',
  runtime: 'nodejs24.x',
  minify: true,
  sourceMaps: true,
  awsSdk: 'bundled',
};

/** What Lambda would run. */
// eslint-disable-next-line @typescript-eslint/no-require-imports -- made by the test
const load = (directory: string) => require(join(directory, 'index.js'));

describe('a module', () => {
  test('is one file that runs, with a map to what was written', async () => {
    const directory = bundle(HOW, 'Shop/Signup');
    const { handler } = load(directory);
    expect(await handler({ name: 'Ada' })).toBe('Welcome, Ada');
    expect(await handler({}).catch((error: Error) => [error.constructor.name, error.message])).toEqual([
      'Greeting',
      'nobody',
    ]);
    expect(JSON.parse(readFileSync(join(directory, 'index.js.map'), 'utf8')).sources.sort()).toEqual([
      'greeting.ts',
      'signup.ts',
    ]);
  });

  test('has exports that can be wrapped', () => {
    const module = load(bundle(HOW, 'Shop/Signup'));
    module.handler = () => 'traced';
    expect(module.handler()).toBe('traced');
  });

  test('is the same, byte for byte, wherever the project stands', () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'elsewhere-'));
    cpSync(dirname(MODULE), join(elsewhere, 'deep/er'), { recursive: true });
    expect(bundle({ ...HOW, entry: join(elsewhere, 'deep/er/signup.ts') }, 'x')).toBe(bundle(HOW, 'y'));
    expect(bundle({ ...HOW, minify: false, entry: join(elsewhere, 'deep/er/signup.ts') }, 'x')).toBe(
      bundle({ ...HOW, minify: false }, 'y'),
    );
    rmSync(elsewhere, { recursive: true });
  });

  test('without maps there is none', () => {
    const directory = bundle({ ...HOW, sourceMaps: false }, 'x');
    expect(existsSync(join(directory, 'index.js.map'))).toBe(false);
    expect(readFileSync(join(directory, 'index.js'), 'utf8')).not.toContain('sourceMappingURL');
  });

  test('the AWS SDK is bundled, or left to the runtime', () => {
    const folder = project({
      'signup.ts':
        "import { SQSClient } from '@aws-sdk/client-sqs';\nexport const handler = () => new SQSClient({});\n",
      'node_modules/@aws-sdk/client-sqs/index.js': 'exports.SQSClient = class { marker = "of the project"; };',
    });
    const text = (awsSdk: string) =>
      readFileSync(join(bundle({ ...HOW, awsSdk, entry: join(folder, 'signup.ts') }, 'x'), 'index.js'), 'utf8');
    expect(text('bundled')).toContain('of the project');
    expect(text('runtime')).not.toContain('of the project');
    expect(text('runtime')).toContain('require("@aws-sdk/client-sqs")');
  });

  test('knows where it stands, as a module of its own and as one that it imports', () => {
    const folder = project({
      'signup.ts': `
        import { createRequire } from 'module';
        import { url } from 'where';
        const require = createRequire(import.meta.url);
        export const handler = () => [url === import.meta.url, require('path').sep, typeof import.meta.dirname];
      `,
      'node_modules/where/package.json': '{ "type": "module", "main": "index.js" }',
      'node_modules/where/index.js': 'export const url = import.meta.url;',
    });
    for (const minify of [true, false]) {
      const directory = bundle({ ...HOW, minify, entry: join(folder, 'signup.ts') }, 'x');
      expect(load(directory).handler()).toEqual([true, '/', 'string']);
    }
    expect(readFileSync(join(bundle(HOW, 'x'), 'index.js'), 'utf8')).not.toContain('pathToFileURL');
  });

  test('what would fail at each start is refused, and other warnings are shown', () => {
    const folder = project({
      'a.ts': "export const handler = () => import.meta.resolve('./b');",
      'b.ts': 'export const handler = (x: any) => x === -0 || eval(x);',
    });
    expect(refusal(() => bundle({ ...HOW, entry: join(folder, 'a.ts') }, 'Shop/Signup')).complaint).toMatchObject({
      what: expect.stringMatching(/"import.meta" is not available .*\(a\.ts:1\)\.$/),
      hint: expect.stringContaining('import.meta.url'),
      where: 'Shop/Signup',
    });
    const shown: string[] = [];
    bundle({ ...HOW, entry: join(folder, 'b.ts'), warn: text => shown.push(text) }, 'x');
    expect(shown.join('\n')).toMatch(/is bundled, with a warning: .*-0.*\(b\.ts:1\)\./);
  });

  test('what cannot be bundled says where', () => {
    const folder = project({
      'a.ts': 'export const handler = (;\n',
      'b.ts': "import 'not-installed';\nexport const handler = 1;\n",
    });
    expect(refusal(() => bundle({ ...HOW, entry: join(folder, 'a.ts') }, 'Shop/Signup')).complaint).toMatchObject({
      what: expect.stringMatching(/cannot be bundled: .*\(a\.ts:1\)/),
      where: 'Shop/Signup',
    });
    expect(refusal(() => bundle({ ...HOW, entry: join(folder, 'b.ts') }, 'Shop/Signup')).complaint).toMatchObject({
      what: expect.stringContaining('not-installed'),
      hint: expect.stringContaining('install'),
    });
  });

  test('a handler that it does not export is refused', () => {
    const error = refusal(() => bundle({ ...HOW, handler: 'signUp' }, 'Shop/Signup'));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.complaint.what).toMatch(/exports handler, and no 'signUp'/);
  });

  test.each([
    ['of CommonJS', "exports.handler = () => 'here';\n"],
    ['that passes on another', "export * from './other';\n"],
  ])('a module %s is taken at its word', (_, text) => {
    const folder = project({ 'signup.js': text, 'other.ts': "export const handler = () => 'here';\n" });
    expect(load(bundle({ ...HOW, entry: join(folder, 'signup.js') }, 'x')).handler()).toBe('here');
  });

  test('without esbuild, says what to install', () => {
    const cwd = process.cwd();
    const folder = project({ 'signup.ts': 'export const handler = 1;\n' });
    process.chdir(folder);
    try {
      const error = refusal(() => bundle({ ...HOW, entry: 'signup.ts' }, 'Shop/Signup'));
      expect(error).toBeInstanceOf(MissingDependencyError);
      expect(error.complaint.hint).toContain('npm install --save-dev esbuild');
    } finally {
      process.chdir(cwd);
    }
  });
});

test('a warning of the bundler stands on the function', () => {
  const stack = stackOn();
  const entry = join(project({ 'signup.ts': 'export const handler = (x: any) => x === -0;\n' }), 'signup.ts');
  functionIn(stack, { code: FunctionCode.node(entry) });
  Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('signup.ts.* is bundled, with a warning'));
});

test('a bundle is an asset; other code is another one, and another version', () => {
  const folder = project({ 'signup.ts': 'export const handler = () => 1;\n' });
  const entry = join(folder, 'signup.ts');
  const of = () => {
    const { properties, idOf } = rendered({ code: FunctionCode.node(entry) });
    return {
      code: properties('function').Code.S3Key,
      handler: properties('function').Handler,
      version: idOf('version'),
    };
  };
  const [first, again] = [of(), of()];
  expect(again).toEqual(first);
  expect(first.handler).toBe('index.handler');
  writeFileSync(entry, 'export const handler = () => 2;\n');
  const changed = of();
  expect(changed.code).not.toBe(first.code);
  expect(changed.version).not.toBe(first.version);
});

test('Python and assets are as they are', () => {
  expect(rendered({ code: PYTHON }).properties('function')).toMatchObject({
    Runtime: 'python3.14',
    Handler: 'signup.handler',
  });
  const folder = project({ 'build/lib.txt': 'x', 'signup.zip': 'no real one' });
  expect(
    rendered({
      code: FunctionCode.asset(join(folder, 'build'), { runtime: 'java25', handler: 'com.acme.Signup::handle' }),
    }).properties('function'),
  ).toMatchObject({ Runtime: 'java25', Handler: 'com.acme.Signup::handle' });
  expect(
    rendered({
      code: FunctionCode.asset(join(folder, 'signup.zip'), { runtime: 'provided.al2023', handler: 'bootstrap' }),
    }).properties('function').Code.S3Key,
  ).toMatch(/\.zip$/);
});

test.each<[string, () => FunctionCode]>([
  ['no entry', () => FunctionCode.node('')],
  ['a handler with a dot', () => FunctionCode.node('a.ts', { handler: 'index.handler' })],
  ['a handler without a module', () => FunctionCode.python('a', { handler: 'handler' })],
  ['an asset without a runtime', () => FunctionCode.asset('a', { handler: 'x' } as any)],
  ['options that are none', () => FunctionCode.node('a.ts', 'handler' as any)],
  ['a misspelt option of a module', () => FunctionCode.node('a.ts', { handlr: 'x' } as any)],
  ['a misspelt option of Python', () => FunctionCode.python('a', { handler: 'a.b', runtim: 'x' } as any)],
  ['a misspelt option of an asset', () => FunctionCode.asset('a', { handler: 'x', runtime: 'y', arch: 'z' } as any)],
])('%s is refused', (_, code) => {
  expect(refusal(code)).toBeInstanceOf(InvalidInputError);
});

test.each<[string, () => FunctionCode, RegExp]>([
  ['a file that is not there', () => FunctionCode.node('src/nothing.ts'), /There is no 'src\/nothing\.ts'/],
  ['a directory as a module', () => FunctionCode.node('src'), /is a directory/],
  ['a file as a directory', () => FunctionCode.python('package.json', { handler: 'a.b' }), /is no directory/],
  [
    'a file that Lambda does not take',
    () => FunctionCode.asset('package.json', { runtime: 'java25', handler: 'x' }),
    /neither a directory nor a \.zip/,
  ],
])('%s is refused, and nothing is made', (_, code, what) => {
  const stack = stackOn(undefined, {}, new App());
  expect(refusal(() => functionIn(stack, { code: code() })).complaint.what).toMatch(what);
  expect(stack.node.tryFindChild('Signup')).toBeUndefined();
});
