/** Where Terraform keeps its state, and the role with which it deploys. AWS CDK does not use them. */
export interface TerraformSettings {
  /**
   * The region of the AWS provider.
   *
   * @default - that of the environment in which Terraform runs
   */
  readonly region?: string;
  /**
   * The role that Terraform assumes to deploy.
   *
   * @default - none: Terraform deploys with the credentials that it runs with
   */
  readonly deployRoleArn?: string;
  /**
   * The S3 bucket of the state. It is locked by a file beside the state, which needs Terraform 1.10.
   *
   * @default - the backend of the stack, by default the local disk
   */
  readonly stateBucket?: string;
  /**
   * The region of that bucket.
   *
   * @default - the region of the provider
   */
  readonly stateRegion?: string;
  /**
   * The name of the app, which stands in the key of its states: two apps may have a stack of one name. Letters, digits,
   * `-`, `_` and `.`.
   *
   * @default - none: required with `stateBucket`, unless `stateKey` does without it
   */
  readonly app?: string;
  /**
   * The folder of the states in the bucket.
   *
   * @default - the organisation
   */
  readonly statePrefix?: string;
  /**
   * The key of a state in the bucket, below which `{organization}`, `{app}`, `{tier}` and `{stack}` are filled in. It
   * has `{stack}`, or two stacks would share a state. It stands in place of `statePrefix`.
   *
   * A stack whose state is found under another key is not planned: first the state is moved.
   *
   * @default `{organization}/{app}/{tier}/{stack}.tfstate`
   */
  readonly stateKey?: string;
}
