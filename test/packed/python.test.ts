import { execFileSync } from 'child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join, resolve } from 'path';
import { devDependencies } from '../../package.json';

// The package as a Python team gets it: the wheel. Its apps give the templates of the same apps in JavaScript.
const ROOT = resolve(__dirname, '../..');
const ENVIRONMENT = join(ROOT, '.cache/python');
const PYTHON = join(ENVIRONMENT, 'bin/python');
const CDK = `aws-cdk-lib==${devDependencies['aws-cdk-lib']}`;

const run = (command: string, args: string[], cwd = ROOT, env: NodeJS.ProcessEnv = {}) =>
  execFileSync(command, args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '1', ...env },
  });

/** Makes an environment with AWS CDK for Python, once. False where there is no Python, or no registry is reached. */
function hasPython(): boolean {
  try {
    if (!existsSync(PYTHON)) run('python3', ['-m', 'venv', ENVIRONMENT]);
    run(PYTHON, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', CDK]);
    return true;
  } catch {
    return false;
  }
}

const testIt = hasPython() ? test : test.skip;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'goldenpath-python-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The template that an app writes. */
function templateOf(stack: string, outdir: string, command: string, args: string[], cwd: string) {
  run(command, args, cwd, { CDK_OUTDIR: outdir });
  return readFileSync(join(outdir, `${stack}.template.json`), 'utf8');
}

testIt(
  'the wheel gives the templates that the npm package gives: the README, and a patch, a mixin and an Aspect',
  () => {
    run('npx', ['jsii-pacmak', '--target', 'python', '--outdir', join(folder, 'dist')]);
    const wheels = join(folder, 'dist/python');
    const wheel = readdirSync(wheels).find(file => file.endsWith('.whl'))!;
    const install = [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '--no-deps',
      '--force-reinstall',
    ];
    run(PYTHON, [...install, join(wheels, wheel)]);

    for (const [app, stack] of [
      ['readme', 'Orders'],
      ['changed', 'Letters'],
    ]) {
      const file = join(__dirname, 'python', app);
      const python = templateOf(stack!, join(folder, `${app}-py`), PYTHON, [`${file}.py`], folder);
      const javascript = templateOf(stack!, join(folder, `${app}-js`), process.execPath, [`${file}.cjs`], folder);
      expect(JSON.parse(python)).toEqual(JSON.parse(javascript));
      expect(python).toBe(javascript);
    }
  },
  600_000,
);
