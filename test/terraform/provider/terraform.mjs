// Runs Terraform on a copy of a stack, against the provider without a cloud.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { run } from './provider.mjs';
import { typesUsed } from './schema.mjs';

/**
 * @typedef {object} Problem
 * @property {'error' | 'warning'} severity
 * @property {string} summary
 * @property {string} detail
 * @property {string} [address]   of the resource, where Terraform tells it
 *
 * @typedef {object} Change
 * @property {string} address
 * @property {string} type
 * @property {string[]} actions   such as ['create']
 * @property {any} before
 * @property {any} after          without what is unknown before it is applied
 * @property {any} afterUnknown   true where it is unknown
 * @property {string} [previousAddress]
 */

/** Terraform said no; the message has its errors, `output` all that it said. */
export class TerraformError extends Error {
  /** @param {string[]} args @param {string} output */
  constructor(args, output) {
    const errors = output.slice(Math.max(0, output.indexOf('\nError:'))).trim();
    super(`terraform ${args.join(' ')} failed:\n${errors}`);
    this.name = 'TerraformError';
    this.output = output;
  }
}

/**
 * A copy of a stack in a temporary folder, with its state beside it whatever backend the stack names.
 * @param {import('./provider.mjs').Provider} provider
 * @param {string | object} source   the folder with its `*.tf.json`, such as `cdktf.out/stacks/orders`, or one such document
 */
export function openWorkspace(provider, source) {
  const workspace = new Workspace(provider);
  workspace.replace(source);
  return workspace;
}

export class Workspace {
  #provider;
  #parent = mkdtempSync(join(tmpdir(), 'terraform-'));
  /** @type {string} */
  directory = '';
  /** @type {string[]} */
  #types = [];
  #initialised = false;

  /** @param {import('./provider.mjs').Provider} provider */
  constructor(provider) {
    this.#provider = provider;
  }

  /** The next version of the stack; state stays. @param {string | object} source */
  replace(source) {
    const earlier = this.directory;
    this.directory = mkdtempSync(join(this.#parent, 'stack-'));
    if (typeof source === 'string') cpSync(source, this.directory, { recursive: true, filter: path => !['.terraform', '.terraform.lock.hcl'].includes(basename(path)) });
    else writeFileSync(join(this.directory, 'main.tf.json'), JSON.stringify(source, undefined, 2));
    writeFileSync(join(this.directory, 'backend_override.tf.json'), JSON.stringify({ terraform: { backend: { local: { path: join(this.#parent, 'terraform.tfstate') } } } }));
    const used = readdirSync(this.directory).filter(file => file.endsWith('.tf.json')).map(file => JSON.parse(readFileSync(join(this.directory, file), 'utf8')));
    this.#types = [...new Set([...this.#types, ...typesUsed(used)])].sort(); // earlier ones may be in the state
    this.#initialised = false;
    if (earlier) rmSync(earlier, { recursive: true, force: true });
  }

  /** Any command, after `init` if that was not yet. @param {string[]} args */
  async terraform(...args) {
    if (!this.#initialised && args[0] !== 'init') await this.init();
    return run('terraform', args, { cwd: this.directory, env: this.#provider.envFor(this.#types, this.#parent) });
  }

  async init() {
    await this.#must('init', '-no-color');
    this.#initialised = true;
  }

  /** What Terraform finds wrong without a plan: empty when the stack is valid. @returns {Promise<Problem[]>} */
  async validate() {
    const args = ['validate', '-json'];
    const { stdout, output } = await this.terraform(...args);
    if (!stdout.startsWith('{')) throw new TerraformError(args, output);
    return JSON.parse(stdout).diagnostics.map(problem => ({
      severity: problem.severity, summary: problem.summary, detail: problem.detail, address: addressOf(problem.snippet?.context),
    }));
  }

  /** What would change: empty when nothing does. An invalid stack is a `TerraformError`. @returns {Promise<Change[]>} */
  async plan() {
    const file = join(this.#parent, 'plan');
    await this.#must('plan', '-no-color', '-lock=false', `-out=${file}`);
    const plan = JSON.parse((await this.#must('show', '-json', file)).stdout);
    return (plan.resource_changes ?? [])
      .filter(({ mode, change, previous_address: moved }) => mode === 'managed' && (moved || change.actions.join() !== 'no-op'))
      .map(({ address, type, change, previous_address: previousAddress }) => ({
        address, type, actions: change.actions, before: change.before, after: change.after, afterUnknown: change.after_unknown, ...(previousAddress && { previousAddress }),
      }));
  }

  /** Brings the state to what the stack says; what a cloud would have said is made up. */
  async apply() {
    await this.#must('apply', '-no-color', '-auto-approve');
  }

  async destroy() {
    await this.#must('destroy', '-no-color', '-auto-approve');
  }

  /** The stack's outputs, once applied. @returns {Promise<Record<string, any>>} */
  async outputs() {
    const all = JSON.parse((await this.#must('output', '-json')).stdout);
    return Object.fromEntries(Object.entries(all).map(([name, { value }]) => [name, value]));
  }

  /** Ends it: the copy and its state go. */
  remove() {
    rmSync(this.#parent, { recursive: true, force: true });
  }

  /** @param {string[]} args */
  async #must(...args) {
    const result = await this.terraform(...args);
    if (result.code !== 0) throw new TerraformError(args, result.output);
    return result;
  }
}

/** `resource.aws_vpc.main` of a problem in JSON. @param {string | undefined} context */
function addressOf(context) {
  return context?.replace(/^resource\./, '');
}
