/** Where Terraform keeps its state, and who it deploys as. Says nothing to AWS CDK. */
export interface TerraformSettings {
  /**
   * The region of the AWS provider.
   *
   * @default - that of the environment that Terraform runs in
   */
  readonly region?: string;
  /**
   * The role that Terraform assumes to deploy.
   *
   * @default - the credentials that Terraform runs with
   */
  readonly deployRoleArn?: string;
  /**
   * The bucket of the state. It is locked by a file beside the state, which needs Terraform 1.10.
   *
   * @default - the state is kept where the stack says, by default on the local disk
   */
  readonly stateBucket?: string;
  /**
   * The region of that bucket.
   *
   * @default - the region of the provider
   */
  readonly stateRegion?: string;
  /**
   * The folder of the state in the bucket. The name of the stack is the file.
   *
   * @default - the organisation
   */
  readonly statePrefix?: string;
}
