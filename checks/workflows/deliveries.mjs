/**
 * The workflows of deliveries of many forms: an app for each, synthesised, and what `goldenpath delivery write` makes
 * of its assembly. Run by tsx, which maps the package's name to its sources.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { filesOf } from '../../cli/src/delivery/files.ts';
import { readDelivery } from '../../cli/src/delivery/read.ts';
import { pairwise } from './pairs.mjs';

const goldenpath = await import('goldenpath');
const { Approval, Environment, EnvironmentTier, GitHubRepository, GoldenPath, GoldenPathDelivery, Patch } =
  /** @type {any} */ (goldenpath).default ?? goldenpath;

const { DEVELOPMENT, STAGING, PRODUCTION } = EnvironmentTier;
const region = 'eu-west-1';
/** @param {App} app @param {string} name @param {string} tier @param {string} account @param {any} [more] */
const entry = (app, name, tier, account, more) => ({
  environment: new Environment(app, name, { tier, account, region }),
  ...more,
});
/** @param {string} step */
const role = step => `arn:aws:iam::222222222222:role/platform/${step}`;

/** What changes the form of a workflow. Each value is a name, and what it adds to the props or to the path. */
const OPTIONS = {
  environments: ['three', 'one', 'promoted', 'nobody is asked', 'roles of their own'],
  previews: ['none', 'of requests', 'with an environment of the forge'],
  folder: ['repository', 'monorepo'],
  branch: ['main', 'release/2026'],
  attest: [false, true],
  drift: ['nightly', 'none', 'at two hours'],
  commands: ['npm', 'without tests', 'pnpm, with quotes'],
  escapes: ['none', 'some'],
};

/** @type {Record<string, (app: App) => any[]>} */
const ENVIRONMENTS = {
  three: app => [
    entry(app, 'dev', DEVELOPMENT, '111111111111'),
    entry(app, 'staging', STAGING, '111111111111'),
    entry(app, 'production', PRODUCTION, '222222222222'),
  ],
  one: app => [entry(app, 'dev-1', DEVELOPMENT, '111111111111')],
  promoted: app => [
    entry(app, 'dev', DEVELOPMENT, '111111111111'),
    entry(app, 'staging', STAGING, '111111111111', { approval: Approval.promotion() }),
    entry(app, 'production', PRODUCTION, '222222222222', { approval: Approval.promotion() }),
  ],
  'nobody is asked': app => [
    entry(app, 'dev', DEVELOPMENT, '111111111111'),
    entry(app, 'production', PRODUCTION, '222222222222', { approval: Approval.none("it's a tool of our own") }),
  ],
  'roles of their own': app => [
    entry(app, 'dev', DEVELOPMENT, '222222222222', {
      deployRoleArn: role('deploy'),
      diffRoleArn: role('diff'),
      driftRoleArn: role('drift'),
      bootstrapQualifier: 'acme1',
    }),
  ],
};
/** @type {Record<string, any>} */
const COMMANDS = {
  'without tests': { test: '' },
  'pnpm, with quotes': {
    install: 'pnpm install --frozen-lockfile',
    tools: 'pnpm install --frozen-lockfile --ignore-scripts',
    test: `pnpm test --reporter 'dot' && echo "a: b # c"`,
    synth: 'pnpm exec cdk synth --quiet',
  },
};

/** @param {any} choice @param {string} outdir */
function synthesise(choice, outdir) {
  const app = new App({ outdir, analyticsReporting: false });
  const defaults = choice.drift === 'none' ? { 'delivery.driftSchedule': null } : {};
  new GoldenPath({ organization: 'acme', owner: 'platform', defaults }).attachTo(app);
  const environments = ENVIRONMENTS[choice.environments](app);
  const delivery = new GoldenPathDelivery(app, 'Delivery', {
    repository: GitHubRepository.of({ owner: 'acme', ownerId: 1, name: 'orders', id: 2 }),
    environments,
    branch: choice.branch,
    attest: choice.attest,
    ...(choice.drift === 'at two hours' ? { driftSchedule: '17 3,15 * * MON-FRI' } : {}),
    ...(choice.folder === 'monorepo' ? { directory: 'apps/orders', paths: ['packages/**'] } : {}),
    ...(choice.commands in COMMANDS ? { commands: COMMANDS[choice.commands] } : {}),
    ...(choice.previews === 'none' ? {} : { previews: previewsIn(environments, choice) }),
  });
  if (choice.escapes === 'some') {
    delivery.escape('deliver.yml', Patch.property('jobs.build.timeout-minutes', 20), { reason: 'our tests are fast' });
    delivery.escape('deploy.yml', Patch.property('env', { NODE_OPTIONS: '--max-old-space-size=4096' }), {
      reason: 'our app is large',
      reviewBy: '2099-01-01',
    });
  }
  app.synth();
}

/** @param {any[]} environments @param {any} choice */
function previewsIn([{ environment }], { previews }) {
  return { environment, ...(previews === 'of requests' ? {} : { forgeEnvironment: 'preview' }) };
}

/**
 * Writes repositories with the workflows of every combination.
 *
 * @param {string} folder
 * @returns {Promise<{ repository: string, files: string[], choice: string }[]>}
 */
async function writeAll(folder) {
  const written = [];
  for (const [i, choice] of pairwise(OPTIONS).entries()) {
    // actionlint takes a folder for inside another one whose name its own begins with.
    const repository = join(folder, String(i).padStart(3, '0'));
    const assembly = join(folder, 'assemblies', String(i));
    synthesise(choice, assembly);
    const texts = Object.entries(filesOf(await readDelivery(assembly)));
    // A repository, as far as what checks workflows looks for one.
    mkdirSync(join(repository, '.git'), { recursive: true });
    const files = texts.map(([name, text]) => {
      const file = join(repository, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
      return file;
    });
    written.push({ repository, files, choice: Object.values(choice).join(', ') });
  }
  return written;
}

const [folder] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
// In no repository: whether files are stale is not the question.
process.chdir(folder);
process.stdout.write(JSON.stringify(await writeAll(folder)));
