// Writes docs/capabilities.md: what each capability asks, decides, makes and costs, by tier, from a synthesis of its typical use.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { idleCost, magnitude, PRICE_PAGES, PRICES_OF } from './idle-cost';
import { capabilityModule } from '../src/engines/aws/capability-modules.generated';
import { DecidedBy } from '../src/path/decision';
import { Edition } from '../src/path/edition';
import { GoldenPath } from '../src/path/golden-path';
import { EnvironmentTier, TIERS } from '../src/path/tier';

interface Seen {
  readonly tier: EnvironmentTier;
  readonly asked: string[];
  readonly decided: number;
  readonly slots: string[];
  readonly types: string[];
  readonly usd: number;
}

const { Network } = capabilityModule('network');
const capabilities = readdirSync('src/capabilities')
  .filter(id => existsSync(`src/capabilities/${id}/decisions.ts`))
  .sort();

/** The typical function bundles a file of its project: one like it. */
function inProject<T>(work: () => T): T {
  const [home, project] = [process.cwd(), mkdtempSync(join(tmpdir(), 'typical-'))];
  mkdirSync(join(project, 'src'));
  writeFileSync(join(project, 'src/signup.ts'), 'export const handler = async () => ({ statusCode: 202 });\n');
  symlinkSync(join(home, 'node_modules'), join(project, 'node_modules'));
  try {
    process.chdir(project);
    return work();
  } finally {
    process.chdir(home);
    rmSync(project, { recursive: true, force: true });
  }
}

/** A capability in its typical use, in an account and a region that are known, on a network that is there. */
function see(id: string, tier: EnvironmentTier): Seen {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the folders are known only now
  const { capability, typicalProps } = require(`../src/capabilities/${id}/decisions`);
  const env = { account: '111122223333', region: 'us-east-1' };
  const app = new App();
  const path = { organization: 'acme', owner: 'platform', edition: Edition.V2026_12, tier };
  const foundation = new Stack(app, 'Foundation', { env });
  new GoldenPath(path).attachTo(foundation);
  const network = new Network(foundation, 'Network', {});
  new GoldenPath({ ...path, network }).attachTo(app);
  const Capability = capabilityModule(id)[capability.construct];
  const made = new Capability(new Stack(app, 'Typical', { env }), capability.construct, {
    ...typicalProps,
    ...neighbours(typicalProps, foundation),
  });
  const resources = made.slots.map((slot: string) => made.resource(slot));
  const decided = Object.fromEntries(made.decisions.map(({ name, value }: any) => [name.split('.')[1], value]));
  const asked = made.decisions
    .filter(({ decidedBy }: any) => decidedBy === DecidedBy.APP_TEAM)
    .map(({ name }: any) => name.split('.')[1]);
  return {
    tier,
    asked,
    decided: made.decisions.length - asked.length,
    slots: made.slots,
    types: [...new Set<string>(resources.map((resource: any) => resource.cfnResourceType))],
    usd: idleCost(resources, decided),
  };
}

/** A prop that is named after a capability is one of it: the queue of a worker. */
function neighbours(props: object, scope: Stack): { [prop: string]: any } {
  return Object.fromEntries(
    Object.keys(props)
      .filter(prop => capabilities.includes(prop))
      .map(prop => {
        // eslint-disable-next-line @typescript-eslint/no-require-imports -- the folders are known only now
        const { capability, typicalProps } = require(`../src/capabilities/${prop}/decisions`);
        return [prop, new (capabilityModule(prop)[capability.construct])(scope, capability.construct, typicalProps)];
      }),
  );
}

function section(id: string): string[] {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the folders are known only now
  const { capability } = require(`../src/capabilities/${id}/decisions`);
  const seen = TIERS.map(tier => see(id, tier));
  const slots = [...new Set(seen.flatMap(each => each.slots))];
  const only = (slot: string) => {
    const tiers = seen.filter(each => each.slots.includes(slot)).map(({ tier }) => tier);
    return tiers.length === TIERS.length ? '' : ` (${tiers.join(', ')})`;
  };
  return [
    `## ${capability.construct}`,
    '',
    `${capability.summary} [What it decides, and why](../src/capabilities/${id}/README.md).`,
    '',
    '| tier | asked of the team | decided for it | resources | of types | USD a month, idle |',
    '|---|---|---:|---:|---:|---:|',
    ...seen.map(
      ({ tier, asked, decided, slots: { length }, types, usd }) =>
        `| ${tier} | ${asked.length ? `${asked.length}: ${asked.map(name => `\`${name}\``).join(', ')}` : 'nothing'} | ${decided} | ${length} | ${types.length} | ${magnitude(usd)} |`,
    ),
    '',
    `Slots: ${slots.map(slot => `\`${slot}\`${only(slot)}`).join(', ')}.`,
    '',
  ];
}

const sections = inProject(() => capabilities.flatMap(section));
writeFileSync(
  'docs/capabilities.md',
  [
    '<!-- Generated by projenrc/capabilities-page.ts from a synthesis of each capability. To change it, change them and run "npx projen docgen". -->',
    '# Capabilities',
    '',
    'What each capability asks of a team in its typical use, what it decides instead, what it makes, and what that costs while nobody uses it.',
    'Other props make other resources; who owns a thing is asked once and counts as no decision. A slot is the name of a resource, by which',
    '[the escape hatch](guides/escape-hatch.md) reaches it; with tiers behind it, it exists in these only.',
    '',
    `The costs are orders of magnitude: one digit, from list prices of us-east-1 as of ${PRICES_OF} (${Object.entries(
      PRICE_PAGES,
    )
      .map(([name, page]) => `[${name}](${page})`)
      .join(', ')}), without`,
    'data, requests, logs and metrics, which are billed by use, and without free tiers. A capability that needs a network is priced without it: one is shared by everything.',
    '',
    ...sections,
  ].join('\n'),
);
