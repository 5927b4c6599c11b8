// `npm run check`: the gates. Lint, what is generated and committed, the packed tarball, the policies over the templates, and the quickstart.
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, installPackages, main, Problem, ROOT, run, step } from './prepare.mjs';
import { record } from './tally.mjs';

/** A gate whose tool the machine lacks. */
class Skip extends Error {}
/** The exit code of a check that says so. */
const SKIPPED = 77;

const PACKAGE = join(ROOT, '.cache/package');
let tarball;

/** The folders that have a lockfile, and the platforms that must find in it what they need. */
const LOCKED = ['.', 'cli', 'examples/orders/app'];
const PLATFORMS = [
  { os: process.platform, cpu: process.arch },
  { os: 'darwin', cpu: 'arm64' },
  { os: 'win32', cpu: 'x64' },
];

/** Each throws when it fails. */
const GATES = {
  'Lockfiles serve every platform, from any registry': async () => {
    for (const folder of LOCKED) {
      const cwd = join(ROOT, folder);
      const address = /^.*"resolved": "(?!https:\/\/registry\.npmjs\.org\/).*$/m.exec(
        readFileSync(join(cwd, 'package-lock.json'), 'utf8'),
      );
      if (address)
        throw new Problem(`${folder}/package-lock.json names a registry of its writer's: ${address[0].trim()}`);
      for (const { os, cpu } of PLATFORMS)
        await run('npm', ['ci', '--dry-run', '--ignore-scripts', '--loglevel=error', `--os=${os}`, `--cpu=${cpu}`], {
          cwd,
          hint: `In ${folder}: run "npm install --package-lock-only" and commit the lockfile.`,
        });
    }
  },
  'Lint and import walls': () =>
    run(
      'npx',
      [
        'eslint',
        '--max-warnings=0',
        '--ext',
        '.ts',
        'src',
        'test',
        'projenrc',
        '.projenrc.ts',
        'checks',
        'examples/orders/infra',
        'examples/orders-terraform',
        'examples/newsletter',
      ],
      {
        env: { ESLINT_USE_FLAT_CONFIG: 'false', NODE_NO_WARNINGS: '1' },
      },
    ),
  'Types of tests and examples': async () => {
    await run('npx', ['tsc', '--noEmit', '-p', 'test/tsconfig.json']);
    await run('npx', ['tsc', '-p', 'tsconfig.terraform.json']);
    await run('npx', ['tsc', '--noEmit', '-p', 'examples/orders/infra/tsconfig.json']);
    await run('npx', ['tsc', '--noEmit', '-p', 'examples/orders-terraform/tsconfig.json']);
    await run('npx', ['tsc', '-p', 'examples/newsletter']);
  },
  'Generated files are the committed ones': async () => {
    const before = await state();
    await run('npx', ['projen'], { env: { PROJEN_DISABLE_POST: 'true' } });
    await unchanged(before, 'Run "npx projen" and commit what it writes.');
  },
  'API.md and docs/capabilities.md are the committed ones': async () => {
    const before = await state();
    await run('npx', ['projen', 'docgen']);
    await unchanged(before, 'Run "npx projen docgen" and commit what it writes.');
  },
  'The packed tarball: publint': async () => run('npx', ['publint', 'run', await pack(), '--strict']),
  'The packed tarball: attw': async () => run('npx', ['attw', await pack(), '--exclude-entrypoints', '.jsii']),
  'Policies over the production templates': () => run('node', ['checks/run.mjs'], { show: true }),
  'Schema and validation of generated templates': () =>
    run('node', [
      'checks/run.mjs',
      '--checkers',
      'cfn-lint,cdk-validation,service-models',
      '--acknowledgements',
      'checks/generated/acknowledgements.json',
      'checks/generated/arbitrary.ts',
    ]),
  'Workflows of deliveries': async () => {
    await installPackages('cli');
    const { code, output } = await run('node', ['--import', 'tsx', 'checks/workflows/run.mjs'], {
      env: { TSX_TSCONFIG_PATH: join(ROOT, 'checks/tsconfig.json') },
      allowFailure: true,
    });
    process.stdout.write(output);
    if (code === SKIPPED) throw new Skip(output.trim().split('\n').at(-1));
    if (code !== 0) throw new Problem('A workflow of a delivery has a fault.');
  },
  'Policies over the Terraform example': () => run('node', ['checks/terraform.mjs'], { show: true }),
  'Terraform itself takes the example': async () => {
    const output = join(ROOT, '.cache/orders-terraform');
    await run('npx', ['tsx', 'main.ts'], {
      cwd: join(ROOT, 'examples/orders-terraform'),
      env: { CDKTF_OUTDIR: output },
    });
    const { code, output: said } = await run(
      'node',
      ['test/terraform/provider/check.mjs', join(output, 'stacks/orders')],
      { allowFailure: true },
    );
    process.stdout.write(said);
    if (code === SKIPPED) throw new Skip(said);
    if (code !== 0) throw new Problem('Terraform refuses what examples/orders-terraform writes.');
  },
  'Quickstart, twice: the second changes nothing': async () => {
    try {
      await run('node', ['--no-warnings', 'scripts/quickstart.mjs']);
      const { output } = await run('node', ['--no-warnings', 'scripts/quickstart.mjs']);
      if (!output.includes('Nothing has changed since the last run'))
        throw new Problem(`The second run changed something:\n${output}`);
    } finally {
      await run('node', ['emulator/emulator.mjs', 'stop'], { allowFailure: true });
    }
  },
};

await main(async () => {
  await installPackages();
  await build();
  const suites = [];
  for (const [name, gate] of Object.entries(GATES)) {
    const outcome = await step(name, gate).then(
      () => 'passed',
      error => {
        process.stdout.write(`${error instanceof Problem || error instanceof Skip ? error.message : error.stack}\n`);
        return error instanceof Skip ? 'skipped' : 'failed';
      },
    );
    suites.push({ name, passed: 0, failed: 0, skipped: 0, [outcome]: 1 });
  }
  record('checks', suites);
});

/** What git sees as changed, with its content. */
async function state() {
  return (
    (await run('git', ['diff', 'HEAD'])).output +
    (await run('git', ['status', '--porcelain', '--untracked-files=all'])).output
  );
}

/** @param {string} before @param {string} hint */
async function unchanged(before, hint) {
  if ((await state()) === before) return;
  throw new Problem(`${hint}\n${(await run('git', ['diff', '--stat'])).output}`);
}

/** What npm would publish, packed once. */
async function pack() {
  if (tarball) return tarball;
  rmSync(PACKAGE, { recursive: true, force: true });
  mkdirSync(PACKAGE, { recursive: true });
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', PACKAGE]);
  tarball = join(
    PACKAGE,
    readdirSync(PACKAGE).find(file => file.endsWith('.tgz')),
  );
  return tarball;
}
