// Measures goldenpath/terraform, as it is packed, beside the same resources written by hand with cdktf. See README.md.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, cpus, platform, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { difference, median, spread, table } from './statistics.mjs';

const OURS = 'terraform-goldenpath';
const THEIRS = 'terraform-by-hand';

/** How much more CPU than by hand, at every size. */
const GOAL = 1.15;

const { values: options } = parseArgs({
  options: {
    services: { type: 'string', default: '1,100,500' },
    rounds: { type: 'string' },
    package: { type: 'string', default: fileURLToPath(new URL('..', import.meta.url)) },
    check: { type: 'boolean', default: false },
  },
});
const sizes = options.services.split(',').map(Number);
const roundsOf = services => Number(options.rounds ?? (services >= 500 ? 3 : services >= 100 ? 5 : 7));

const here = name => fileURLToPath(new URL(name, import.meta.url));
if (!existsSync(join(options.package, 'lib/terraform.js'))) {
  console.error('There is no lib/terraform.js: compile first (npx projen compile).');
  process.exit(1);
}

const folder = mkdtempSync(join(tmpdir(), 'bench-terraform-'));
try {
  install();
  const runs = measure();
  report(runs);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The package as users get it, in a folder of its own with cdktf and without AWS CDK. */
function install() {
  const npm = (...args) =>
    execFileSync('npm', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const [{ filename }] = JSON.parse(npm('pack', options.package, '--ignore-scripts', '--json'));
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  // Its peers are linked below: those that it is developed with.
  npm('install', `./${filename}`, '--ignore-scripts', '--legacy-peer-deps', '--offline', '--no-audit', '--no-fund');
  for (const peer of ['cdktf', '@cdktf', 'constructs'])
    symlinkSync(here(`../node_modules/${peer}`), join(folder, 'node_modules', peer));
  mkdirSync(join(folder, 'arms'));
  for (const file of [
    'measure-terraform.cjs',
    'arms/scenario.cjs',
    `arms/${OURS}.cjs`,
    `arms/${THEIRS}.cjs`,
    `arms/${THEIRS}`,
  ]) {
    cpSync(here(file), join(folder, file), { recursive: true });
  }
}

/** The arms take turns, so that whatever else the machine does meets both alike. */
function measure() {
  const child = (arm, services) =>
    JSON.parse(
      execFileSync(process.execPath, ['measure-terraform.cjs', arm, String(services)], {
        cwd: folder,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'inherit'],
      }),
    );
  const runs = {};
  for (const services of sizes) {
    const rounds = roundsOf(services);
    for (let round = 1; round <= rounds; round++) {
      // Nobody is always the second.
      for (const arm of round % 2 ? [OURS, THEIRS] : [THEIRS, OURS]) {
        process.stderr.write(`\r${services} services, round ${round} of ${rounds}: ${arm.padEnd(20)}`);
        ((runs[services] ??= {})[arm] ??= []).push(child(arm, services));
      }
    }
    compare(services, runs[services]);
  }
  process.stderr.write('\r'.padEnd(70) + '\r');
  return runs;
}

/** Both arms say the same: or nothing that is measured means anything. */
function compare(services, { [OURS]: [ours], [THEIRS]: [theirs] }) {
  for (const what of ['types', 'arguments']) {
    const found = difference(ours[what], theirs[what]);
    if (found.length === 0) continue;
    const list = found.map(({ type, ours: a, theirs: b }) => `  ${type}: ${a} in goldenpath, ${b} by hand`).join('\n');
    throw new Error(
      `The arms differ at ${services} services.\n${list}\n  to do: write arms/${THEIRS} as goldenpath renders it now.`,
    );
  }
}

function report(runs) {
  const both = [OURS, THEIRS];
  const medians = {};
  const ratios = {};
  const goals = [];
  for (const services of sizes) {
    medians[services] = Object.fromEntries(
      both.map(arm => {
        const middle = key => median(runs[services][arm].map(run => run[key]));
        const { resources } = runs[services][arm][0];
        return [
          arm,
          {
            resources,
            ...Object.fromEntries(['cpu', 'load', 'construct', 'synth', 'memory'].map(key => [key, middle(key)])),
          },
        ];
      }),
    );
    const pairs = key =>
      spread(runs[services][OURS].map((run, round) => run[key] / runs[services][THEIRS][round][key]));
    ratios[services] = Object.fromEntries(
      ['cpu', 'load', 'construct', 'synth', 'memory'].map(key => [key, pairs(key)]),
    );
    const { median: ratio } = ratios[services].cpu;
    goals.push({
      text: `at most ${GOAL} times the CPU of the same by hand at ${services}: ${ratio.toFixed(2)}`,
      kept: ratio <= GOAL,
    });
  }

  console.log('\n## CPU and memory, medians\n');
  console.log(
    table(
      ['services', 'arm', 'resources', 'CPU s', 'load', 'construct', 'synth', 'peak MiB', 'rounds'],
      sizes.flatMap(services =>
        both.map(arm => {
          const { resources, cpu, load, construct, synth, memory } = medians[services][arm];
          return [
            services,
            arm.replace('terraform-', ''),
            resources,
            ...[cpu, load, construct, synth].map(value => value.toFixed(2)),
            Math.round(memory),
            runs[services][arm].length,
          ];
        }),
      ),
    ),
  );
  console.log('\n## How much goldenpath takes of what it takes by hand, medians of the pairs (least-most)\n');
  const shown = ({ median: middle, least, most }) => `${middle.toFixed(2)} (${least.toFixed(2)}-${most.toFixed(2)})`;
  console.log(
    table(
      ['services', 'CPU in all', 'load', 'construct', 'synth', 'peak memory'],
      sizes.map(services => [
        services,
        ...['cpu', 'load', 'construct', 'synth', 'memory'].map(key => shown(ratios[services][key])),
      ]),
    ),
  );
  console.log('\n## Goals\n');
  for (const { text, kept } of goals) console.log(`- ${kept ? 'kept' : 'MISSED'}: ${text}`);

  const { version: cdktf } = createRequire(import.meta.url)('cdktf/package.json');
  const machine = {
    processors: cpus().length,
    memoryGib: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${arch()}`,
    node: process.versions.node,
    cdktf,
  };
  console.log(
    `\n${machine.processors} processors, ${machine.memoryGib} GiB, ${machine.system}, Node ${machine.node}, cdktf ${machine.cdktf}.`,
  );
  writeFileSync(
    here('terraform-results.json'),
    `${JSON.stringify({ machine, medians, ratios, goals, runs }, undefined, 2)}\n`,
  );
  if (options.check && goals.some(({ kept }) => !kept)) process.exitCode = 1;
}
