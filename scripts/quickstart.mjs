// From a fresh clone to two applications on an embedded AWS, by the real `cdk` CLI: one that really runs, and a service with its
// database. A second run changes nothing.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, runningEmulator, startEmulator } from '../emulator/emulator.mjs';
import { build, installPackages, main, ROOT, run, step } from './prepare.mjs';

/** Each example is an app with one stack. */
const EXAMPLES = [
  { name: 'newsletter', stack: 'Newsletter' },
  { name: 'orders', stack: 'Orders' },
];
const OUTPUT = join(ROOT, '.cache/quickstart');

await main(async () => {
  const start = Date.now();
  // First what can be missing from a machine: Python.
  await step('Looking for the embedded AWS', note => ensureInstalled({ log: note }));
  await installPackages();
  await build();
  const emulator =
    (await runningEmulator()) ??
    (await step('Starting the embedded AWS on this machine', note => startEmulator({ log: note })));
  const env = { ...emulator.env, CDK_DISABLE_CLI_TELEMETRY: 'true' };
  Object.assign(process.env, env);
  mkdirSync(OUTPUT, { recursive: true });

  const { isBootstrapped, prove } = await import('./prove.mjs');
  if (!(await isBootstrapped())) {
    await step('Bootstrapping it for the CDK', () =>
      run(cdk(), ['bootstrap', `aws://${emulator.account}/${emulator.region}`, '--no-notices'], { cwd: OUTPUT, env }),
    );
  }
  const proofs = { Newsletter: (await import('./prove-newsletter.mjs')).proveNewsletter, Orders: prove };
  let changed = false;
  const manifests = [];
  for (const { name, stack } of EXAMPLES) {
    const assembly = join(OUTPUT, name);
    await step(`Synthesising examples/${name}`, () =>
      run(cdk(), ['synth', '--quiet', '--no-notices', '--output', assembly], {
        cwd: join(ROOT, 'examples', name, 'infra'),
        env,
      }),
    );
    const { output } = await step('Deploying it with the cdk CLI', () =>
      run(
        cdk(),
        ['deploy', '--all', '--app', assembly, '--require-approval', 'never', '--no-notices', '--progress', 'events'],
        { cwd: OUTPUT, env },
      ),
    );
    changed ||= !output.includes('(no changes)');
    await step(name === 'newsletter' ? 'Calling it' : 'Asking AWS what is there', note => proofs[stack](stack, note));
    manifests.push({ name, manifest: readManifest(join(assembly, `${stack}.metadata.json`)) });
  }
  if (!changed) process.stdout.write('  Nothing has changed since the last run.\n');
  tell(manifests, emulator, Date.now() - start);
});

function cdk() {
  return join(ROOT, 'node_modules/.bin/cdk');
}

/** @param {string} path */
function readManifest(path) {
  if (!existsSync(path)) throw new Error(`The CDK wrote no metadata to ${path}.`);
  const entries = Object.values(JSON.parse(readFileSync(path, 'utf8'))).flat();
  return entries.find(({ type }) => type === 'goldenpath:manifest').data;
}

/** @param {{ name: string, manifest: any }[]} manifests @param {{ endpoint: string }} emulator @param {number} milliseconds */
function tell(manifests, emulator, milliseconds) {
  for (const { name, manifest } of manifests) {
    const decisions = manifest.entries.flatMap(entry => entry.decisions);
    const team = decisions.filter(decision => decision.decidedBy === 'app team');
    const resources = manifest.entries.flatMap(entry => entry.resources);
    process.stdout.write(`
In examples/${name} the team made ${team.length} decisions:
${team.map(({ name: decision, value }) => `  ${decision} = ${JSON.stringify(value)}`).join('\n')}
The golden path made the other ${decisions.length - team.length} for it, and ${resources.length} resources of ${new Set(resources.map(({ type }) => type)).size} types.
`);
  }
  process.stdout.write(`
It took ${(milliseconds / 1000).toFixed(0)} s. The embedded AWS keeps running at ${emulator.endpoint}. What to do next:
  read the 25 lines        examples/newsletter/infra/newsletter-stack.ts
  change one, and diff     eval "$(npm run -s emulator start)" && cd examples/newsletter/infra && npx cdk diff
  leave the path           docs/guides/escape-hatch.md
  stop the embedded AWS    npm run emulator stop
`);
}
