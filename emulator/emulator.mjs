// The embedded AWS: installs it, starts it, finds it again, stops it. Node built-ins only.
import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const VENV = join(HERE, '.venv');
const REQUIREMENTS = join(HERE, 'requirements.txt');
const DEFAULT_STATE_DIR = join(HERE, '.state');
const ACCOUNT = '000000000000';
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 10_000;
const INSTALL_TIMEOUT_MS = 600_000;

/**
 * @typedef {object} Emulator
 * @property {string} endpoint    `http://127.0.0.1:PORT`
 * @property {number} port
 * @property {number} pid
 * @property {string} region
 * @property {string} account
 * @property {string} logFile
 * @property {'records' | 'available' | 'containers'} docker   see `dockerMode`
 * @property {Record<string, string>} env   every variable that a client (SDK, CLI, CDK) needs
 * @property {() => Promise<void>} stop     ends this one process, by its id
 *
 * @typedef {object} StateFile
 * @property {number} pid
 * @property {number} port
 * @property {string} region
 * @property {boolean} [containers]  started with Docker
 * @property {string} identity    a random word on the process's command line: a recycled pid does not carry it
 */

/** A problem that the user can solve; the message says how. */
export class EmulatorError extends Error {
  /** @param {string} message */
  constructor(message) {
    super(message);
    this.name = 'EmulatorError';
  }
}

// ---------------------------------------------------------------------------------------------------------- install

/** @returns {string} the interpreter of the private environment */
function venvPython() {
  return join(VENV, 'bin', 'python');
}

/** The first Python that can make the environment; an error that says what to do when there is none. */
function findPython() {
  const candidates = [process.env.GOLDENPATH_PYTHON, 'python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'];
  const probe = 'import sys\nprint("%d.%d" % sys.version_info[:2])\ntry:\n import venv, ensurepip\n print("venv")\nexcept ImportError:\n print("novenv")';
  /** @type {string[]} */
  const seen = [];
  for (const candidate of candidates) {
    if (!candidate) continue;
    const run = spawnSync(candidate, ['-c', probe], { encoding: 'utf8', timeout: 20_000 });
    if (run.error || run.status !== 0) continue;
    const [version = '0.0', venv] = run.stdout.trim().split(/\s+/);
    const [major, minor] = version.split('.').map(Number);
    if (major !== 3 || minor < 10) seen.push(`${candidate} is Python ${version}, too old`);
    else if (venv !== 'venv') seen.push(`${candidate} (Python ${version}) has no venv module (Debian, Ubuntu: apt install python${version}-venv)`);
    else return candidate;
  }
  throw new EmulatorError(
    `The embedded AWS needs Python 3.10 or newer with its venv module. ${seen.length ? `Found: ${seen.join('; ')}.` : 'No Python was found.'} ` +
    'Install Python (https://www.python.org/downloads/, or your package manager), or set GOLDENPATH_PYTHON to an interpreter.');
}

/** What the installed environment must match. */
function requirementsHash() {
  return createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex');
}

/**
 * Installs the embedded AWS into `emulator/.venv`, once for each requirements.txt; instant when it is there.
 * @param {{ log?: (line: string) => void }} [options]
 * @returns {Promise<string>} the interpreter to start it with
 */
export async function ensureInstalled({ log = () => {} } = {}) {
  if (process.platform === 'win32') throw new EmulatorError('The embedded AWS runs on Linux and macOS; on Windows use WSL.');
  const stamp = join(VENV, '.installed');
  const wanted = requirementsHash();
  const installed = () => existsSync(stamp) && existsSync(venvPython()) && readFileSync(stamp, 'utf8') === wanted;
  if (installed()) return venvPython();
  const release = await lock(join(HERE, '.venv.lock'), installed, log);
  try {
    if (installed()) return venvPython();
    const python = findPython();
    log(`Installing the embedded AWS into ${VENV} (once; about 90 MB) ...`);
    rmSync(VENV, { recursive: true, force: true });
    await run(python, ['-m', 'venv', VENV], 'Python could not make a virtual environment. On Debian and Ubuntu: apt install python3-venv.');
    await run(venvPython(), ['-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check', '--only-binary', ':all:', '--require-hashes', '-r', REQUIREMENTS],
      'pip could not install the embedded AWS. It needs the network once: check the connection and, behind a proxy or a mirror, HTTPS_PROXY and PIP_INDEX_URL.');
    writeFileSync(stamp, wanted);
    return venvPython();
  } finally {
    release();
  }
}

/**
 * One installer at a time, across processes.
 * @param {string} path @param {() => boolean} done @param {(line: string) => void} log
 */
async function lock(path, done, log) {
  for (let waited = 0; ; waited += 500) {
    try {
      mkdirSync(path);
      writeFileSync(join(path, 'pid'), String(process.pid));
      return () => rmSync(path, { recursive: true, force: true });
    } catch {
      if (done()) return () => {};
      if (!owned(path)) rmSync(path, { recursive: true, force: true }); // its owner died
      if (waited === 0) log('Another process is installing the embedded AWS; waiting ...');
      if (waited > INSTALL_TIMEOUT_MS) throw new EmulatorError(`Another installation does not end; remove ${path} if there is none.`);
      await sleep(500);
    }
  }
}

/** Whether the process that holds the lock still runs. @param {string} path */
function owned(path) {
  try {
    process.kill(Number(readFileSync(join(path, 'pid'), 'utf8')), 0);
    return true;
  } catch (error) {
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM' || age < 2000; // just made, its pid comes
  }
}

/** @param {string} command @param {string[]} args @param {string} hint */
async function run(command, args, hint) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: INSTALL_TIMEOUT_MS });
  let output = '';
  child.stdout.on('data', (chunk) => { output += chunk; });
  child.stderr.on('data', (chunk) => { output += chunk; });
  const code = await new Promise((done) => { child.on('close', done); child.on('error', (error) => { output += error.message; done(-1); }); });
  if (code !== 0) throw new EmulatorError(`${hint}\n${output.trim().split('\n').slice(-12).join('\n')}`);
}

// ------------------------------------------------------------------------------------------------------------ start

/**
 * Starts an embedded AWS on a free port of 127.0.0.1. Its state lives in memory and ends with it.
 * @param {object} [options]
 * @param {string} [options.region]     the region that it is; default eu-west-1
 * @param {string} [options.stateDir]   log, state file, CDK_HOME and temporary files; default `emulator/.state`
 * @param {(line: string) => void} [options.log]
 * @param {string} [options.nodePath]   the node_modules whose AWS SDK clients Lambda functions find, as they find the SDK of
 *   Lambda's Node runtime; default the nearest node_modules that has `@aws-sdk`
 * @param {boolean} [options.stopWithParent]   end it when the process that started it ends; default false
 * @returns {Promise<Emulator>}
 */
export async function startEmulator({ region = 'eu-west-1', stateDir = DEFAULT_STATE_DIR, log = () => {}, nodePath, stopWithParent = false } = {}) {
  stateDir = resolve(stateDir);
  if (await runningEmulator(stateDir)) throw new EmulatorError(`An embedded AWS of ${stateDir} is running already; stop it, or choose another stateDir.`);
  const python = await ensureInstalled({ log });
  const containers = wantsContainers();
  const temporary = join(stateDir, 'tmp');
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true });
  provideRuntimeModules(temporary, nodePath ?? nearestNodeModules());
  const logFile = join(stateDir, 'emulator.log');
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const identity = randomUUID();
    const out = openSync(logFile, 'w');
    const child = spawn(python, ['-u', join(HERE, 'launcher.py'), `--identity=${identity}`, ...(stopWithParent ? ['--stop-with-parent'] : [])], {
      cwd: stateDir,
      detached: true,
      stdio: ['ignore', out, out],
      env: serverEnvironment({ port, region, temporary, containers }),
    });
    closeSync(out);
    child.unref();
    /** @type {string | undefined} */
    let ended;
    child.on('exit', (code, signal) => { ended = `it ended with ${signal ?? code}`; });
    child.on('error', (error) => { ended = error.message; });
    if (child.pid !== undefined) {
      /** @type {StateFile} */
      const state = { pid: child.pid, port, region, identity, containers };
      if (await healthy(port, START_TIMEOUT_MS, () => ended !== undefined)) {
        writeFileSync(stateFile(stateDir), JSON.stringify(state, undefined, 2));
        return describe(state, stateDir);
      }
      await stopProcess(state);
    }
    const tail = readFileSync(logFile, 'utf8').trim().split('\n').slice(-15).join('\n');
    if (ended !== undefined && attempt < 3 && /already in use/i.test(tail)) continue; // somebody took the port
    throw new EmulatorError(`The embedded AWS did not start: ${ended ?? `no answer in ${START_TIMEOUT_MS / 1000} s`}. Log: ${logFile}\n${tail}`);
  }
}

/**
 * What Lambda's Node runtime has beside a function's own code: the AWS SDK and, for inline code, cfn-response. Functions
 * run below this folder, so that `import` finds them as well as `require` does.
 * @param {string} temporary @param {string | undefined} nodePath
 */
function provideRuntimeModules(temporary, nodePath) {
  const modules = join(temporary, 'node_modules');
  mkdirSync(modules);
  symlinkSync(join(HERE, 'lambda_modules', 'cfn-response'), join(modules, 'cfn-response'));
  for (const scope of ['@aws-sdk', '@smithy']) {
    if (nodePath && existsSync(join(nodePath, scope))) symlinkSync(resolve(nodePath, scope), join(modules, scope));
  }
}

/** @param {{ port: number, region: string, temporary: string, containers: boolean }} options */
function serverEnvironment({ port, region, temporary, containers }) {
  /** @type {Record<string, string | undefined>} */
  const env = {};
  for (const [name, value] of Object.entries(process.env)) {
    // The user's own AWS must not leak in, nor settings of another emulator.
    if (!/^(AWS_|CDK_|MINISTACK_|LOCALSTACK_|PYTHON|GATEWAY_PORT$|EDGE_PORT$|SERVICES$|PERSIST_STATE$|AUTH$|USE_SSL$|RDS_|LAMBDA_|S3_PERSIST$)/.test(name)) env[name] = value;
  }
  return {
    ...env,
    BIND_HOST: '127.0.0.1', // ministack's default is every interface
    GATEWAY_PORT: String(port),
    MINISTACK_REGION: region,
    MINISTACK_ACCOUNT_ID: ACCOUNT,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EC2_METADATA_DISABLED: 'true',
    AUTH: 'true', // permissions are enforced; the keys of `clientEnvironment` are the account's root
    // Records only, the same on every machine, unless containers are asked for.
    ...(containers ? {} : { DOCKER_HOST: `unix://${join(temporary, 'no-docker.sock')}` }),
    IOT_MTLS_ENABLED: '0',
    SFTP_ENABLED: '0',
    PERSIST_STATE: '0',
    STATE_DIR: join(temporary, 'state'),
    S3_DATA_DIR: join(temporary, 's3'),
    TMPDIR: temporary,
    PYTHONDONTWRITEBYTECODE: '1',
    LOG_LEVEL: process.env.GOLDENPATH_EMULATOR_LOG ?? 'INFO',
    NO_PROXY: '127.0.0.1,localhost',
    no_proxy: '127.0.0.1,localhost',
    // For functions.
    NODE_PATH: join(temporary, 'node_modules'),
    NODE_OPTIONS: `--require ${JSON.stringify(join(HERE, 'lambda_modules', 'json-console.cjs'))}`,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
}

/** The nearest node_modules above this folder that holds AWS SDK clients. */
function nearestNodeModules() {
  for (let folder = HERE; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'node_modules', '@aws-sdk'))) return join(folder, 'node_modules');
    if (folder === dirname(folder)) return undefined;
  }
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((done, fail) => {
    const server = createServer();
    server.on('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? done(address.port) : fail(new Error('no port'))));
    });
  });
}

/** @param {number} port @param {number} timeout @param {() => boolean} [abandon] */
async function healthy(port, timeout, abandon = () => false) {
  const end = Date.now() + timeout;
  do {
    try {
      const answer = await fetch(`http://127.0.0.1:${port}/_ministack/health`, { signal: AbortSignal.timeout(2000) });
      await answer.arrayBuffer();
      if (answer.ok) return true;
    } catch { /* not yet */ }
    if (abandon()) return false;
    await sleep(60);
  } while (Date.now() < end);
  return false;
}

// ------------------------------------------------------------------------------------------------- find again, stop

/** @param {string} stateDir */
const stateFile = (stateDir) => join(stateDir, 'emulator.json');

/** The command line of a process; empty when there is none. @param {number} pid */
function commandLine(pid) {
  if (existsSync('/proc/self/cmdline')) {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    } catch {
      return '';
    }
  }
  return spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '';
}

/** Whether the process is still ours: the pid alone may have been given to another. @param {StateFile} state */
const alive = (state) => commandLine(state.pid).includes(state.identity);

/**
 * The embedded AWS of this folder that still runs, if any.
 * @param {string} [stateDir]
 * @returns {Promise<Emulator | undefined>}
 */
export async function runningEmulator(stateDir = DEFAULT_STATE_DIR) {
  stateDir = resolve(stateDir);
  /** @type {StateFile} */
  let state;
  try {
    state = JSON.parse(readFileSync(stateFile(stateDir), 'utf8'));
  } catch {
    return undefined;
  }
  if (!Number.isInteger(state.pid) || typeof state.identity !== 'string' || state.identity.length < 32) return undefined;
  if (!alive(state) || !(await healthy(state.port, 5000, () => !alive(state)))) return undefined;
  return describe(state, stateDir);
}

/** @param {StateFile} state @param {string} stateDir @returns {Emulator} */
function describe(state, stateDir) {
  const endpoint = `http://127.0.0.1:${state.port}`;
  return {
    endpoint,
    port: state.port,
    pid: state.pid,
    region: state.region,
    account: ACCOUNT,
    logFile: join(stateDir, 'emulator.log'),
    docker: dockerMode(state.containers === true),
    env: clientEnvironment(endpoint, state, stateDir),
    stop: async () => {
      await stopProcess(state);
      if (existsSync(stateFile(stateDir)) && readFileSync(stateFile(stateDir), 'utf8').includes(state.identity)) rmSync(stateFile(stateDir), { force: true });
    },
  };
}

/** @param {string} endpoint @param {StateFile} state @param {string} stateDir */
function clientEnvironment(endpoint, state, stateDir) {
  // The CDK CLI caches which account a key belongs to: never let it be the user's own cache.
  const cdkHome = join(stateDir, 'cdk-home');
  const aws = join(stateDir, 'aws');
  mkdirSync(cdkHome, { recursive: true });
  mkdirSync(aws, { recursive: true });
  const [config, credentials] = [join(aws, 'config'), join(aws, 'credentials')];
  writeFileSync(config, `[default]\nregion = ${state.region}\n`);
  writeFileSync(credentials, '[default]\naws_access_key_id = test\naws_secret_access_key = test\n');
  const bypass = ['127.0.0.1', 'localhost', '.localhost'].join(',');
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_SESSION_TOKEN: '',
    AWS_REGION: state.region,
    AWS_DEFAULT_REGION: state.region,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: config,
    AWS_SHARED_CREDENTIALS_FILE: credentials,
    // A profile of the user would win over the keys above.
    ...(process.env.AWS_PROFILE || process.env.AWS_DEFAULT_PROFILE ? { AWS_PROFILE: 'default', AWS_DEFAULT_PROFILE: 'default' } : {}),
    AWS_PAGER: '',
    CDK_HOME: cdkHome,
    CDK_DEFAULT_ACCOUNT: ACCOUNT,
    CDK_DEFAULT_REGION: state.region,
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    NO_PROXY: process.env.NO_PROXY ? `${process.env.NO_PROXY},${bypass}` : bypass,
    no_proxy: process.env.no_proxy ? `${process.env.no_proxy},${bypass}` : bypass,
  };
}

/** Ends this process and no other. @param {StateFile} state */
async function stopProcess(state) {
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGKILL'])) {
    if (!alive(state)) return;
    try {
      process.kill(state.pid, signal);
    } catch {
      return; // gone in between
    }
    for (let waited = 0; waited < STOP_TIMEOUT_MS && alive(state); waited += 50) await sleep(50);
  }
}

/** The Docker socket that this machine has. @returns {string | undefined} */
export function dockerSocket() {
  const host = process.env.DOCKER_HOST || 'unix:///var/run/docker.sock';
  if (!host.startsWith('unix://')) return host;
  return existsSync(host.slice('unix://'.length)) ? host : undefined;
}

/** Containers really run only when they are asked for, a socket is there, and Docker's SDK is in the environment. */
function wantsContainers() {
  if (process.env.GOLDENPATH_EMULATOR_DOCKER !== '1') return false;
  if (dockerSocket() === undefined) throw new EmulatorError('GOLDENPATH_EMULATOR_DOCKER=1, but there is no Docker socket: start Docker, or set DOCKER_HOST.');
  if (spawnSync(venvPython(), ['-c', 'import docker']).status !== 0) {
    throw new EmulatorError(`GOLDENPATH_EMULATOR_DOCKER=1 needs Docker's SDK for Python: ${venvPython()} -m pip install docker psycopg2-binary pymysql`);
  }
  return true;
}

/** `containers`: ECS tasks and databases really run; `available`: they could; `records`: nothing runs. @param {boolean} containers */
function dockerMode(containers) {
  if (containers) return 'containers';
  return dockerSocket() === undefined ? 'records' : 'available';
}

// -------------------------------------------------------------------------------------------------------------- CLI

/** @param {string[]} argv */
async function main(argv) {
  const [command, ...rest] = argv;
  /** @param {string} name */
  const option = (name) => {
    const index = rest.indexOf(name);
    return index >= 0 ? rest[index + 1] : rest.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1);
  };
  const stateDir = resolve(option('--state-dir') ?? DEFAULT_STATE_DIR);
  const running = command === 'start' || command === 'status' || command === 'stop' ? await runningEmulator(stateDir) : undefined;
  process.stdout.on('error', () => {}); // a reader that has seen enough (head)
  const say = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);
  if (command === 'start') {
    const emulator = running ?? await startEmulator({ stateDir, region: option('--region'), nodePath: option('--node-path'), log: (line) => process.stderr.write(`${line}\n`) });
    say([
      `# The embedded AWS runs at ${emulator.endpoint} (pid ${emulator.pid}, region ${emulator.region}). For a shell: eval "$(node emulator/emulator.mjs start)"`,
      `# ${dockerNote(emulator.docker)}`,
      ...Object.entries(emulator.env).map(([name, value]) => `export ${name}='${value.replaceAll("'", "'\\''")}'`),
    ].join('\n'));
  } else if (command === 'status') {
    say(running ? `running at ${running.endpoint}, pid ${running.pid}, region ${running.region}, log ${running.logFile}` : 'not running');
    say(dockerNote(running?.docker ?? dockerMode(false)));
    if (!running) process.exitCode = 3;
  } else if (command === 'stop') {
    await running?.stop();
    say(running ? 'stopped' : 'not running');
  } else {
    process.stderr.write('Usage: node emulator/emulator.mjs start|stop|status [--state-dir DIR] [--region REGION] [--node-path DIR]\n');
    process.exitCode = 2;
  }
}

/** @param {Emulator['docker']} docker */
const dockerNote = (docker) => ({
  containers: 'Docker: on; ECS tasks and RDS databases really run (this path has not been verified).',
  available: 'Docker: a socket is there and not used; ECS tasks and RDS databases are records. GOLDENPATH_EMULATOR_DOCKER=1 runs them (not verified).',
  records: 'Docker: no socket; ECS tasks and RDS databases are records, no container runs.',
})[docker];

if (process.argv[1] && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) {
  main(process.argv.slice(2)).catch((error) => {
    process.stderr.write(`${error instanceof EmulatorError ? error.message : error.stack}\n`);
    process.exitCode = 1;
  });
}
