// Deliveries of every form: what writes workflows must write right ones for each.
import type { Approval, DeliveryModel, DeliveryPreview } from '../src/delivery/model.ts';

const REPOSITORY = {
  forge: 'github',
  owner: 'acme',
  ownerId: '1',
  name: 'orders',
  id: '2',
  defaultBranch: 'main',
} as const;

const ENVIRONMENTS = [
  { name: 'dev', tier: 'development', account: '111111111111' },
  { name: 'staging', tier: 'staging', account: '111111111111' },
  { name: 'production', tier: 'production', account: '222222222222' },
] as const;

export const role = (account: string, environment: string, step: string): string =>
  `arn:aws:iam::${account}:role/goldenpath-${environment}-orders-${step}`;
const lookupRole = (account: string): string =>
  `arn:aws:iam::${account}:role/cdk-hnb659fds-lookup-role-${account}-eu-west-1`;

/** A delivery of three environments, with other values where they are given. */
export function modelOf(other: Partial<DeliveryModel> = {}, approvals: readonly Approval[] = []): DeliveryModel {
  return {
    deliveryVersion: '1',
    packageVersion: '0.0.0',
    app: 'orders',
    prefix: '',
    repository: REPOSITORY,
    directory: '.',
    paths: [],
    commands: {
      install: 'npm ci',
      tools: 'npm ci --ignore-scripts',
      test: 'npm test',
      synth: 'npx --no cdk synth --quiet',
    },
    nodeVersion: '22',
    runner: 'ubuntu-24.04',
    timeoutMinutes: 60,
    retentionDays: 90,
    attest: false,
    environments: ENVIRONMENTS.map(({ name, tier, account }, i) => ({
      name,
      tier,
      account,
      region: 'eu-west-1',
      stacks: `${name[0]!.toUpperCase()}${name.slice(1)}/*`,
      lookupRoleArn: lookupRole(account),
      approval: approvals[i] ?? 'none',
      roles: {
        deploy: role(account, name, 'deploy'),
        diff: role(account, name, 'diff'),
        drift: role(account, name, 'drift'),
      },
    })),
    drift: { schedule: '17 3 * * *' },
    escapes: [],
    ...other,
  };
}

export const PREVIEW: DeliveryPreview = {
  environment: 'dev',
  account: '111111111111',
  region: 'eu-west-1',
  stacks: 'Preview/*',
  lookupRoleArn: lookupRole('111111111111'),
  contextKey: 'preview',
  forgeEnvironment: 'preview',
  roleArn: role('111111111111', 'dev', 'preview'),
};

const MONOREPO: Partial<DeliveryModel> = { directory: 'apps/orders', paths: ['packages/**'], prefix: 'orders-' };

/** Every combination of what changes the form of a workflow, by name. */
export function everyModel(): Map<string, DeliveryModel> {
  const options: ReadonlyArray<
    ReadonlyArray<readonly [name: string, change: (model: DeliveryModel) => DeliveryModel]>
  > = [
    [
      ['straight', model => model],
      ['reviewers', model => withApprovals(model, ['none', 'none', 'reviewers'])],
      ['promotion', model => withApprovals(model, ['none', 'promotion', 'promotion'])],
      ['one environment', model => ({ ...model, environments: model.environments.slice(0, 1) })],
    ],
    [
      ['drift', model => model],
      ['no drift', ({ drift: _, ...model }) => model],
    ],
    [
      ['no previews', model => model],
      ['previews', model => ({ ...model, preview: PREVIEW })],
    ],
    [
      ['digest', model => model],
      ['attested', model => ({ ...model, attest: true })],
    ],
    [
      ['own repository', model => model],
      ['monorepo', model => ({ ...model, ...MONOREPO })],
    ],
    [
      ['tests', model => model],
      ['no tests', ({ commands: { test: _, ...commands }, ...model }) => ({ ...model, commands })],
    ],
  ];
  let found: ReadonlyArray<readonly [string[], DeliveryModel]> = [[[], modelOf()]];
  for (const choices of options) {
    found = found.flatMap(([names, model]) =>
      choices.map(([name, change]) => [[...names, name], change(model)] as const),
    );
  }
  return new Map(found.map(([names, model]) => [names.join(', '), model]));
}

function withApprovals(model: DeliveryModel, approvals: readonly Approval[]): DeliveryModel {
  return {
    ...model,
    environments: model.environments.map((each, i) => ({ ...each, approval: approvals[i]! })),
  };
}
