// One measurement on Terraform, in a process of its own: loads an arm, constructs and synthesises it, and prints what that cost.
// Usage: node measure-terraform.cjs <arm> <services>
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const [, , arm, services] = process.argv;
const seconds = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-'));
try {
  const { build } = require(`./arms/${arm}.cjs`);
  const { App } = require('cdktf');
  const loaded = seconds();
  const app = new App({ outdir });
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
  fs.rmSync(outdir, { recursive: true, force: true });
}

/** What stands in the written configurations: resources by type, and how often each argument is given. */
function written() {
  const types = {};
  const given = {};
  const count = (where, key) => (where[key] = (where[key] ?? 0) + 1);
  let resources = 0;
  for (const stack of fs.readdirSync(path.join(outdir, 'stacks'))) {
    const { resource } = JSON.parse(fs.readFileSync(path.join(outdir, 'stacks', stack, 'cdk.tf.json'), 'utf8'));
    for (const [type, instances] of Object.entries(resource)) {
      for (const instance of Object.values(instances)) {
        count(types, type);
        resources++;
        for (const argument of Object.keys(instance))
          if (!['//', 'tags'].includes(argument)) count(given, `${type}.${argument}`);
      }
    }
  }
  return { resources, types, arguments: given };
}
