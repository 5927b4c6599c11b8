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
   * The folder of the state in the bucket. The name of the stack is the file.
   *
   * @default - the organisation
   */
  readonly statePrefix?: string;
}
