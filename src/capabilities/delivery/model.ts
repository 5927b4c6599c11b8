import { createHash } from 'crypto';
import { roleNameOf } from './check';
import { DeliveryDecisions } from './decisions';
import { DeliveryEnvironmentOptions, GoldenPathDeliveryProps } from './props';
import { PipelineStep } from '../../parts/pipeline-roles/step';
import { isGiven, Refuse } from '../../support/input';
import { PACKAGE_VERSION } from '../../support/package-version';
import { partitionOf } from '../../support/partitions';

/** The type of the metadata that the CLI looks for. */
export const DELIVERY_METADATA = 'goldenpath:delivery';

/** A change of a workflow, as the model has it. */
export interface ModelEscape {
  readonly file: string;
  readonly operation: string;
  readonly path: string;
  readonly value?: any;
  readonly reason: string;
  readonly owner?: string;
  readonly since?: string;
  readonly reviewBy?: string;
}

/** What is decided for one environment. */
export interface DecidedEnvironment {
  readonly options: DeliveryEnvironmentOptions;
  readonly approval: string;
}

/** What the model is made from. */
export interface Decided {
  readonly props: GoldenPathDeliveryProps;
  readonly choices: DeliveryDecisions;
  readonly environments: readonly DecidedEnvironment[];
  readonly escapes: readonly ModelEscape[];
}

/** The delivery as data: schema/delivery-1.schema.json. */
export function modelOf({ props, choices, environments, escapes }: Decided, refuse: Refuse) {
  const { repository, directory, paths, commands, previews } = props;
  const app = appNameOf(props);
  return {
    deliveryVersion: '1',
    packageVersion: PACKAGE_VERSION,
    app,
    prefix: directory ? `${app.toLowerCase()}-` : '',
    repository: {
      forge: 'github',
      owner: repository.owner,
      name: repository.name,
      ownerId: String(repository.ownerId),
      id: String(repository.id),
      defaultBranch: props.branch ?? 'main',
    },
    directory: directory ?? '.',
    paths: paths ?? [],
    commands: {
      install: commands?.install ?? 'npm ci',
      tools: commands?.tools ?? 'npm ci --ignore-scripts',
      test: (commands?.test ?? 'npm test') || undefined,
      synth: commands?.synth ?? 'npx --no cdk synth --quiet',
    },
    nodeVersion: choices.nodeVersion,
    runner: choices.runner,
    timeoutMinutes: choices.timeoutMinutes,
    retentionDays: choices.assemblyRetentionDays,
    requestRetentionDays: choices.requestRetentionDays,
    attest: choices.attest,
    environments: environments.map(each => environmentOf(each, repository.name, refuse)),
    drift: choices.driftSchedule === null ? undefined : { schedule: choices.driftSchedule },
    preview: isGiven(previews) ? previewOf(props, refuse) : undefined,
    escapes,
  };
}

export type DeliveryModel = ReturnType<typeof modelOf>;

/** The names of the files that are written from a model, as an escape names them. */
export function filesOf({ drift, preview }: Pick<DeliveryModel, 'drift' | 'preview'>): string[] {
  const always = ['deliver.yml', 'deploy.yml', 'promote.yml'];
  return [...always, ...(drift ? ['drift.yml'] : []), ...(preview ? ['preview.yml'] : [])];
}

/** The digest that stands in the first line of each file. */
export function digestOf(model: DeliveryModel): string {
  return createHash('sha256').update(JSON.stringify(model)).digest('hex');
}

function appNameOf({ appName, directory, repository }: GoldenPathDeliveryProps): string {
  const name = appName ?? directory?.split('/').pop() ?? repository.name;
  return name
    .replace(/[^A-Za-z0-9-]+/g, '-')
    .replace(/^[^A-Za-z]+/, '')
    .slice(0, 63);
}

function environmentOf({ options, approval }: DecidedEnvironment, repository: string, refuse: Refuse) {
  const { environment, deployRoleArn, diffRoleArn, driftRoleArn } = options;
  const { environmentName, tier } = environment;
  const role = (step: PipelineStep, given?: string) =>
    given ?? arnOf(options, roleNameOf(environmentName, repository, step, refuse));
  return {
    name: environmentName,
    tier,
    ...targetOf(options, `${environment.node.path}/*`),
    approval,
    roles: {
      deploy: role('deploy', deployRoleArn ?? undefined),
      diff: role('diff', diffRoleArn ?? undefined),
      drift: role('drift', driftRoleArn ?? undefined),
    },
  };
}

function previewOf({ previews, environments, repository }: GoldenPathDeliveryProps, refuse: Refuse) {
  const { environment, stacks, contextKey, forgeEnvironment, roleArn } = previews!;
  const options = environments.find(each => each.environment === environment)!;
  return {
    environment: environment.environmentName,
    ...targetOf(options, stacks ?? 'Preview/*'),
    contextKey: contextKey ?? 'preview',
    forgeEnvironment: forgeEnvironment ?? undefined,
    roleArn: roleArn ?? arnOf(options, roleNameOf(environment.environmentName, repository.name, 'preview', refuse)),
  };
}

/** Where stacks stand, and the role of the CDK's bootstrap that may read them. */
function targetOf(options: DeliveryEnvironmentOptions, stacks: string) {
  const { environment, bootstrapQualifier } = options;
  const { account, region } = environment;
  const lookup = `cdk-${bootstrapQualifier ?? 'hnb659fds'}-lookup-role-${account}-${region}`;
  return { account: account!, region: region!, stacks, lookupRoleArn: arnOf(options, lookup) };
}

function arnOf({ environment: { account, region } }: DeliveryEnvironmentOptions, role: string): string {
  return `arn:${partitionOf(region!)}:iam::${account}:role/${role}`;
}
