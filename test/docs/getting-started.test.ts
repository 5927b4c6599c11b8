// docs/getting-started.md, followed to the letter from an empty folder: its commands by a shell, its files as they
// stand there, with the packed library, the real CLI of the CDK, and an AWS on this machine. Only `npm install` is
// acted out: ours from their tarballs, what is others' from the repository.
import { execFileSync, spawn } from 'child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join, resolve } from 'path';
import { AwsApi } from '../deploy/aws-api';
import { Deployed } from '../deploy/deployed';
import { EmbeddedAws } from '../deploy/embedded-aws';
import { survivors } from '../deploy/inventory';

const ROOT = resolve(__dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'docs/getting-started.md'), 'utf8');
const LIMIT = 900_000;

/** What the page says to do, in its order: a command, a file to write, or a change of `app.ts`. */
interface Step {
  readonly kind: 'sh' | 'file' | 'diff';
  readonly name: string;
  readonly text: string;
}
const STEPS: Step[] = [...PAGE.matchAll(/(?:`([\w.]+)`:\n\n)?```(\w+)\n([^]*?)```/g)].flatMap(
  ([, name, language, text]): Step[] =>
    language === 'sh'
      ? text
          .trim()
          .split('\n')
          .map(line => ({ kind: 'sh', name: line, text: line }))
      : [{ kind: language === 'diff' ? 'diff' : 'file', name, text }],
);

let aws: EmbeddedAws;
let home: string;
let folder: string;

beforeAll(async () => {
  aws = await EmbeddedAws.start();
  home = mkdtempSync(join(tmpdir(), 'goldenpath-begin-'));
  folder = home;
}, LIMIT);

afterAll(async () => {
  await aws?.stop();
  rmSync(home, { recursive: true, force: true });
});

/** The output of a command line, whose directory stays for the next, as at a terminal. */
async function sh(line: string): Promise<string> {
  const [, installed] = /^npm install (?:--save-dev )?(.*)$/.exec(line) ?? [];
  if (installed) return installed.split(' ').map(install).join('\n');
  const child = spawn('bash', ['-ec', `${line}\npwd > "$HOME/.folder"`], {
    cwd: folder,
    env: { ...process.env, ...aws.env, HOME: home, NODE_OPTIONS: '', CDK_DISABLE_CLI_TELEMETRY: 'true', NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', data => void (output += data));
  const code = await new Promise(done => child.on('close', done));
  if (code !== 0) throw new Error(`'${line}' ended with ${code}.\n${output}`);
  folder = readFileSync(join(home, '.folder'), 'utf8').trim();
  return output;
}

/** Installs a package into the folder. */
function install(wanted: string): string {
  const name = wanted.replace(/@\d+$/, '');
  const place = join(folder, 'node_modules', name);
  mkdirSync(dirname(place), { recursive: true });
  const own: { [name: string]: string } = { goldenpath: ROOT, 'goldenpath-cli': join(ROOT, 'cli') };
  if (name === 'goldenpath-cli') execFileSync('npm', ['run', 'build'], { cwd: own[name], stdio: 'pipe' });
  if (own[name]) {
    execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', home], { cwd: own[name], stdio: 'pipe' });
    const tarball = readdirSync(home).find(file => new RegExp(`^${name}-\\d.*tgz$`).test(file))!;
    mkdirSync(place);
    execFileSync('tar', ['xzf', join(home, tarball), '--strip-components=1', '-C', place]);
    if (name === 'goldenpath-cli') symlinkSync(join(own[name], 'node_modules'), join(place, 'node_modules'));
  } else {
    symlinkSync(join(ROOT, 'node_modules', name), place);
  }
  const { bin = {} } = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8'));
  mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true });
  for (const [command, path] of Object.entries<string>(typeof bin === 'string' ? { [name]: bin } : bin)) {
    execFileSync('chmod', ['+x', join(place, path)]);
    symlinkSync(join(place, path), join(folder, 'node_modules/.bin', command));
  }
  return `added ${name}`;
}

/** Makes the change that a diff shows: its context is where, its lines with a plus are what. */
function change(diff: string): void {
  const lines = diff.trimEnd().split('\n');
  const side = (sign: string) =>
    lines
      .filter(line => !line.startsWith(sign))
      .map(line => line.slice(1))
      .join('\n');
  const file = join(folder, 'app.ts');
  const before = readFileSync(file, 'utf8');
  expect(before).toContain(side('+'));
  writeFileSync(file, before.replace(side('+'), side('-')));
}

test('the page begins with the app of the README, in the development tier', () => {
  const [app] = STEPS.filter(({ name }) => name === 'app.ts');
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  expect(/```ts\n([^]*?)```/.exec(readme)![1]).toBe(app.text);
  expect(app.text).toContain('EnvironmentTier.DEVELOPMENT');
});

test(
  'from an empty folder: installed, deployed, changed, explained, removed, and nothing is left',
  async () => {
    const api = new AwsApi(aws);
    const did: string[] = [];
    let stackId = '';
    for (const { kind, name, text } of STEPS) {
      if (kind === 'file') {
        writeFileSync(join(folder, name), text);
      } else if (kind === 'diff') {
        change(text);
      } else {
        const output = await sh(text);
        const [command] = /cdk \w+|explain --\w+/.exec(name) ?? [name.split(' ')[0]];
        did.push(command);
        if (command === 'cdk deploy') {
          const { StackStatus, StackId, Outputs } = await api.stack('Orders');
          stackId = StackId!;
          const { most } = await (await Deployed.of(api, 'Orders')).scaling();
          const changed = did.filter(each => each === command).length > 1;
          expect([StackStatus, most]).toEqual(changed ? ['UPDATE_COMPLETE', 3] : ['CREATE_COMPLETE', 2]);
          const url = Outputs!.find(({ OutputKey }) => OutputKey === 'Url')!.OutputValue;
          expect(url).toMatch(/^https?:\/\/\w+\.execute-api\./);
        }
        if (command === 'cdk diff') expect(output).toMatch(/MaxCapacity[^]*3/);
        if (name.includes('--by team')) {
          expect(output).toMatch(/maxTasks = 3/);
          expect(output).not.toMatch(/minTasks/);
        }
        if (name.includes('--decision')) expect(output).toMatch(/maxTasks = 3[^]*a bound on what a mistake costs/);
      }
    }
    expect(did).toEqual([
      ...['mkdir', 'npm', 'npm', 'npm', 'cdk bootstrap', 'cdk deploy', 'cdk diff', 'cdk deploy'],
      ...['explain --construct', 'explain --decision', 'cdk destroy'],
    ]);
    expect(await api.findStack('Orders')).toBeUndefined();
    expect(await survivors(api, stackId)).toEqual([]);
  },
  LIMIT,
);
