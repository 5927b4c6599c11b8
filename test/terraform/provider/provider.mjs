// Builds a Terraform provider that has the schema of @cdktf/provider-aws and no cloud, and lets `terraform init` find it without a network.
import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants, setPriority, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { allTypes, deriveSchema, providerVersion } from './schema.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const GO_SOURCES = join(HERE, 'cloudless');
const DERIVATION = ['schema.mjs', 'generated-sources.mjs', 'web-acl-statement.mjs'];
const CACHE = join(HERE, '../../../.cache/terraform-provider');

/**
 * @typedef {object} Provider
 * @property {string} cliConfigFile               Terraform's CLI configuration: providers come from a folder, from nowhere else
 * @property {Record<string, string>} env         what `terraform` is to be run with; each of its commands reads the schema of every type, 1 to 2 s
 * @property {(types: string[], folder: string) => Record<string, string>} envFor   the same for some types, as `typesUsed` gives them: quicker; their schema is written into the folder
 *
 * @typedef {object} ProviderOptions
 * @property {(line: string) => void} [log]
 * @property {string} [providerPackage]           the folder of @cdktf/provider-aws; default: where this folder's packages resolve it
 */

/**
 * The provider, built once for each version of its sources, or why there is none on this machine.
 * @param {ProviderOptions} [options]
 * @returns {Promise<Provider | { skip: string }>}
 */
export async function ensureProvider({ log = () => {}, providerPackage = findProviderPackage() } = {}) {
  if (!providerPackage) return { skip: '@cdktf/provider-aws is not installed' };
  const terraform = await run('terraform', ['version', '-json'], { env: quietEnv() });
  if (terraform.code !== 0) return { skip: 'terraform is not installed' };
  const go = await run('go', ['version']);
  if (go.code !== 0) return { skip: 'go is not installed' };

  const { platform } = JSON.parse(terraform.stdout);
  const version = providerVersion(providerPackage);
  const source = readdirSync(GO_SOURCES).sort().map(file => readFileSync(join(GO_SOURCES, file)));
  const build = join(CACHE, `build-${hash(...source, go.stdout, platform, version)}`);
  if (!existsSync(build)) await atomically(build, folder => buildInto(folder, { platform, version, log }));

  const cliConfigFile = join(build, 'terraform.rc');
  /** @param {string} schema */
  const env = schema => ({ ...quietEnv(), TF_CLI_CONFIG_FILE: cliConfigFile, CLOUDLESS_SCHEMA: schema });
  return {
    cliConfigFile,
    get env() {
      const derivation = [...DERIVATION.map(file => join(HERE, file)), join(providerPackage, 'package.json')].map(file => readFileSync(file));
      const schema = join(build, `schema-${hash(...derivation)}.json`);
      if (!existsSync(schema)) write(schema, deriveSchema(providerPackage, allTypes(providerPackage)));
      return env(schema);
    },
    envFor(types, folder) {
      const schema = join(folder, `schema-${hash(...types)}.json`);
      if (!existsSync(schema)) write(schema, deriveSchema(providerPackage, types));
      return env(schema);
    },
  };
}

/** @param {string} folder @param {{ platform: string, version: string, log: (line: string) => void }} options */
async function buildInto(folder, { platform, version, log }) {
  log('Building a Terraform provider without a cloud (once; about a minute) ...');
  const address = await providerAddress();
  const binary = join(folder, 'mirror', ...address.split('/'), version, platform, `terraform-provider-aws_v${version}`);
  mkdirSync(dirname(binary), { recursive: true });
  const { code, output } = await run('go', ['build', '-trimpath', '-buildvcs=false', '-o', binary, '.'], { cwd: GO_SOURCES, patient: true });
  if (code !== 0) throw new Error(`The provider did not build. The first time it needs Go's modules from the network.\n${output}`);
}

/** The full address that Terraform means by "aws", as it says itself. */
async function providerAddress() {
  const folder = mkdtempSync(join(tmpdir(), 'provider-address-'));
  try {
    writeFileSync(join(folder, 'main.tf.json'), JSON.stringify({ terraform: { required_providers: { aws: { source: 'aws' } } } }));
    const { output } = await run('terraform', [`-chdir=${folder}`, 'providers', '-no-color'], { env: quietEnv() });
    const [, address] = /provider\[([^\]]+)\]/.exec(output) ?? [];
    if (!address) throw new Error(`Terraform does not say where it looks for "aws":\n${output}`);
    return address;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Terraform's variables of this process do not reach the tests. */
function quietEnv() {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('TF_')));
  return /** @type {Record<string, string>} */ ({ ...env, CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1', TF_INPUT: '0' });
}

/** The folder of the installed @cdktf/provider-aws, if it is. */
export function findProviderPackage() {
  try {
    // Its root would be loaded by nobody: 8 s. One of its files is enough to find it.
    return join(dirname(createRequire(import.meta.url).resolve('@cdktf/provider-aws/lib/provider')), '../..');
  } catch {
    return undefined;
  }
}

/** Several processes may build at once: the first to finish wins. @param {string} folder @param {(folder: string) => Promise<void>} fill */
async function atomically(folder, fill) {
  const draft = `${folder}.${randomUUID()}`;
  mkdirSync(draft, { recursive: true });
  try {
    await fill(draft);
    writeFileSync(join(draft, 'terraform.rc'), `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(join(folder, 'mirror'))}\n  }\n}\n`);
    renameSync(draft, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** @param {string} file @param {object} content */
function write(file, content) {
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, JSON.stringify(content));
  renameSync(draft, file);
}

/** @param {(string | Buffer)[]} parts */
function hash(...parts) {
  const all = createHash('sha256');
  for (const part of parts) all.update(part).update('\0');
  return all.digest('hex').slice(0, 16);
}

/**
 * @param {string} command @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string>, patient?: boolean }} [options]   patient: lets other processes go first
 * @returns {Promise<{ code: number, stdout: string, output: string }>}
 */
export function run(command, args, { cwd, env, patient = false } = {}) {
  return new Promise(done => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    if (patient && child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
    let stdout = '';
    let output = '';
    child.stdout.on('data', chunk => { stdout += chunk; output += chunk; });
    child.stderr.on('data', chunk => { output += chunk; });
    child.on('error', error => done({ code: -1, stdout, output: output + error.message }));
    child.on('close', code => done({ code: code ?? -1, stdout, output }));
  });
}
