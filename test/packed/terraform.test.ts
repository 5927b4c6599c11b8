import { execFileSync } from 'child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join, resolve } from 'path';

// What a Terraform user installs: the packed tarball with cdktf, or with cdktn, and no aws-cdk-lib.
const ROOT = resolve(__dirname, '../..');
const app = (engine: string, subpath: string) => `
const { App, TerraformStack } = require('${engine}');
const { DatabaseEngine, Edition, Exposure, GoldenPath, GoldenPathService, ManagedDatabase, Patch, ServiceSource } = require('goldenpath/${subpath}');
const app = new App({ outdir: 'out' });
new GoldenPath({ organization: 'acme', edition: Edition.V2026_12, terraform: { region: 'eu-west-1', stateBucket: 'acme-state' } }).attachTo(app);
const stack = new TerraformStack(app, 'orders');
const db = new ManagedDatabase(stack, 'OrdersDb', { engine: DatabaseEngine.postgres() });
const orders = new GoldenPathService(stack, 'Orders', { owner: 'team-orders', source: ServiceSource.image('public.ecr.aws/acme/orders:1.4.2'), exposure: Exposure.publicHttps() });
orders.uses(db);
orders.escape('service', Patch.property('propagate_tags', 'NONE'), { reason: 'the billing export cannot take tags' });
app.synth();
`;

/** The engines, with the versions that fit each other. The fork needs a newer Node than this package does. */
const ENGINES = [
  { engine: 'cdktf', subpath: 'terraform', packages: ['cdktf@0.21.0', '@cdktf/provider-aws@21.22.1', 'constructs@10.5.1'], node: process.execPath },
  { engine: 'cdktn', subpath: 'cdktn', packages: ['cdktn@0.24.0', '@cdktn/provider-aws@25.7.0', 'constructs@10.7.0'], node: undefined },
];

let folder: string;
let tarball: string;

const run = (command: string, args: string[], cwd = folder) => execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
const install = (cwd: string, ...packages: string[]) => run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', ...packages], cwd);

/** What a failing command said. */
function said(action: () => string): string {
  try {
    return action();
  } catch (error: any) {
    return `${error.stdout}${error.stderr}`;
  }
}

/** A Node of the fork's kind: this one, else one from npm, else none, with the reason. */
function newerNode(cwd: string): { node?: string; reason?: string } {
  if (Number(process.versions.node.split('.')[0]) >= 22) return { node: process.execPath };
  const binary = `node-${process.platform === 'darwin' ? 'darwin' : 'linux'}-${process.arch}`;
  const output = said(() => install(cwd, `${binary}@22`));
  const node = join(cwd, 'node_modules', binary, 'bin/node');
  return existsSync(node) ? { node } : { reason: `Node 22 cannot be had from npm: ${output.slice(0, 200)}` };
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'goldenpath-terraform-'));
  run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], ROOT);
  tarball = join(folder, readdirSync(folder).find(file => file.endsWith('.tgz'))!);
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('without an engine the error names the command that installs it', () => {
  const cwd = mkdtempSync(join(folder, 'none-'));
  writeFileSync(join(cwd, 'package.json'), '{ "private": true }');
  install(cwd, tarball);
  for (const [subpath, command] of [['terraform', 'npm install cdktf @cdktf/provider-aws constructs'], ['cdktn', 'npm install cdktn @cdktn/provider-aws constructs']]) {
    expect(said(() => run('node', ['-e', `require('goldenpath/${subpath}').GoldenPathService`], cwd))).toContain(command);
    // What knows no engine needs none.
    expect(run('node', ['-p', `require('goldenpath/${subpath}').EnvironmentTier.STAGING`], cwd).trim()).toBe('staging');
  }
  expect(said(() => run('node', ['-e', "require('goldenpath').GoldenPathService"], cwd))).toContain('npm install aws-cdk-lib constructs');
}, 120_000);

describe.each(ENGINES)('with $engine', ({ engine, subpath, packages, node }) => {
  let cwd: string;
  let interpreter: { node?: string; reason?: string };

  beforeAll(() => {
    cwd = mkdtempSync(join(folder, `${engine}-`));
    writeFileSync(join(cwd, 'package.json'), '{ "private": true }');
    interpreter = node ? { node } : newerNode(cwd);
    if (interpreter.node) install(cwd, tarball, ...packages, ...readdirSync(join(cwd, 'node_modules'), { withFileTypes: true }).filter(({ name }) => /^node-(linux|darwin)/.test(name)).map(({ name }) => `${name}@22`));
  }, 240_000);

  test('it writes the whole path, and installs no aws-cdk-lib', () => {
    if (!interpreter.node) return console.warn(`skipped: ${interpreter.reason}`);
    expect(existsSync(join(cwd, 'node_modules/aws-cdk-lib'))).toBe(false);
    writeFileSync(join(cwd, 'app.js'), app(engine, subpath));
    run(interpreter.node, ['app.js'], cwd);
    const { resource, terraform, provider } = JSON.parse(readFileSync(join(cwd, 'out/stacks/orders/cdk.tf.json'), 'utf8'));
    expect(Object.keys(resource)).toEqual(expect.arrayContaining(['aws_ecs_service', 'aws_rds_cluster', 'aws_vpc', 'aws_lb', 'aws_ssm_parameter']));
    expect(Object.values<any>(resource.aws_ecs_service)[0]).toMatchObject({ propagate_tags: 'NONE', lifecycle: { ignore_changes: ['desired_count'] } });
    expect(terraform.backend.s3).toMatchObject({ bucket: 'acme-state', key: 'acme/orders.tfstate', encrypt: true, use_lockfile: true });
    expect(provider.aws[0]).toMatchObject({ region: 'eu-west-1' });
  }, 120_000);

  test('its declarations fit the engine', () => {
    if (!interpreter.node) return console.warn(`skipped: ${interpreter.reason}`);
    writeFileSync(join(cwd, 'app.ts'), app(engine, subpath).replace(/const (\{.*\}) = require\((.*)\);/g, 'import $1 from $2;'));
    const tsc = [join(ROOT, 'node_modules/typescript/bin/tsc'), '--noEmit', '--strict', '--skipLibCheck', 'false', '--types', '', '--target', 'es2022', '--module', 'node16', '--moduleResolution', 'node16', 'app.ts'];
    const output = said(() => run(process.execPath, ['--max-old-space-size=4096', ...tsc], cwd));
    // Only what is ours: other packages' declarations are not.
    expect(output.split('\n').filter(line => /^(app\.ts|node_modules\/goldenpath)/.test(line))).toEqual([]);
  }, 240_000);
});
