/**
 * The policy gate: see README.md.
 *
 *     node checks/run.mjs [--json FILE] [--checkers NAME,...] [--acknowledgements FILE] [CLOUD_ASSEMBLY | APP.ts]...
 */
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readAcknowledgements } from './acknowledgements.mjs';
import { CHECKERS, judge } from './gate.mjs';
import { printVerdict } from './report.mjs';
import { readTemplates } from './templates.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));

/** @param {string} [names] */
function checkersNamed(names) {
  if (!names) return CHECKERS;
  return names.split(',').map(name => {
    const checker = CHECKERS.find(candidate => candidate.name === name);
    if (!checker)
      throw new Error(`There is no checker "${name}"; there are ${CHECKERS.map(each => each.name).join(', ')}.`);
    return checker;
  });
}

/**
 * @param {string} target a cloud assembly, or an app to make one of
 * @returns {Promise<string>} the cloud assembly
 */
async function assemblyOf(target) {
  if (statSync(target).isDirectory()) return target;
  const outdir = join(HERE, 'cdk.out', basename(target, extname(target)));
  // Loaded only when there is something to synthesise: CDK takes a second.
  const { synthesiseApart } = await import('./synth.mjs');
  await synthesiseApart(target, outdir);
  return outdir;
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'string' }, checkers: { type: 'string' }, acknowledgements: { type: 'string' } },
  });
  const checkers = checkersNamed(values.checkers);
  const acknowledgements = readAcknowledgements(values.acknowledgements ?? join(HERE, 'acknowledgements.json'));
  const apps = readdirSync(join(HERE, 'apps'))
    .filter(name => name.endsWith('.ts'))
    .map(name => join(HERE, 'apps', name));
  const assemblies = await Promise.all((positionals.length ? positionals : apps).map(assemblyOf));
  const verdict = await judge(readTemplates(assemblies), acknowledgements, checkers);
  if (values.json) writeFileSync(values.json, `${JSON.stringify(verdict, undefined, 2)}\n`);
  printVerdict(verdict);
  return verdict.failed === 0;
}

main().then(
  passed => {
    process.exitCode = passed ? 0 : 1;
  },
  error => {
    console.error(`checks: ${error.message}`);
    console.log('checks: 0 passed, 1 failed');
    process.exitCode = 1;
  },
);
