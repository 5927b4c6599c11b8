// One measurement, in a process of its own: loads an arm, constructs and synthesises it, and prints what that cost.
// Usage: node measure.cjs <arm> <services> <flags: recommended | none>
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const [, , arm, services, flags] = process.argv;
const seconds = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

// Whoever wants to read the assembly gives a place for it.
const kept = process.env.BENCH_OUT;
const outdir = kept ?? fs.mkdtempSync(path.join(os.tmpdir(), 'bench-'));
try {
  const { build } = require(`./arms/${arm}.cjs`);
  const { App } = require('aws-cdk-lib');
  // What `cdk init` writes into a new project's cdk.json.
  const context = flags === 'recommended' ? require('aws-cdk-lib/recommended-feature-flags.json') : undefined;
  const loaded = seconds();
  const app = new App({ outdir, context });
  build(app, Number(services));
  const constructed = seconds();
  app.synth();
  const cpu = seconds();
  const memory = process.resourceUsage().maxRSS / 1024;
  // Everything from here on is not measured.
  process.stdout.write(
    JSON.stringify({
      cpu,
      load: loaded,
      construct: constructed - loaded,
      synth: cpu - constructed,
      memory,
      ...written(),
    }),
  );
} finally {
  if (!kept) fs.rmSync(outdir, { recursive: true, force: true });
}

/** The resources in the written templates, by type: those of one service's stack, and all of them. */
function written() {
  const stackTypes = {};
  const networkTypes = {};
  let resources = 0;
  for (const file of fs.readdirSync(outdir).filter(name => name.endsWith('.template.json'))) {
    const template = JSON.parse(fs.readFileSync(path.join(outdir, file), 'utf8'));
    const types = file.startsWith('Network') ? networkTypes : stackTypes;
    for (const { Type: type } of Object.values(template.Resources)) {
      types[type] = (types[type] ?? 0) + 1;
      resources++;
    }
  }
  return { resources, stackTypes, networkTypes };
}
