// `node checks/terraform.mjs`: the policies over what the path writes for Terraform: the stacks of the example and of
// the app with every capability, with acknowledgements, and the modules of `goldenpath terraform`, which bring their
// answers along.
// checkov has rules for Terraform; the other checkers do not.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { acknowledge, readAcknowledgements } from './acknowledgements.mjs';
import { pythonCheckers } from './python.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const CLI = join(ROOT, 'cli');
const output = mkdtempSync(join(tmpdir(), 'goldenpath-terraform-'));

try {
  const outputs = [synthesiseExample(), synthesiseEverything()];
  const stacks = outputs.flatMap(folder =>
    readdirSync(join(folder, 'stacks')).map(stack => ({ stack, input: folder, folder: join(folder, 'stacks', stack) })),
  );
  const ofStacks = stacks.map(({ folder }) => check(folder, 'terraform_json'));
  const { acknowledged, stale } = acknowledge(
    ofStacks.flatMap(({ findings }) => findings),
    readAcknowledgements(join(ROOT, 'checks/terraform-acknowledgements.json')),
  );
  const ofModules = stacks.map(({ stack, input }) => check(writeModule(stack, input), 'terraform'));
  const open = [...ofStacks, ...ofModules].flatMap(({ findings }) => findings).filter(each => !acknowledged.has(each));
  for (const { template, rule, resource, message } of open)
    console.log(`checkov ${template} ${rule} ${resource} ${message}`);
  for (const problem of stale) console.log(problem);
  const sum = (/** @type {{ passed: number }[]} */ checked) => checked.reduce((total, { passed }) => total + passed, 0);
  console.log(
    `checkov: ${sum(ofStacks)} passed in ${stacks.length} stacks, ${sum(ofModules)} in their modules; ` +
      `${open.length} findings, ${acknowledged.size} acknowledged`,
  );
  if (open.length > 0 || stale.length > 0) process.exitCode = 1;
} finally {
  rmSync(output, { recursive: true, force: true });
}

function synthesiseExample() {
  const folder = join(output, 'example');
  run('npx', ['tsx', 'main.ts'], { cwd: join(ROOT, 'examples/orders-terraform'), env: { CDKTF_OUTDIR: folder } });
  return folder;
}

function synthesiseEverything() {
  const folder = join(output, 'everything');
  run(process.execPath, ['--require', 'tsx/cjs', 'test/apps/everything-terraform.ts', folder], {
    cwd: CLI,
    env: { TSX_TSCONFIG_PATH: join(CLI, 'test/apps/tsconfig.json') },
  });
  return folder;
}

/** @param {string} stack @param {string} input */
function writeModule(stack, input) {
  const folder = join(output, 'modules', stack);
  run(process.execPath, ['scripts/copy-reference.mjs'], { cwd: CLI });
  run(process.execPath, ['--import', 'tsx', 'src/bin.ts', 'terraform', stack, '--input', input, '--out', folder], {
    cwd: CLI,
  });
  return folder;
}

/** @param {string} folder @param {string} framework */
function check(folder, framework) {
  const args = ['-d', folder, '--framework', framework, '--skip-download', '--compact', '-o', 'json'];
  const { stdout, stderr } = spawnSync(pythonCheckers().checkov, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (!/^\s*[[{]/.test(stdout)) throw new Error(`checkov said no JSON:\n${stdout}${stderr}`);
  const { results = {}, summary = {} } = JSON.parse(stdout);
  const { passed_checks: passed = [], failed_checks: failed = [] } = results;
  if (summary.parsing_errors) throw new Error(`checkov could not read ${summary.parsing_errors} files.`);
  // A framework that does not fit finds nothing and is content.
  if (passed.length === 0) throw new Error(`checkov looked at nothing in ${folder}.`);
  const findings = failed.map((/** @type {any} */ each) => ({
    checker: 'checkov',
    rule: each.check_id,
    resource: each.resource,
    constructPath: each.resource,
    message: each.check_name,
    template: folder.slice(output.length + 1),
  }));
  return { passed: passed.length, findings };
}

/** @param {string} command @param {string[]} args @param {{ cwd: string, env?: Record<string, string> }} options */
function run(command, args, { cwd, env }) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${stdout}${stderr}`);
}
