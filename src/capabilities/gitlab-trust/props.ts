/** The props of the roles by which pipelines of a project on GitLab work in an account. */
export interface GitLabTrustProps {
  /** The project whose pipelines are trusted, with all of its groups: `acme/shop/orders`. */
  readonly project: string;
  /**
   * The environment, as the path calls it: `production`. It stands in the names of the roles, which are at most 64
   * characters: `goldenpath-production-orders-deploy`. The tokens of GitLab do not say it to AWS: production has an
   * account of its own.
   *
   * @default - the name of the Environment around it, on AWS CDK
   */
  readonly environment?: string;
  /**
   * The branch that is deployed. It is to be protected: whoever may push to it deploys.
   *
   * @default 'main'
   */
  readonly branch?: string;
  /**
   * The host of GitLab: `gitlab.acme.com`. AWS reads its keys, and so must reach it.
   *
   * @default 'gitlab.com'
   */
  readonly host?: string;
  /**
   * The ARN of the account's OIDC provider of this host, where there is one: `other.providerArn` of the first one. An
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
   * The team that owns it.
   *
   * @default - the owner of the GoldenPath
   */
  readonly owner?: string;
}
