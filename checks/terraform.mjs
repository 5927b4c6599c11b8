// `node checks/terraform.mjs`: the policies over what examples/orders-terraform writes in production. checkov has rules for Terraform;
// the other checkers do not.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { acknowledge, readAcknowledgements } from './acknowledgements.mjs';
import { pythonCheckers } from './python.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const EXAMPLE = join(HERE, '../examples/orders-terraform');
const output = mkdtempSync(join(tmpdir(), 'goldenpath-terraform-'));

try {
  const synthesis = spawnSync('npx', ['tsx', 'main.ts'], {
    cwd: EXAMPLE,
    env: { ...process.env, CDKTF_OUTDIR: output },
    encoding: 'utf8',
  });
  if (synthesis.status !== 0)
    throw new Error(`examples/orders-terraform does not synthesise:\n${synthesis.stdout}${synthesis.stderr}`);
  const args = [
    '-d',
    join(output, 'stacks/orders'),
    '--framework',
    'terraform_json',
    '--skip-download',
    '--compact',
    '-o',
    'json',
  ];
  const { stdout, stderr } = spawnSync(pythonCheckers().checkov, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (!stdout.trim().startsWith('{')) throw new Error(`checkov said no JSON:\n${stdout}${stderr}`);
  const { results = {}, summary = {} } = JSON.parse(stdout);
  const { passed_checks: passed = [], failed_checks: failed = [] } = results;
  if (summary.parsing_errors) throw new Error(`checkov could not read ${summary.parsing_errors} files.`);
  // A framework that does not fit finds nothing and is content.
  if (passed.length === 0) throw new Error('checkov looked at nothing.');

  const findings = failed.map((/** @type {any} */ check) => ({
    checker: 'checkov',
    rule: check.check_id,
    resource: check.resource,
    constructPath: check.resource,
    message: check.check_name,
    template: 'orders',
  }));
  const { acknowledged, stale } = acknowledge(
    findings,
    readAcknowledgements(join(HERE, 'terraform-acknowledgements.json')),
  );
  const open = findings.filter((/** @type {any} */ each) => !acknowledged.has(each));
  for (const { rule, resource, message } of open) console.log(`checkov ${rule} ${resource} ${message}`);
  for (const problem of stale) console.log(problem);
  console.log(
    `checkov, terraform_json: ${passed.length} passed, ${open.length} findings, ${acknowledged.size} acknowledged`,
  );
  if (open.length > 0 || stale.length > 0) process.exitCode = 1;
} finally {
  rmSync(output, { recursive: true, force: true });
}
