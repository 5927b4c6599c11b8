import { GitHubRepository } from '../../parts/pipeline-roles/repository';

export { GitHubRepository } from '../../parts/pipeline-roles/repository';
export type { GitHubRepositoryOptions } from '../../parts/pipeline-roles/repository';

/** The props of the roles by which workflows of a repository work in an account. */
export interface GitHubTrustProps {
  /** The repository whose workflows are trusted. */
  readonly repository: GitHubRepository;
  /**
   * The environment, as GitHub and the path call it: `production`. It stands in the subject of tokens, and in the names
   * of the roles, which are at most 64 characters: `goldenpath-production-orders-deploy`.
   *
   * @default - the name of the Environment around it, on AWS CDK
   */
  readonly environment?: string;
  /**
   * The workflow that deploys, in the repository. No other one gets the role.
   *
   * @default '.github/workflows/deploy.yml'
   */
  readonly workflow?: string;
  /**
   * The workflow that looks for drift.
   *
   * @default '.github/workflows/drift.yml'
   */
  readonly driftWorkflow?: string;
  /**
   * The branch that is deployed. Workflows of another branch get no role but that of the diff.
   *
   * @default 'main'
   */
  readonly branch?: string;
  /**
   * The environment on GitHub of the previews of pull requests: `preview`, where their jobs name one.
   *
   * @default - any job of a pull request may make a preview
   */
  readonly previewEnvironment?: string;
  /**
   * The ARN of the account's OIDC provider of GitHub, where there is one: `other.providerArn` of the first one. An
   * account has one.
   *
   * @default - one is made
   */
  readonly providerArn?: string;
  /**
   * The regions that are deployed to: `['eu-west-1', 'us-east-1']`.
   *
   * @default - the region of the stack
   */
  readonly regions?: string[];
  /**
   * The qualifier of CDK's bootstrap in the account: up to 10 letters and digits.
   *
   * @default 'hnb659fds'
   */
  readonly qualifier?: string;
  /**
   * The ARNs of the roles that deploy, where they are not those of CDK's bootstrap: the one of Terraform.
   *
   * @default - the roles of the bootstrap that deploy, publish and look up
   */
  readonly deployRoleArns?: string[];
  /**
   * The ARNs of the roles that only look, where they are not those of CDK's bootstrap.
   *
   * @default - the role of the bootstrap that looks up
   */
  readonly lookupRoleArns?: string[];
  /**
   * The team that owns it.
   *
   * @default - the owner of the GoldenPath
   */
  readonly owner?: string;
}
