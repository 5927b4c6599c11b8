// Measures construction and synthesis of goldenpath beside the same resources written by hand. See README.md.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, cpus, platform, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { difference, median, spread, table } from './statistics.mjs';

const { values: options } = parseArgs({
  options: {
    scenario: { type: 'string', default: 'service,all' },
    arms: { type: 'string' },
    services: { type: 'string' },
    rounds: { type: 'string' },
    flags: { type: 'string', default: 'recommended' },
    check: { type: 'boolean', default: false },
  },
});

const SCENARIOS = {
  service: {
    title: 'A service with its database',
    arms: ['goldenpath', 'l2', 'ecs-patterns'],
    file: arm => arm,
    services: [1, 100, 500],
  },
  // 300 of them are 36,948 resources: half as much again as 500 services with their databases.
  all: { title: 'All capabilities', arms: ['goldenpath', 'l2'], file: arm => `${arm}-all`, services: [1, 100, 300] },
};
const scenarios = options.scenario.split(',');
for (const name of scenarios) {
  if (SCENARIOS[name]) continue;
  console.error(`There is no scenario '${name}'. There are: ${Object.keys(SCENARIOS).join(', ')}.`);
  process.exit(1);
}
const sizesOf = name => options.services?.split(',').map(Number) ?? SCENARIOS[name].services;
const roundsOf = services => Number(options.rounds ?? (services >= 300 ? 3 : 5));

/** How much faster per resource than hand-written L2s, from 100 services on. */
const SPEED_GOAL = 1.7;
/** CPU milliseconds that importing goldenpath may add to importing CDK. */
const IMPORT_GOAL = 80;
/** How much more a resource may cost at the largest size than at the one before. */
const GROWTH_LIMIT = 1.2;

const here = name => fileURLToPath(new URL(name, import.meta.url));
const library = process.env.GOLDENPATH_LIB ?? here('../lib');
if (!existsSync(library)) {
  console.error('There is no lib/: compile first (npx projen compile).');
  process.exit(1);
}
const environment = {
  ...process.env,
  GOLDENPATH_LIB: library,
  CDK_VALIDATION: 'false',
  JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '1',
};
const child = (...args) =>
  JSON.parse(
    execFileSync(process.execPath, args.map(String), {
      env: environment,
      cwd: here('.'),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  );

const seconds = value => value.toFixed(2);
const perResource = run => (run.cpu / run.resources) * 1000;
const shown = ({ median: middle, least, most }) => `${middle.toFixed(2)} (${least.toFixed(2)}-${most.toFixed(2)})`;
const goals = [];
const goal = (text, kept) => goals.push({ text, kept });

const results = {};
for (const name of scenarios) {
  const { title, arms: all } = SCENARIOS[name];
  const arms = all.filter(arm => !options.arms || options.arms.split(',').includes(arm));
  const sizes = sizesOf(name);
  const runs = measure(name, sizes, arms);
  console.log(`\n## ${title}`);
  results[name] = { ...compared(title, sizes, arms, runs), runs };
}

/** The arms take turns, so that whatever else the machine does meets all of them alike. */
function measure(name, sizes, arms) {
  const runs = {};
  for (const services of sizes) {
    const rounds = roundsOf(services);
    for (let round = 1; round <= rounds; round++) {
      for (const arm of arms) {
        process.stderr.write(`\r${name}: ${services} services, round ${round} of ${rounds}: ${arm.padEnd(14)}`);
        ((runs[services] ??= {})[arm] ??= []).push(
          child('measure.cjs', SCENARIOS[name].file(arm), services, options.flags),
        );
      }
    }
  }
  process.stderr.write('\r'.padEnd(70) + '\r');
  return runs;
}

/** Prints what one scenario gave, and notes its goals. */
function compared(title, sizes, arms, runs) {
  const medians = {};
  for (const services of sizes) {
    medians[services] = Object.fromEntries(
      arms.map(arm => {
        const all = runs[services][arm];
        const middle = key => median(all.map(run => run[key]));
        return [
          arm,
          {
            cpu: middle('cpu'),
            load: middle('load'),
            construct: middle('construct'),
            synth: middle('synth'),
            memory: middle('memory'),
            resources: all[0].resources,
            perResource: median(all.map(perResource)),
          },
        ];
      }),
    );
  }
  console.log('\n### CPU and memory, medians\n');
  console.log(
    table(
      ['services', 'arm', 'resources', 'CPU s', 'load', 'construct', 'synth', 'ms per resource', 'peak MiB', 'rounds'],
      sizes.flatMap(services =>
        arms.map(arm => {
          const m = medians[services][arm];
          return [
            services,
            arm,
            m.resources,
            seconds(m.cpu),
            seconds(m.load),
            seconds(m.construct),
            seconds(m.synth),
            m.perResource.toFixed(3),
            Math.round(m.memory),
            runs[services][arm].length,
          ];
        }),
      ),
    ),
  );

  const growth = {};
  const [before, largest] = sizes.slice(-2);
  if (largest > before) {
    for (const arm of arms) growth[arm] = medians[largest][arm].perResource / medians[before][arm].perResource;
    console.log(`\n### What a resource costs at ${largest} services, where it is 1 at ${before}\n`);
    console.log(
      table(
        ['arm', 'growth'],
        arms.map(arm => [arm, growth[arm].toFixed(2)]),
      ),
    );
  }
  const peers = arms.filter(arm => arm !== 'goldenpath');
  if (peers.length === arms.length) return { medians, growth };

  const ratios = {};
  for (const services of sizes) {
    for (const arm of peers) {
      const pairs = value =>
        runs[services][arm].map((run, round) => value(run) / value(runs[services].goldenpath[round]));
      const phase = key => spread(pairs(run => run[key]));
      (ratios[services] ??= {})[arm] = {
        perResource: spread(pairs(perResource)),
        whole: phase('cpu'),
        construct: phase('construct'),
        synth: phase('synth'),
        memory: phase('memory'),
      };
    }
    const toL2 = ratios[services].l2?.perResource.median;
    if (services >= 100 && toL2)
      goal(
        `${title}: at least ${SPEED_GOAL} times as fast per resource as hand-written L2s at ${services}: ${toL2.toFixed(2)}`,
        toL2 >= SPEED_GOAL,
      );
  }
  if (largest >= 100 && before >= 100)
    goal(
      `${title}: a resource costs at most ${GROWTH_LIMIT} times as much at ${largest} as at ${before}: ${growth.goldenpath.toFixed(2)}`,
      growth.goldenpath <= GROWTH_LIMIT,
    );
  console.log('\n### How much more than goldenpath, medians of the pairs (least-most)\n');
  console.log(
    table(
      ['services', 'arm', 'CPU per resource', 'CPU in all', 'construct', 'synth', 'peak memory'],
      sizes.flatMap(services =>
        peers.map(arm => [
          services,
          arm,
          ...['perResource', 'whole', 'construct', 'synth', 'memory'].map(key => shown(ratios[services][arm][key])),
        ]),
      ),
    ),
  );

  const differences = {};
  const [ours] = runs[sizes[0]].goldenpath;
  const rows = peers
    .filter(arm => arm !== 'ecs-patterns')
    .flatMap(arm => {
      const [theirs] = runs[sizes[0]][arm];
      differences[arm] = {
        service: difference(ours.stackTypes, theirs.stackTypes),
        network: difference(ours.networkTypes, theirs.networkTypes),
      };
      return Object.entries(differences[arm]).flatMap(([where, list]) =>
        list.map(({ type, ours: a, theirs: b }) => [arm, where, type, a, b]),
      );
    });
  console.log("\n### Resource types whose numbers differ from goldenpath's; all others are equal\n");
  console.log(rows.length ? table(['arm', 'stack of', 'type', 'goldenpath', 'arm has'], rows) : 'None.');
  return { medians, ratios, growth, differences };
}

// Cold imports, in pairs.
const IMPORT_ROUNDS = 15;
const imports = Array.from({ length: IMPORT_ROUNDS }, () => ({
  cdk: child('import-cost.cjs', 'aws-cdk-lib'),
  goldenpath: child('import-cost.cjs', library),
}));
const more = key => spread(imports.map(({ cdk, goldenpath }) => goldenpath[key] - cdk[key]));
const importCost = {
  cpu: more('cpu'),
  wall: more('wall'),
  cdk: median(imports.map(({ cdk }) => cdk.cpu)),
  goldenpath: median(imports.map(({ goldenpath }) => goldenpath.cpu)),
};
console.log('\n## Importing goldenpath rather than aws-cdk-lib alone, milliseconds\n');
console.log(
  table(
    ['', 'more (least-most)'],
    ['cpu', 'wall'].map(key => [
      key,
      `${importCost[key].median.toFixed(0)} (${importCost[key].least.toFixed(0)}-${importCost[key].most.toFixed(0)})`,
    ]),
  ),
);
goal(
  `importing adds less than ${IMPORT_GOAL} ms of CPU: ${importCost.cpu.median.toFixed(0)}`,
  importCost.cpu.median < IMPORT_GOAL,
);

console.log('\n## Goals\n');
for (const { text, kept } of goals) console.log(`- ${kept ? 'kept' : 'MISSED'}: ${text}`);

const versionOf = name =>
  JSON.parse(readFileSync(createRequire(import.meta.url).resolve(`${name}/package.json`), 'utf8')).version;
const machine = {
  processors: cpus().length,
  memoryGib: Math.round(totalmem() / 2 ** 30),
  system: `${platform()} ${arch()}`,
  node: process.versions.node,
  cdk: versionOf('aws-cdk-lib'),
  flags: options.flags,
};
console.log(
  `\n${machine.processors} processors, ${machine.memoryGib} GiB, ${machine.system}, Node ${machine.node}, aws-cdk-lib ${machine.cdk}, feature flags: ${machine.flags}.`,
);
console.log('\nThe same on Terraform: npm run bench:terraform');
writeFileSync(here('results.json'), `${JSON.stringify({ machine, ...results, importCost, goals }, undefined, 2)}\n`);
if (options.check && goals.some(({ kept }) => !kept)) process.exitCode = 1;
