import { execFileSync } from 'child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join, resolve } from 'path';
import { EVERY_SAMPLE, everySample } from './every-sample';

// What a user installs: the packed tarball, with the newest aws-cdk-lib that is known to work. The other tests run on
// the oldest.
const ROOT = resolve(__dirname, '../..');
const NEWEST_CDK = '2.276.0';
const CONSUMER = `
const app = new App({ outdir: 'cdk.out' });
new GoldenPath({ organization: 'acme', edition: Edition.V2026_12 }).attachTo(app);
const stack = new Stack(app, 'Orders');
const db = new ManagedDatabase(stack, 'OrdersDb', { engine: DatabaseEngine.postgres() });
const orders = new GoldenPathService(stack, 'Orders', {
  owner: 'team-orders',
  source: ServiceSource.image('public.ecr.aws/acme/orders:1.4.2'),
  exposure: Exposure.publicHttps(),
});
orders.uses(db);
app.synth();
`;
/** Says that types are looked at: without an error here there is one. */
const WRONG =
  "// @ts-expect-error an engine is no text\nexport const wrong = () => new ManagedDatabase(stack, 'Wrong', { " +
  "engine: 'postgres' });\n";
const IMPORTS = `
import { App, Stack } from 'aws-cdk-lib';
import { DatabaseEngine, Edition, Exposure, GoldenPath, GoldenPathService } from 'goldenpath';
import { ManagedDatabase, ServiceSource } from 'goldenpath';
`;

let folder: string;
let tarball: string;

const run = (command: string, args: string[], cwd = folder) =>
  execFileSync(command, args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'goldenpath-packed-'));
  run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], ROOT);
  tarball = join(
    folder,
    readdirSync(folder).find(file => file.endsWith('.tgz'))!,
  );
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'consumer', private: true }));
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the tarball has the library, its API, its schema, and no sources, tests or maps, inline ones neither', () => {
  const files = run('tar', ['tzf', tarball])
    .trim()
    .split('\n')
    .map(file => file.replace(/^package\//, ''));
  expect(files).toEqual(
    expect.arrayContaining([
      'package.json',
      'LICENSE',
      'README.md',
      'API.md',
      '.jsii',
      'lib/index.js',
      'lib/index.d.ts',
      'schema/manifest-1.schema.json',
    ]),
  );
  expect(
    files.filter(
      file => !/^(lib\/.*\.(js|d\.ts)|schema\/[^/]+\.json|package\.json|LICENSE|README\.md|API\.md|\.jsii)$/.test(file),
    ),
  ).toEqual([]);
  run('tar', ['xzf', tarball]);
  const scripts = files
    .filter(file => file.endsWith('.js'))
    .map(file => readFileSync(join(folder, 'package', file), 'utf8'));
  expect(scripts.length).toBeGreaterThan(300);
  expect(scripts.filter(text => text.includes('sourceMappingURL='))).toEqual([]);
  rmSync(join(folder, 'package'), { recursive: true });
});

test('alone it brings constructs and nothing else: who uses another engine installs no aws-cdk-lib', () => {
  run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', tarball]);
  expect(
    readdirSync(join(folder, 'node_modules'))
      .filter(name => !name.startsWith('.'))
      .sort(),
  ).toEqual(['constructs', 'goldenpath']);
  expect(
    JSON.parse(readFileSync(join(folder, 'node_modules/goldenpath/package.json'), 'utf8')).dependencies ?? {},
  ).toEqual({});
}, 120_000);

describe(`with aws-cdk-lib ${NEWEST_CDK}`, () => {
  beforeAll(() => {
    run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', `aws-cdk-lib@${NEWEST_CDK}`]);
  }, 240_000);

  test('a name is loaded when it is used, and not before', () => {
    const loaded = (code: string) =>
      JSON.parse(
        run('node', [
          '-e',
          `${code}; console.log(JSON.stringify(Object.keys(require.cache).filter(file => ` +
            "file.includes('goldenpath/lib')).map(file => file.split('goldenpath/lib/')[1])))",
        ]),
      ) as string[];
    expect(loaded("require('goldenpath')")).toEqual(['index.js']);
    const core = loaded("require('goldenpath').Edition.V2026_12");
    expect(core).toContain('path/edition.js');
    expect(core.filter(file => /^(capabilities|engines|parts)/.test(file))).toEqual([]);
    expect(loaded("require('goldenpath').Network").filter(file => file.startsWith('capabilities/service'))).toEqual([]);
  });

  test.each([
    ['a CommonJS app', 'app.cjs', IMPORTS.replace(/import (\{.*\}) from ('.*');/g, 'const $1 = require($2);')],
    ['an ES module', 'app.mjs', IMPORTS],
  ])(
    '%s synthesises, with the validation of the CDK on',
    (_, file, imports) => {
      writeFileSync(join(folder, file), `${imports}${CONSUMER}`);
      rmSync(join(folder, 'cdk.out'), { recursive: true, force: true });
      execFileSync('node', [file], { cwd: folder, env: { ...process.env, CDK_VALIDATION: 'true' }, stdio: 'pipe' });
      const { Resources } = JSON.parse(readFileSync(join(folder, 'cdk.out/Orders.template.json'), 'utf8'));
      const types = Object.values<any>(Resources).map(({ Type }) => Type);
      expect(types).toEqual(expect.arrayContaining(['AWS::ECS::Service', 'AWS::RDS::DBCluster', 'AWS::EC2::VPC']));
    },
    60_000,
  );

  test('every sample of every capability is made', () => {
    const made = {
      subpath: '',
      app: "new (require('aws-cdk-lib').App)()",
      stack: "new (require('aws-cdk-lib').Stack)",
    };
    writeFileSync(join(folder, 'samples.cjs'), everySample(made, resolve('test/fixtures/programs')));
    expect(JSON.parse(run('node', ['samples.cjs']))).toEqual(EVERY_SAMPLE);
  }, 240_000);

  test('the template is the one that the oldest CDK gives', () => {
    // By its name a package finds itself, with the CDK that the repository is built on.
    const script = join(ROOT, '.cache', 'oldest.cjs');
    writeFileSync(
      script,
      IMPORTS.replace(/import (\{.*\}) from ('.*');/g, 'const $1 = require($2);') +
        CONSUMER.replace("'cdk.out'", JSON.stringify(join(folder, 'oldest.out'))),
    );
    execFileSync('node', [script], { cwd: ROOT, stdio: 'pipe' });
    const template = (output: string) => JSON.parse(readFileSync(join(folder, output, 'Orders.template.json'), 'utf8'));
    expect(template('cdk.out').Resources).toEqual(template('oldest.out').Resources);
    rmSync(script);
  }, 60_000);

  test('a TypeScript app type-checks, our declarations with it', () => {
    writeFileSync(join(folder, 'app.ts'), `${IMPORTS}${CONSUMER}${WRONG}`);
    const options = [
      '--noEmit',
      '--strict',
      '--skipLibCheck',
      'false',
      '--target',
      'es2022',
      '--module',
      'node16',
      '--moduleResolution',
      'node16',
    ];
    const output = (() => {
      try {
        return run(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), ...options, 'app.ts']);
      } catch (error: any) {
        return `${error.stdout}`;
      }
    })();
    // Only what is ours: other packages' declarations are not.
    expect(output.split('\n').filter(line => /^(app\.ts|node_modules\/goldenpath|error)/.test(line))).toEqual([]);
  }, 120_000);
});
