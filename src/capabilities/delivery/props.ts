import { Approval } from './approval';
import { GitHubRepository } from '../../parts/pipeline-roles/repository';
import { IDeployableEnvironment } from '../../path/deployable-environment';

export { Approval } from './approval';

/** The props of a `GoldenPathDelivery`. */
export interface GoldenPathDeliveryProps {
  /** The repository that has the app. */
  readonly repository: GitHubRepository;
  /**
   * The branch that is delivered.
   *
   * @default 'main'
   */
  readonly branch?: string;
  /** The environments, in the order of their deployment. */
  readonly environments: DeliveryEnvironmentOptions[];
  /**
   * The team that answers for it.
   *
   * @default - the owner of the GoldenPath
   */
  readonly owner?: string;
  /**
   * The name of the app: letters, digits and hyphens.
   *
   * @default - the last part of `directory`; else the name of the repository
   */
  readonly appName?: string;
  /**
   * The folder of the app in the repository, `apps/orders`. Only what changes in it starts a delivery, and the names of
   * the workflows begin with the name of the app: a repository may have several.
   *
   * @default - the repository is the app's own
   */
  readonly directory?: string;
  /**
   * What else starts a delivery when it changes, as patterns: `packages/**`.
   *
   * @default - nothing
   */
  readonly paths?: string[];
  /**
   * The commands that build it.
   *
   * @default - those of npm
   */
  readonly commands?: DeliveryCommandOptions;
  /**
   * An environment for each pull request.
   *
   * @default - none
   */
  readonly previews?: DeliveryPreviewOptions;
  /**
   * When to look for drift, as cron in UTC: `17 3 * * *`.
   *
   * @default - every night
   */
  readonly driftSchedule?: string;
  /**
   * The minutes that a job may take: 5 to 60, because the credentials of a deployment last an hour.
   *
   * @default 60
   */
  readonly timeoutMinutes?: number;
  /**
   * The days for which an assembly can be promoted: 1 to 400.
   *
   * @default 90
   */
  readonly assemblyRetentionDays?: number;
  /**
   * Whether the assembly is attested, and the attestation verified before each deployment. It needs a public repository
   * or GitHub Enterprise Cloud.
   *
   * @default false
   */
  readonly attest?: boolean;
  /**
   * Whether synthesis fails when the workflows in the repository are missing or stale. Otherwise it warns.
   *
   * @default false
   */
  readonly failWhenStale?: boolean;
}

/** An environment of a delivery. */
export interface DeliveryEnvironmentOptions {
  /** The environment: a stage of the app with a name, a tier, an account and a region. */
  readonly environment: IDeployableEnvironment;
  /**
   * Who lets a deployment begin.
   *
   * @default - the reviewers in production, nobody elsewhere
   */
  readonly approval?: Approval;
  /**
   * The role that deploys.
   *
   * @default - `goldenpath-<environment>-<repository>-deploy` of its account
   */
  readonly deployRoleArn?: string;
  /**
   * The role that compares a pull request with what stands.
   *
   * @default - `goldenpath-<environment>-<repository>-diff` of its account
   */
  readonly diffRoleArn?: string;
  /**
   * The role that looks for drift.
   *
   * @default - `goldenpath-<environment>-<repository>-drift` of its account
   */
  readonly driftRoleArn?: string;
  /**
   * The qualifier of the CDK's bootstrap in its account.
   *
   * @default 'hnb659fds'
   */
  readonly bootstrapQualifier?: string;
}

/** Previews of pull requests. The app makes their stage where its context has the number of the request. */
export interface DeliveryPreviewOptions {
  /** The environment of the delivery whose account and region they stand in. It must not be production. */
  readonly environment: IDeployableEnvironment;
  /**
   * A pattern of the ids of their stacks.
   *
   * @default 'Preview/*'
   */
  readonly stacks?: string;
  /**
   * The key of the context that has the number of the request.
   *
   * @default 'preview'
   */
  readonly contextKey?: string;
  /**
   * The environment on GitHub that their jobs name, as the `previewEnvironment` of the roles: it must be open to all
   * branches.
   *
   * @default - none: their role trusts pull requests
   */
  readonly forgeEnvironment?: string;
  /**
   * The role that makes and removes them.
   *
   * @default - `goldenpath-<environment>-<repository>-preview` of its account
   */
  readonly roleArn?: string;
}

/** The commands of a build, each of which runs in the folder of the app. */
export interface DeliveryCommandOptions {
  /**
   * Installs what build and tests need.
   *
   * @default 'npm ci'
   */
  readonly install?: string;
  /**
   * Installs the CDK's CLI and goldenpath's, in jobs that may ask for credentials: without scripts of dependencies.
   *
   * @default 'npm ci --ignore-scripts'
   */
  readonly tools?: string;
  /**
   * Tests the app. An empty text: there are no tests.
   *
   * @default 'npm test'
   */
  readonly test?: string;
  /**
   * Synthesises the app to `cdk.out`.
   *
   * @default 'npx --no cdk synth --quiet'
   */
  readonly synth?: string;
}
